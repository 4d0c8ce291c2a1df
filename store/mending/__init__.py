"""What editors decided, applied to a page when it is built: its text first, then what was read from it."""
