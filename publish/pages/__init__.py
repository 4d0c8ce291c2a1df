"""The pages of the site, a file an address: each reads a request, asks `queries`, and fills in a template.

`routes.py` lists the addresses. What several pages need: `respond.py` answers with a template and the headers,
`errors.py` with an error, `sync_templates.py` fills templates in, `parameter_cards.py` and `parameter_filters.py` show
parameters and the filters over them.
"""
