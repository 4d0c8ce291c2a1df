"""What is kept in memory of the database, until its file changes.

- `answers.py`: answers to questions that were asked before, the most recent ones of each page;
- `caching_database.py`: the same for the questions that Datasette asks;
- `snapshot.py`: something read as a whole, as are what is known of every clause (`clauses.py`) and the columns that
  parameters are counted by (`parameter_columns.py`), held in arrays (`arrays.py`, `coded_column.py`).
"""
