"""The site: Datasette over one database, with pages of its own in Chinese. It reads the database and nothing else.

- `serve.py` starts it; `plugin.py` holds what Datasette calls; `cells.py`, `facets.py`, `sql_functions.py` are what it
  is given; `links.py` makes every address; `database.py` asks the database;
- `pages/` answers an address, `queries/` asks the database for it, `cache/` keeps the answers;
- `reading/` turns a regulation into HTML, `charts/` numbers into drawings, `words/` names and codes into Chinese;
- `templates/` and `static/` are the pages' HTML, styles and scripts; `metadata.yaml` and `queries.yaml` are what
  Datasette shows about tables and the queries it offers; `examples/` are programs that use the site.
"""
