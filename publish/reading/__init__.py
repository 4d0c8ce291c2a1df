"""The reading view: a document as HTML with its parameters, citations, terms and flags marked."""
