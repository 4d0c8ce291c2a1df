"""Chinese for readers: what they are told in place of names and codes, and what they type as an amount."""
