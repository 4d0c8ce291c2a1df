"""Quality: a database measured against annotated pages."""
