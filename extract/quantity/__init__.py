"""Quantities: the numbers in a text, with their units, bounds and roles."""
