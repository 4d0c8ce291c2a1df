"""The words of readers: names of tables, columns, values and units, and amounts as people type them."""
