"""The text of a regulation as HTML: laid out, with its parameters, citations, terms and flags marked."""
