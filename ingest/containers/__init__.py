"""Containers: files that hold other files whole, each a page (ZIP) or the answer of a site (WARC)."""
