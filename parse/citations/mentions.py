"""Mentions of other documents and of provisions, as tokens in the order of the text; `citations` resolves them.

A mention begins with one of few characters, so that most of a text is passed over at once: the pattern begins with
their set, not with a look-ahead, which takes `re` four times as long.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...text.doc_numbers import LETTERS, ORDER_BEHIND, ORDERS_NUMBER, SERIAL, SERIAL_BEHIND
from ...text.numerals import TENS
from ...text.patterns import pattern
from ...text.source import Span
from ..pages.titles import KINDS, LAW
from .laws import LAWS
from .references import BRACKETED, CHAIN, CHAIN_BEHIND, DOTTED, NUMBER

_KIND = "|".join((*({*KINDS, "通则", "总则", "宪章", "专约"} - {"法"}), LAW))
_OWN_KIND = "|".join(
    sorted({*KINDS, "通则"} - {"法", "令", "函", "目录", "标准", "计划", "安排", "措施", "规划"}, key=len, reverse=True)
)

# The alternatives of `_TOKEN`, each behind the first character of a mention, which it looks back at.
_TITLE = r"(?<=《)(?P<title>(?:[^《》]|《[^《》]{1,80}》){2,120})》"
_SELF = rf"(?<=本)(?:暂行|试行|实施|施行|管理|组织|基本|补充|若干)?(?:{_OWN_KIND}|法(?![律人院官定规治庭]))"
_EARLIER = (
    r"(?:(?<=前)|(?<=上)(?<![以之]上)|(?<=[前上])(?<![之目日提年月此先当午从][前上])(?P<count>[一两二三四五]))"
    r"(?P<unit>条(?![例件约款])|款(?![项式额])|项(?![目工]))"
)
_HERE = (
    r"(?<=本)(?<![根基成资样文版日书课剧副正标原]本)"
    r"(?P<here>[条款项章节编目](?![例件约项目程制资工业活能日课录标]|的(?!规定)))"
)
_SAME = rf"(?<=[同该])(?<!合同)(?:(?P<same>[条款项])(?=第)|(?:{_OWN_KIND}|法))"
_VERB = r"(?:(?<=依)[照据]|(?<=根)据|(?<=按)照|(?<=违)反|(?<=参)照|(?<=适)用)(?![本前第])(?=[\u4e00-\u9fff])"
_TOKEN = re.compile(
    r"[《第本前上同该依根按违参适(\[令](?:"
    rf"(?<=第)(?P<chain>{CHAIN_BEHIND})|{_TITLE}|(?P<order>(?<=令){ORDER_BEHIND}|(?<=第){ORDERS_NUMBER})|(?P<own>{_SELF})"
    rf"|(?P<here_>{_HERE})|(?P<earlier>{_EARLIER})|(?P<same_>{_SAME})|(?P<verb>{_VERB})"
    rf"|(?P<item>(?<=\()[ ]?{NUMBER}[ ]?\)[项目])|(?P<serial>(?<=[\[(]){SERIAL_BEHIND}))"
)
_SECTION_TOKEN = re.compile(rf"(?P<chain>{DOTTED})")
_HAS_SECTION = re.compile(r"节(?<=\.\d\d节|\d\d 节)")
_SUBJECT_VERB = re.compile(r"(?:依照|依据|根据|按照|参照|比照|遵照)[ ]?\Z")
_CHAIN = re.compile(rf"(?:[ ]?(?:中的|的|中|之|原)?[ ]?(?P<chain>{DOTTED}|{CHAIN}|{BRACKETED}))?")
_BRACKET = re.compile(r"[ ]?\(((?:[^()\n]|\([^()\n]{1,40}\)){2,120})\)")
_ALIAS = re.compile(r"(?:以下|下)[简统]?[ ]?称(?:为)?[ ]?[:“《\"']*([^“”《》()\"',:]{1,30})")
_NUMBER = pattern(rf"{LETTERS}[ ]?{SERIAL}|(?:[\u4e00-\u9fff]{{0,30}})(?:令{ORDER_BEHIND}|第{ORDERS_NUMBER})")
_NOT_CHINESE = pattern(r"[^\u4e00-\u9fff]")
_INSTRUMENT = re.compile(rf"(?:{_KIND})(?:[(\[<].{{1,40}}[)\]>]|修正案.{{0,6}}|[{TENS}])*\Z")
_SUFFIX = re.compile(rf"(?:{LAW}|条例|办法|规定|细则|规则|规范|决定|解释|通则|章程|意见|法典|条约|公约|协定|议定书)\Z")
_JOINTS = pattern(
    r".*(?:违反|依照|依据|根据|按照|参照|比照|符合|适用|构成|具有|属于|不属|认定为|援用|遵守|执行|实施|对照|修改|触犯"
    rf"|以及|或者|第{NUMBER}[编章节条款项]|[和及与或、将在除对有为是以由的于按依至从据被日])"
)
_PARTS = re.compile(r"(?:分则|总则|附则)?的?\Z")
_PREFIX = "中华人民共和国"
_SHIELD = "\ue000"
"""Stands for 中华人民共和国, whose 和 joins nothing; no source has it, because folding blanks private characters."""
_LAST = frozenset("法例定则释典程章见规法分总附的约书")
"""Characters that the name of a law, or 刑法分则, ends in."""
_LONGEST_LAW = max(map(len, LAWS))
_BY_OPENING = {
    opening: sorted((name for name in LAWS if name.startswith(opening)), key=len, reverse=True)
    for opening in {name[:2] for name in LAWS}
}


class Token(NamedTuple):
    """One mention: what kind it is, its span, and what was read of it.

    `kind` is title, number, own (本办法), bare (第三条), item ((三)项), here (本条), earlier (前款), same (该法).
    `chain` is the folded reference to provisions, where there is one; `name` and `number` are as printed, `many` is
    how many are meant (前两款).
    """

    kind: str
    span: Span
    chain: str | None = None
    name: str | None = None
    number: str | None = None
    many: int = 1
    unit: str | None = None


Meant = tuple[str, str | None]
"""Title and number of what a short name stands for."""


class Aliases(dict[str, Meant]):
    """Short name → what it stands for; `starting` finds those a text may go on with."""

    def __init__(self) -> None:
        super().__init__()
        self._starting: defaultdict[str, list[str]] = defaultdict(list)

    def __setitem__(self, name: str, meant: Meant) -> None:
        if name not in self and name.endswith(_ENDS):
            self._starting[name[:2]].append(name)
        super().__setitem__(name, meant)

    def starting(self, opening: str) -> Sequence[str]:
        """Return the names of regulations that begin with two characters, longest first."""
        names = self._starting.get(opening)
        return sorted(names, key=len, reverse=True) if names else ()


def is_instrument(title: str) -> bool:
    """Tell whether a title in 《》 names a regulation, and no certificate, form or newspaper."""
    return _INSTRUMENT.search(title) is not None


def tokens(folded: str, text: str, span: Span, aliases: Aliases, labels: Sequence[int]) -> Iterator[Token]:
    """Yield the mentions in the span in order; short names are added to `aliases` as they are introduced.

    What begins at one of `labels`, which rise, is the number of a provision itself: no mention, and no part of one.
    """
    sections = _HAS_SECTION.search(folded, *span) is not None
    at = span.start
    for end in (*labels, span.end):
        while match := _TOKEN.search(folded, at, end):
            if sections:
                yield from _sections(folded, Span(at, match.start()))
            token, at = _read(folded, text, match, end, aliases)
            if token is not None:
                yield token
        if sections:
            yield from _sections(folded, Span(at, end))
        at = max(at, end + 1)


def _sections(folded: str, span: Span) -> Iterator[Token]:
    for match in _SECTION_TOKEN.finditer(folded, *span):
        yield Token("bare", Span(*match.span()), match["chain"])


_COUNTS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


def _read(folded: str, text: str, match: re.Match[str], end: int, aliases: Aliases) -> tuple[Token | None, int]:
    """Return the token of a match, or None, and where to go on."""
    kind = match.lastgroup
    if kind == "verb":
        return _after_verb(folded, match.end(), aliases)
    if kind == "title":
        return _title(folded, text, match, end, aliases)
    span = Span(*match.span())
    if kind in ("order", "serial"):
        return _serial(folded, text, span), span.end
    if kind == "item":
        return Token("item", span, match[0]), span.end
    if kind == "chain":
        return _named(folded, Token("bare", span, match[0]), aliases), span.end
    chain = _CHAIN.match(folded, span.end, end)
    words = chain["chain"] if chain else None
    if chain and words:
        span = Span(span.start, chain.end())
    if kind == "own":
        told = words or _SUBJECT_VERB.search(folded, max(0, span.start - 4), span.start)  # 按照本办法; not 制定本办法
        return (Token("own", span, words) if told else None), span.end
    if kind == "here_":
        return Token("here", span, words, unit=match["here"]), span.end
    if kind == "earlier":
        many = _COUNTS[match["count"]] if match["count"] else 1
        return Token("earlier", span, words, many=many, unit=match["unit"]), span.end
    return (Token("same", span, words, unit=match["same"]) if words else None), span.end


def _title(folded: str, text: str, match: re.Match[str], end: int, aliases: Aliases) -> tuple[Token | None, int]:
    """Read 《…》 with the brackets behind it (文号, 以下简称) and the provisions cited of it."""
    at = match.end()
    printed = re.sub(r"\s+", "", Span(*match.span("title")).of(text))
    name, number = aliases.get(re.sub(r"\s+", "", match["title"]), (printed, None))
    reach = at
    bracket = _BRACKET.match(folded, at, end)
    if bracket:
        found = _NUMBER.search(bracket[1])
        alias = _ALIAS.search(bracket[1])
        if found and number is None:
            number = text[bracket.start(1) + found.start() : bracket.start(1) + found.end()]
        if alias:
            aliases[re.sub(r"\s+", "", alias[1])] = (name, number)
        if found or alias:
            at = bracket.end()
            reach = at if found else reach
    chain = _CHAIN.match(folded, at, end)
    words = chain["chain"] if chain else None
    if chain and words:
        reach = at = chain.end()
    if not words and not number and not is_instrument(match["title"].strip()):
        return None, match.end()
    return Token("title", Span(match.start(), reach), words, name, number), at


def _serial(folded: str, text: str, span: Span) -> Token | None:
    """Read a 文号 in running text (根据国办发〔2009〕7号): the words before it that belong to it."""
    own = _without_words_before(_chinese_before(folded, span.start))
    if not own:
        return None
    whole = Span(span.start - len(own), span.end)
    return Token("number", whole, number=whole.of(text))


def _named(folded: str, token: Token, aliases: Aliases) -> Token:
    """Return the token with the law that is named without 《》 right before it (刑法第三条), if there is one."""
    at = token.span.start
    if folded[at - 1 : at] not in _LAST and not aliases:
        return token
    before = _chinese_before(folded, at)
    words = _PARTS.sub("", before)
    gap = len(before) - len(words)
    name = _short_name(words, aliases) or (_without_words_before(words) if _SUFFIX.search(words) else "")
    if len(name) < 2 or name[0] in "本该同" or name in KINDS:
        return token
    start = token.span.start - gap - len(name)
    title, number = aliases.get(name, (name, None))
    return token._replace(kind="title", span=Span(start, token.span.end), name=title, number=number)


def _without_words_before(words: str) -> str:
    """Return the end of the words that can be a name: 应当依照某某条例 gives 某某条例."""
    return _JOINTS.sub("", words.replace(_PREFIX, _SHIELD)).replace(_SHIELD, _PREFIX)


def _chinese_before(folded: str, at: int) -> str:
    """Return the Chinese characters right before `at`, 30 at most."""
    return _NOT_CHINESE.split(folded[max(0, at - 30) : at])[-1]


def _short_name(words: str, aliases: Aliases) -> str | None:
    """Return the longest short name or known law that the words end in."""
    for length in range(min(len(words), _LONGEST_LAW + len(_PREFIX)), 1, -1):
        name = words[-length:]
        if name in aliases or name.removeprefix(_PREFIX) in LAWS:
            return name
    return None


def _after_verb(folded: str, start: int, aliases: Aliases) -> tuple[Token | None, int]:
    """Read 根据宪法, 依照刑法的规定: a known law or a short name behind a verb, which ends at `start`."""
    at = start + (len(_PREFIX) if folded.startswith(_PREFIX, start) else 0)
    opening = folded[at : at + 2]
    known = _BY_OPENING.get(opening, ())
    short = aliases.starting(opening)
    if not known and not short:
        return None, start
    name = next((name for name in (*short, *known) if folded.startswith(name, at)), None)
    if name is None:
        return None, start
    end = at + len(name)
    if folded[end : end + 1] in _NOT_BEHIND:
        return None, end
    title, number = aliases.get(name, (folded[start:end], None))
    return Token("title", Span(start, end), None, title, number), end


_NOT_BEHIND = frozenset("第律人院")
"""What follows a law in 民法典第三条, which is the next token, and in 安全生产法律, 人民法院, which are no laws."""
_ENDS = ("法", "条例", "办法", "规定", "细则", "规则", "意见", "通知", "决定", "解释")
