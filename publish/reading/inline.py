"""Marks within a run of text: parameters, citations, terms and flags become nested, well-formed HTML.

Guarantees: every character of the run comes out once, escaped; a mark never leaves the run; links do not nest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise
from operator import attrgetter

_HAN = r"[\u2e80-\u9fff\uf900-\uffef“”‘’…—]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_HAN})[ \t\u3000]*\n\s*|\s*\n\s*(?={_HAN})")

_LONGEST_UNDERLINE = 40
"""Characters; a flag on more than that is about the place, not the words, and underlines only the first few."""
_FEW = 6


@dataclass(frozen=True, slots=True)
class LinkMark:
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


@dataclass(frozen=True, slots=True)
class FlagMark:
    """A place an editor should look at: the tip, and where its row is."""

    start: int
    end: int
    href: str
    tip: str


@dataclass(frozen=True, slots=True)
class WordMark:
    """Words that a parameter was read from: `of` names the parameter's number and the field, as `12-holder`."""

    start: int
    end: int
    of: str


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
        self._words = sorted(words, key=attrgetter("start"))
        self._word_starts = [word.start for word in self._words]
        self._word_reach = list(accumulate((word.end for word in self._words), max))
        self._mended = sorted(mended)
        self._mended_ends = [end for _, end in self._mended]
        self._tips = 0

    def render(self, start: int, end: int) -> str:
        """Return the HTML of the source's characters from `start` to `end`, blanks at both ends left out."""
        raw = self._text_between(start, end)
        text = raw.strip()
        start += len(raw) - len(raw.lstrip())
        end = start + len(text)
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if first and self._ends[first - 1] > start:
            first -= 1
        if first >= last and not self._flags:
            return self._plain(start, end)
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
        if not self._flags:
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
        first, last = bisect_right(self._word_reach, start), bisect_left(self._word_starts, end)
        words = [word for word in self._words[first:last] if word.end > start]
        mends = self._mended[bisect_right(self._mended_ends, start) : bisect_left(self._mended, (end, end))]
        if not words and not mends:
            return plain(self._words_between(start, end))
        marks = [(word.start, word.end) for word in words] + mends
        borders = {start, end, *(at for mark in marks for at in mark if start < at < end)}
        out = []
        for begins, ends in pairwise(sorted(borders)):
            text = plain(self._words_between(begins, ends))
            if text and any(first <= begins and ends <= last for first, last in mends):
                text = f'<ins class="mended">{text}</ins>'
            of = " ".join(word.of for word in words if word.start < ends and begins < word.end)
            out.append(f'<span data-of="{of}">{text}</span>' if of and not text.isspace() else text)
        return "".join(out)


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
