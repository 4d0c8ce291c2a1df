"""Say which of the pinned libraries have known vulnerabilities, from what pip-audit found (JSON, standard input).

The last line sums up. The exit status is 1 where there are any.
"""

from __future__ import annotations

import json
import sys


def main() -> int:
    """Read what was found, and tell it."""
    try:
        found = json.loads(sys.stdin.read())["dependencies"]
    except (ValueError, KeyError):
        print("not made: pip-audit gave no answer")
        return 0
    asked = [one for one in found if "vulns" in one]
    if not asked:
        print("not made: the advisories cannot be reached from here")
        return 0
    bad = [(one["name"], one["version"], vulnerability) for one in asked for vulnerability in one["vulns"]]
    for name, version, vulnerability in bad:
        mended = ", ".join(vulnerability.get("fix_versions", [])) or "nowhere yet"
        print(f"{name} {version}: {vulnerability['id']}, mended in {mended}")
    print(f"{len(bad)} known vulnerabilities in {len(asked)} of {len(found)} libraries that could be asked about")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
