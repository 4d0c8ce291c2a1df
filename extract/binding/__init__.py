"""Binding: what a number measures, whom it binds, of what and from when."""
