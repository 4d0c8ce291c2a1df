"""The site: Datasette over one database, with pages of its own in Chinese."""
