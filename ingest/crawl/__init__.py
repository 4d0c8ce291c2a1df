"""The crawler: it fetches the pages of sites and keeps what they answer, from which builds read.

Start at `run.py`, then `loop.py`. `fetch.py`, `resolver.py` and `render.py` alone need Scrapy, of the extra `crawl`.
"""
