"""Text made safe to print: what would steer a terminal, or reorder a line, is shown instead of done."""

from __future__ import annotations

import re

# Control characters but the line feed and the tab; the line and paragraph separators and what sets the direction of
# writing (Unicode's Bidi_Control); and halves of characters, which no encoding has.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    r"""Return `text` with control characters and the like as they are written in programs: `\x1b`, `\u202e`.

    A byte of a file's name that is no UTF-8, which Python keeps as half a character, is shown as the byte: `\xff`.
    """
    return _UNSAFE.sub(_shown, text)


def on_one_line(name: str) -> str:
    r"""Return a name, which may hold line breaks, as `printable` does and on one line."""
    return printable(name).replace("\n", r"\x0a").replace("\t", r"\x09")


def json_escaped(json: str) -> str:
    r"""Return JSON that says the same, with control characters and the like in it escaped: `\u009b`."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
