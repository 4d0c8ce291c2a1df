"""Characters that were misread or mistyped: what another one in their place would make of the words around them.

There is no list of wrong words: 征收人 is right and 收人 for 收入 is not, which the n-grams around a place tell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from ...extract.page import Processed
from ...text.source import QUEUE, Flag, Span
from .confusions import confusions
from .evidence import BIGRAMS, PADDING, Candidates, candidates, features, replaced, text_of
from .network import network
from .ngrams import table
from .regulations import is_simplified, stretches
from .series import GAIN, in_series
from .stream import Places, Stream, stream_of

THRESHOLD = QUEUE
"""Score from which a character is flagged: none is that editors are not asked about."""
EVEN = 0.5
"""Probability of the network that is a score of `THRESHOLD`.

Chosen of 0.05, 0.1, … on regulations that neither counts nor network had seen (benchmarks/train_misread.py), as the
least with fewer than half a false flag in 10,000 characters of clean text: of its flags nine were errors of the
regulations, which were read and left out. Its F1 is within 0.005 of the best.
"""
_USUAL = 0.002
"""Share of wrong characters that the network was trained to expect."""
_WRONG_OF_UNSURE = 0.1
"""Share of the doubts of a reader of scans that is taken for mistakes: many a right character is doubted."""
_MOST_UNSURE = 3.0
"""What a character that the reader of a scan was unsure of gains in log-odds at most, which is 20 times as likely."""
_PIECE = 50_000
"""Characters that are looked at together: of more, the sums take too much memory."""


class Suspicion(NamedTuple):
    """A character that may be wrong: where it stands in a text, what may be meant, how likely, and its words.

    `score` is 0.5 where editors should begin to look, and near 1 where there is hardly a doubt.
    `words` is the span of the character and of the neighbour that it makes a word with, if that stands right beside it.
    """

    place: int
    meant: str
    score: float
    words: Span


def check_misread(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each character of a page's regulations that seems misread or mistyped."""
    unsure = sorted((flag.span, flag.score) for flag in processed.page.source.flags if flag.kind == "ocr_low")
    for stretch in stretches(processed):
        text, begin = stretch
        near = [(Span(span.start - begin, span.end - begin), score) for span, score in unsure if span.end > begin]
        for place, meant, score, words in suspicions(text, near):
            wrong, at = words.of(text), place - words.start
            right = wrong[:at] + meant + wrong[at + 1 :]
            reason = f"“{wrong}”疑为“{right}”：“{wrong[at]}”在此处前后文中罕见，与“{meant}”易混"
            yield stretch.flag("misread", reason, words, right, round(score, 3))


def suspicions(
    text: str, unsure: Iterable[tuple[Span, float]] = (), threshold: float = THRESHOLD
) -> Iterator[Suspicion]:
    """Yield the characters of a text that have at least a score, in their order.

    `unsure` are spans that the reader of a scan was unsure of, each with how unsure it was, from 0 to 1. A text in
    traditional characters has none, since the n-grams are of simplified ones.
    """
    if not is_simplified(text):
        return
    stream = stream_of(text)
    gains = _gains(stream.places, unsure)
    for start in range(0, len(stream.codes), _PIECE):
        first, last = max(0, start - PADDING), start + _PIECE + PADDING
        piece = Stream(stream.codes[first:last], stream.places[first:last])
        found = _suspicions(piece, gains[first:last], threshold)
        yield from (one for one in found if _is_in(one.place, stream.places, start))


def _is_in(place: int, places: Places, start: int) -> bool:
    end = start + _PIECE
    return places[start] <= place and (end >= len(places) or place < places[end])


def _gains(places: Places, unsure: Iterable[tuple[Span, float]]) -> np.ndarray:
    """Return what the log-odds of each character gain by what the reader of a scan says."""
    gains = np.zeros(len(places), np.float32)
    for span, doubt in unsure:
        gain = min(_MOST_UNSURE, float(np.log1p(doubt * _WRONG_OF_UNSURE / _USUAL)))
        first, last = bisect_left(places, span.start), bisect_left(places, span.end)
        gains[first:last] = np.maximum(gains[first:last], gain)
    return gains


def _suspicions(stream: Stream, gains: np.ndarray, threshold: float) -> Iterator[Suspicion]:
    known = table()
    text = text_of(stream.codes, known)
    found = candidates(text, confusions(), known)
    if not len(found.places):
        return
    logits = network().logits(features(text, found, confusions(), known)) + gains[found.places - PADDING]
    logits += GAIN * in_series(text, found, logits, known) - _log_odds(EVEN)
    order = np.lexsort((found.rows, -logits, found.places))
    best = order[np.append(True, found.places[order][1:] != found.places[order][:-1])]
    best = best[logits[best] >= _log_odds(threshold)]
    chosen = Candidates(found.places[best], found.meant[best], found.rows[best])
    pairs = replaced(text, chosen, known, BIGRAMS)
    for place, meant, logit, pair in zip(chosen.places - PADDING, chosen.meant, logits[best], pairs, strict=True):
        words = _words(stream.places, int(place), pair[1] >= pair[0])
        yield Suspicion(int(stream.places[place]), chr(meant), float(1 / (1 + np.exp(-logit))), words)


def _log_odds(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


def _words(places: Places, at: int, is_last: bool) -> Span:
    """Return the span of a character with the one before it, or behind it, where that stands right beside it."""
    here = int(places[at])
    for step in (-1, 1) if is_last else (1, -1):
        if 0 <= at + step < len(places) and places[at + step] == here + step:
            return Span(min(here, here + step), max(here, here + step) + 1)
    return Span(here, here + 1)
