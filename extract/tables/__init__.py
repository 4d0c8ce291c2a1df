"""Tables: the cells that state a rule."""
