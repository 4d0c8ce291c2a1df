"""Metadata: what a document says of itself in its title block, its closing article and its signature."""
