"""Several databases asked as one: what each answers, put together. Start at `search.py`."""
