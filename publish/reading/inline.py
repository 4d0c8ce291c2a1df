"""Marks within a run of text: parameters, citations, terms and flags become nested, well-formed HTML.

Guarantees: every character of the run comes out once, escaped; a mark never leaves the run; links do not nest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import NamedTuple

_HAN = r"[\u2e80-\u9fff\uf900-\uffef“”‘’…—]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_HAN})[ \t\u3000]*\n\s*|\s*\n\s*(?={_HAN})")

_LONGEST_UNDERLINE = 40
"""Characters; a flag on more than that is about the place, not the words, and underlines only the first few."""
_FEW = 6


class LinkMark(NamedTuple):
    """A mark that is a link with an explanation: opening tag without its end, the element around the words, the tip.

    `anchor` is its `id`, given where the mark begins, also where it is shown as part of another. `number` is by what
    the marks of its words name it.
    """

    start: int
    end: int
    opening: str
    tag: str
    tip: str
    anchor: str = ""
    number: str = ""


class FlagMark(NamedTuple):
    """A place an editor should look at: the tip, and where its row is."""

    start: int
    end: int
    href: str
    tip: str


class WordMark(NamedTuple):
    """Words that a parameter was read from: `of` names the parameter's number and the field, as `12-holder`."""

    start: int
    end: int
    of: str


class _Piece(NamedTuple):
    """Characters that are of the same words, or that an editor corrected, or both."""

    start: int
    end: int
    of: str
    is_mended: bool


class InlineRenderer:
    """Renders runs of one document's text with its marks; each mark is shown once, at the first run that has it."""

    def __init__(
        self,
        text_between: Callable[[int, int], str],
        links: Iterable[LinkMark],
        flags: Iterable[FlagMark],
        words: Iterable[WordMark] = (),
        words_between: Callable[[int, int], str] | None = None,
        mended: Iterable[tuple[int, int]] = (),
    ) -> None:
        """Take the function that cuts the source, and the marks; `words_between` gives what is shown of a stretch.

        `mended` are the stretches that an editor corrected, apart from one another.
        """
        self._text_between = text_between
        self._words_between = words_between or text_between
        self._groups = merge(links)
        self._starts = [group[0].start for group in self._groups]
        self._ends = [max(link.end for link in group) for group in self._groups]
        self._flags = sorted(flags, key=attrgetter("start"))
        self._flag_starts = [flag.start for flag in self._flags]
        self._underlined = [_underlined(flag) for flag in self._flags]
        self._underline_reach = list(accumulate(self._underlined, max))
        self._pieces = list(_pieces(words, mended))
        self._piece_starts = [piece.start for piece in self._pieces]
        self._piece_ends = [piece.end for piece in self._pieces]
        marks = sorted(self._stretches())
        self._mark_starts = [start for start, _ in marks]
        self._mark_reach = list(accumulate((end for _, end in marks), max))
        self._tips = 0

    def render(self, start: int, end: int) -> str:
        """Return the HTML of the source's characters from `start` to `end`, blanks at both ends left out."""
        raw = self._text_between(start, end)
        text = raw.strip()
        if not text:
            return ""
        start += len(raw) - len(raw.lstrip())
        end = start + len(text)
        if bisect_right(self._mark_reach, start) >= bisect_left(self._mark_starts, end):  # seven runs in ten
            return plain(self._words_between(start, end))
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if first and self._ends[first - 1] > start:
            first -= 1
        out: list[str] = []
        at = start
        for index in range(first, last):
            group = self._groups[index]
            begins, ends = max(group[0].start, start), min(self._ends[index], end)
            if begins < at or begins >= ends:
                continue
            out += (self._text(at, begins), self._linked(group, begins, ends))
            at = ends
        out.append(self._text(at, end))
        return "".join(out)

    def _stretches(self) -> Iterator[tuple[int, int]]:
        """Yield where each mark begins and ends."""
        yield from zip(self._starts, self._ends, strict=True)
        yield from zip(self._flag_starts, self._underlined, strict=True)
        yield from zip(self._piece_starts, self._piece_ends, strict=True)

    def _linked(self, group: Sequence[LinkMark], start: int, end: int) -> str:
        """Return a link around the range, the explanations of all of the group behind it."""
        link = group[0]
        self._tips += 1
        tip = "".join(link.tip for link in group)
        anchors = list(dict.fromkeys(link.anchor for link in group if link.anchor and start <= link.start < end))
        targets = "".join(f'<span id="{escape(anchor)}"></span>' for anchor in anchors[:-1])
        own = f' id="{escape(anchors[-1])}"' if anchors else ""
        numbers = " ".join(link.number for link in group if link.number)
        words = f' data-words="{numbers}"' if numbers else ""
        text = self._text(start, end)
        return (
            f'{targets}{link.opening}{own}{words} aria-describedby="t{self._tips}">'
            f"{f'<{link.tag}>{text}</{link.tag}>' if link.tag else text}</a>"
            f'<span class="tip" role="tooltip" id="t{self._tips}">{tip}</span>'
        )

    def _text(self, start: int, end: int) -> str:
        """Return plain text with its flags underlined and, where one begins, a sign that explains it."""
        if start >= end or not self._flags:
            return self._plain(start, end)
        out: list[str] = []
        at = start
        first, last = bisect_right(self._underline_reach, start), bisect_left(self._flag_starts, end)
        for flag, shown in zip(self._flags[first:last], self._underlined[first:last], strict=True):
            begins, shown = max(flag.start, at), min(shown, end)
            if begins >= shown:
                continue
            out += (self._plain(at, begins), f'<span class="flag">{self._plain(begins, shown)}</span>')
            at = shown
        out.append(self._plain(at, end))
        return "".join(out)

    def flag_signs(self, start: int, end: int) -> str:
        """Return the signs of the flags that begin in a range; they stand outside of links."""
        if not self._flags:
            return ""
        out = []
        for flag in self._flags[bisect_left(self._flag_starts, start) : bisect_left(self._flag_starts, end)]:
            self._tips += 1
            out.append(
                f'<a class="tipped sign" href="{escape(flag.href)}" aria-describedby="t{self._tips}" '
                f'aria-label="疑点">⚑</a><span class="tip" role="tooltip" id="t{self._tips}">{flag.tip}</span>'
            )
        return "".join(out)

    def _plain(self, start: int, end: int) -> str:
        """Return text without links and flags, the words of parameters in elements that name what they are of."""
        if start >= end:
            return ""
        out = []
        at = start
        first, last = bisect_right(self._piece_ends, start), bisect_left(self._piece_starts, end)
        for begins, ends, of, is_mended in self._pieces[first:last]:
            begins, ends = max(begins, start), min(ends, end)
            if at < begins:
                out.append(plain(self._words_between(at, begins)))
            text = plain(self._words_between(begins, ends))
            if text and is_mended:
                text = f'<ins class="mended">{text}</ins>'
            out.append(f'<span data-of="{of}">{text}</span>' if of and not text.isspace() else text)
            at = ends
        if at < end:
            out.append(plain(self._words_between(at, end)))
        return "".join(out)


def _pieces(words: Iterable[WordMark], mended: Iterable[tuple[int, int]]) -> Iterator[_Piece]:
    """Yield the words and corrections in order, cut where one of them begins or ends."""
    coming = sorted(words, key=attrgetter("start"))[::-1]
    mends = sorted(mended)[::-1]
    borders = sorted({at for mark in (*((word.start, word.end) for word in coming), *mends) for at in mark})
    here: list[WordMark] = []
    for begins, ends in pairwise(borders):
        here = [word for word in here if word.end > begins]
        while coming and coming[-1].start <= begins:
            here.append(coming.pop())
        while mends and mends[-1][1] <= begins:
            mends.pop()
        is_mended = bool(mends) and mends[-1][0] <= begins
        if here or is_mended:
            yield _Piece(begins, ends, " ".join([word.of for word in here]), is_mended)


def _underlined(flag: FlagMark) -> int:
    """Return where the underline of a flag ends."""
    return flag.start + _FEW if flag.end - flag.start > _LONGEST_UNDERLINE else flag.end


def plain(text: str) -> str:
    """Return text escaped, line breaks within a Chinese sentence closed up."""
    return escape(_BREAK_IN_CHINESE.sub("", text) if "\n" in text else text, quote=False)


def merge(links: Iterable[LinkMark]) -> list[list[LinkMark]]:
    """Return links in order, those that overlap in one group: links do not nest, so the first stands for all."""
    groups: list[list[LinkMark]] = []
    reach = -1
    for link in sorted(links, key=lambda link: (link.start, -link.end)):
        if groups and link.start < reach:
            groups[-1].append(link)
        else:
            groups.append([link])
        reach = max(reach, link.end)
    return groups
