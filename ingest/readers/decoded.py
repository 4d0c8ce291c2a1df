"""Whether the characters of a page were decoded rightly: a PDF without a map to Unicode gives plausible wrong ones."""

from __future__ import annotations

import re

from ..encoding import common_share

DOUBTFUL = 0.75
"""Share of right letters below which a page was decoded wrongly; true pages have .95 and more."""
_FEW = 5
"""Letters from which their share tells anything."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe]")
"""What stands on no page: digits of a font without a map come so, and nothing else may be wrong."""
_CONTROLS = 0.005
"""Share of such characters beyond which a page was decoded wrongly, however right its Chinese is."""
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_STRANGE = re.compile(
    "[\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u036f\u0400-\u1fff\u2c00-\u2dff\u3040-\u30ff\u3130-\u318f"
    "\u31f0-\u31ff\ua000-\uf8ff\ufb00-\ufdff]"
)
"""Letters of scripts in which no Chinese regulation is written, and those of no script."""


def right_share(words: str) -> float:
    """Return about how large a share of a page's letters is decoded rightly; 0 where there are none at all."""
    if not words:
        return 0.0
    controls = len(_CONTROL.findall(words)) / len(words)
    han, strange = len(_HAN.findall(words)), len(_STRANGE.findall(words))
    letters = han + strange + len(_CONTROL.findall(words))
    if letters < _FEW:
        return 1.0
    common = max(common_share(words), common_share(words, "big5hkscs")) if han else 0.0
    share = han * common / letters
    return min(share, DOUBTFUL - controls) if controls > _CONTROLS else share
