"""Terms: definitions and short names, and the words they stand for."""
