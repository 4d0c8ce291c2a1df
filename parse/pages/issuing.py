"""Issuing: which documents a notice puts in force, and what they take over from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...text.clauses import SENTENCE, words_behind
from ...text.lines import plain
from ...text.source import Span
from ..metadata.force import day_of_effect, effective_of_issued
from ..model import Regulation
from .announced import NAME, announced_days
from .titles import is_head_of_state, kind_of, kinds_of_class

ORDER_KINDS = kinds_of_class("order")
"""Kinds of documents that head what their authority puts in force."""

ISSUING_KINDS = kinds_of_class("issues")
"""Kinds of documents that put others in force."""

_LETTERS = kinds_of_class("notice")
"""Kinds of documents that may have a number of their own though another hands them on."""

DRAFT = "征求意见稿"

_ISSUING = re.compile(r"印发|现予(?:以)?(?:公布|发布)|(?:予以|现将|特此)?(?:公布|发布)|施行|执行|转发|征求意见")
_NAMED = re.compile(NAME)
_ISSUED_IN_TITLE = re.compile(r"(?:印发|转发|批转|发布|公布)[^《》]{0,20}(?=《)(.*?)(?:废止|修改|贯彻|根据|\Z)")
_UNNAMED = re.compile(r"现[将予]([^《》。]{2,40}?)(?:予以)?(?:印发|发布|公布)")
"""What is issued without its name: 现将修订后的实施办法印发给你们."""
MOST_BELOW = 50
"""Documents below a notice among which those stand that it issues."""
_FORWARDING = re.compile(r"转发|批转")
_AMENDING = re.compile(r"修改|修订|修正|废止")
_BROKEN = 8
"""Characters behind 《…》 of a line that goes on in the next."""
_REACH = 280
"""Characters behind 《…》, in the same sentence, within which the issuing word stands."""


def issued_names(folded: str, span: Span) -> list[tuple[str, int]]:
    """Return the names of the documents that a notice says it issues, each with where the 》 behind it stands."""
    out = []
    for match in _NAMED.finditer(folded, *span):
        sentence = words_behind(folded, match.end(), match.end() + _REACH, SENTENCE)
        end = match.end() + len(sentence)
        if len(sentence) >= _BROKEN and folded[end : end + 1] == "\n" and not _ISSUING.search(sentence):
            sentence += words_behind(folded, end + 1, match.end() + _REACH, SENTENCE)  # broken over lines
        if sentence in ("", "。") and folded.startswith("制定了", match.start() - 3):  # 制定了《…》。…，现予公布
            sentence = words_behind(folded, match.end() + 1, match.end() + _REACH, SENTENCE)
        if (kind_of(match[1]) or DRAFT in match[1]) and _ISSUING.search(sentence):
            out.append((match[1], match.end()))
    return out


def inherit(folded: str, regulations: Sequence[Regulation]) -> list[Regulation]:
    """Give a regulation what its notice states of issuer, number and date, and a notice the date below its annex."""
    out = list(regulations)
    for index, notice in enumerate(regulations):
        if notice.kind not in ISSUING_KINDS:
            continue
        names = [plain(name) for name, _ in issued_names(folded, notice.span)]
        if issued := _ISSUED_IN_TITLE.search(notice.title):
            names += map(plain, _NAMED.findall(issued[1]))
        following = range(index + 1, min(len(out), index + 1 + MOST_BELOW))
        below = [i for i in following if out[i].issued_by is None and _is_named(names, out[i].title)]
        if not below and not names and (unnamed := _UNNAMED.search(folded, *notice.span)):
            below = [i for i in following[:1] if out[i].issued_by is None and unnamed[1].endswith(out[i].kind or ".")]
        if notice.promulgated is None and below and not _amends(notice):
            dated = next((out[i].promulgated for i in reversed(below) if out[i].promulgated), None)
            out[index] = replace(notice, promulgated=dated)
        for i in below:
            out[i] = _inherited(folded, out[i], out[index])
    return out


def _amends(notice: Regulation) -> bool:
    return notice.kind == "决定" and bool(_AMENDING.search(notice.title))


def _is_named(names: list[str], title: str) -> bool:
    return any(name and (name in plain(title) or plain(title) in name) for name in names)


def _inherited(folded: str, regulation: Regulation, notice: Regulation) -> Regulation:
    """Return the regulation with what its notice states; a draft is not promulgated by being sent round."""
    if regulation.status == DRAFT:
        return replace(regulation, issuer=regulation.issuer or notice.issuer, issued_by=notice.ordinal)
    if _amends(notice):  # which changed the regulation and is younger than it
        changed = notice.adopted or notice.promulgated
        return replace(
            regulation,
            issuer=regulation.issuer or notice.issuer,
            text_as_of=regulation.text_as_of or changed,
            issued_by=notice.ordinal,
        )
    # a notice or an answer with a number of its own has its own day, too
    itself = regulation.kind in _LETTERS and regulation.doc_number not in (None, notice.doc_number)
    others = itself or _FORWARDING.search(notice.title)  # whose authors are others
    issuer = None if is_head_of_state(notice.issuer or "") else notice.issuer
    announced = announced_days(folded, notice.span, regulation.title)
    adopted, approved = regulation.adopted or announced.adopted, regulation.approved or announced.approved
    return replace(
        regulation,
        issuer=regulation.issuer if others and regulation.issuer else issuer or regulation.issuer,
        doc_number=regulation.doc_number if itself else notice.doc_number or regulation.doc_number,
        adopted=adopted,
        approved=approved,
        promulgated=regulation.promulgated if itself else notice.promulgated or regulation.promulgated,
        text_as_of=regulation.text_as_of or announced.text_as_of,
        effective=day_of_effect(regulation.effective or effective_of_issued(folded, notice.span), adopted, approved),
        expires=regulation.expires or notice.expires,
        region=regulation.region or notice.region,
        issued_by=notice.ordinal,
    )
