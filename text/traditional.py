"""Traditional characters: whether a text is printed in them, and the simplified ones that stand for them, one for one.

Some characters are both: 乾, 於, 徵 are simplified from in a traditional text, and in a simplified one they are
themselves (乾县). So it is decided of a text as a whole, and a simplified text is never changed.
"""

from __future__ import annotations

import re
from pathlib import Path

from .rule_tables import read_table

TABLE = Path(__file__).with_name("traditional.tsv")


def in_simplified_texts(character: str) -> bool:
    """Tell whether a character is one of GB 2312, which holds those of simplified texts."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


_SIMPLIFIED = {
    traditional: row["simplified"]
    for row in read_table(TABLE, ("simplified", "traditional"), examples=())
    for traditional in row["traditional"]
}
_TRANSLATION = str.maketrans(_SIMPLIFIED)
_BOTH = "".join(_SIMPLIFIED).encode("gb2312", "ignore").decode("gb2312")
_TRADITIONAL = re.compile(f"[{''.join(sorted(_SIMPLIFIED.keys() - set(_BOTH)))}]")
_TELLING = "條規為應國會關機"
"""Characters that a traditional text of some length has; each has another form in a simplified one."""
_SHORT = 400
"""Characters of a text that may have none of them: a title, a label, what somebody searches for."""


def is_traditional(text: str) -> bool:
    """Tell whether a text is printed in traditional characters: a long one, whether most of it is."""
    if len(text) <= _SHORT:
        return _TRADITIONAL.search(text) is not None
    if not any(character in text for character in _TELLING):
        return False
    return sum(map(text.count, _TELLING)) > sum(map(text.count, _TELLING.translate(_TRANSLATION)))


def simplified(text: str) -> str:
    """Return a text, where it is traditional, in simplified characters, of the same length; else the text itself."""
    return text.translate(_TRANSLATION) if is_traditional(text) else text


def simplified_forms(text: str) -> list[tuple[int, str]]:
    """Return where a text has characters that simplified texts do not have, each with its simplified form."""
    return [(match.start(), _SIMPLIFIED[match[0]]) for match in _TRADITIONAL.finditer(text)]
