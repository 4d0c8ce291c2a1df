"""How a crawl of many pages fares: requests a second beside those asked for, memory as it goes on, what is kept.

Usage: python benchmarks/crawl.py [PAGES [DELAY]]   serves so many pages on 127.0.0.1 and crawls them
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from crawled import crawl_watched, kept, many_pages, served, site_file


def main() -> None:
    """Serve, crawl and tell."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    delay = float(sys.argv[2]) if len(sys.argv) > 2 else 0.05
    with tempfile.TemporaryDirectory() as name, served(many_pages(count)) as site:
        folder = Path(name)
        toml = site_file(folder, site, delay=delay)
        held = crawl_watched(folder, toml, site)
        times = [at for at, _, _ in site.asked]
        seconds = times[-1] - times[0]
        rate = (len(times) - 1) / seconds
        print(f"requests {len(times):,} in {seconds:.1f} s: {rate:.2f} a second, at most {1 / delay:g}")
        print(f"shortest gap {min(site.gaps()):.3f} s, asked for {delay:g}; {site.most_at_once} at once")
        for share in (0.1, 0.25, 0.5, 0.75, 1.0):
            asked, kilobytes = next(one for one in held if one[0] >= share * len(times) - 1)
            print(f"memory after {asked:,} requests: {kilobytes / 1024:.1f} MB")
        print(f"records kept: {len(kept(folder)):,}")


if __name__ == "__main__":
    main()
