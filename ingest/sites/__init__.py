"""Site files, and the pages of sites read by them: title, body, metadata and links, without the network."""
