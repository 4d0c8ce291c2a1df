"""The pages of the site, a file an address."""
