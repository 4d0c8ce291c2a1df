"""Collections: files that hold many pages, a record each (JSON Lines, JSON, CSV, TSV)."""
