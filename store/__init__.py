"""The store: one SQLite file of regulations, provisions and parameters, and what is written from it."""
