"""The learned choice of what a number binds: candidates from the text, weighed by what annotated regulations taught."""
