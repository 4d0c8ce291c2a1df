"""The review room: what is suspicious about a page that has been parsed and extracted, for editors to look at."""
