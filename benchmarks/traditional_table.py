"""Write text/traditional.tsv from OpenCC's table of traditional characters.

    pip download opencc-python-reimplemented --no-deps && unzip opencc_python_reimplemented-*.whl
    python benchmarks/traditional_table.py opencc/dictionary/TSCharacters.txt

Of several simplified forms the first counts. Left out are characters beyond the basic plane and those whose simplified
form is not in GB 2312, which no regulation uses.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from fatiao.text.traditional import TABLE, in_simplified_texts

_VARIANTS = {"衞": "卫", "敍": "叙", "枱": "台"}
"""Forms of Hong Kong that OpenCC keeps in another table."""
_HEAD = """\
# Simplified characters, and the traditional ones that stand for them. Made by benchmarks/traditional_table.py from
# TSCharacters.txt of OpenCC (https://github.com/BYVoid/OpenCC), Copyright 2010-2023 Carbo Kuo and contributors, Apache
# License 2.0. Do not edit.
simplified	traditional
"""


def main(source: Path) -> None:
    """Write the table from the file of OpenCC."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    lines = (line.split() for line in source.read_text(encoding="utf-8").splitlines() if line)
    for traditional, simplified in [*((line[0], line[1]) for line in lines), *_VARIANTS.items()]:
        if traditional != simplified and max(traditional + simplified) <= "\uffff" and in_simplified_texts(simplified):
            forms[simplified].append(traditional)
    rows = (f"{simplified}\t{''.join(sorted(forms[simplified]))}\n" for simplified in sorted(forms))
    TABLE.write_text(_HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
