"""Parts that do not make the whole which the text states: instalments a loan, scores 100分, shares 100 %."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import itemgetter

from ...extract.model import Parameter
from ...extract.page import Processed
from ...parse.model import Provision, Regulation, Table
from ...text.numerals import CHINESE, parse_number
from ...text.source import Flag, Span
from ...text.units.kinds import Quantity
from ..seen import seen
from .grid import Grid, Value, grid
from .totals import is_one_digit, shown

_LIKELY, _WEAK = 0.85, 0.4

_INSTALMENTS = re.compile(r"分期|分次|还款|偿还|归还|付款|缴款|出资|拨付")
_FEWEST = 3
_NO_MONEY = frozenset("年月日期%")
_SCALE = re.compile(r"\((?:单位:)?(?:人民币)?([百千万亿]*)[^()]{0,4}元[^()]{0,3}\)")

_OUT_OF_100 = re.compile(
    r"(?:满分|总分|总分值|分值|总计|合计|共计?)(?:合计|共计?|为|是|:|按|值){0,3}(?:100|一百)[ ]?分"
    r"|百分制(?!度)|100[ ]?分制"
)
_POINTS_HEAD = re.compile(r"(?:分值|标准分|满分|分数|基本分|权重分|应得分)(?:\([^()]*\))?\Z")
_POINTS = re.compile(r"\((?:满分|共计?|计|标准分)?(?:为|:)?(\d{1,3}(?:\.\d)?)[ ]?分\)")
_MORE_OR_LESS = re.compile(r"加分|扣分|减分|倒扣|奖励分|附加")
_HUNDRED = Decimal(100)
_NEAR = 30
"""Points by which scores may miss the hundred and still be meant to make it."""

_PERCENT = rf"(?:\d{{1,2}}(?:\.\d{{1,2}})?%|百分之(?:{CHINESE}))"
_SHARES = re.compile(
    rf"按(?:照)?[^。;%\n]{{0,20}}?(?P<list>{_PERCENT}(?:[、,和与:及]{{1,2}}{_PERCENT}){{1,6}})的?(?:比例|比率)?[^。,;\n]{{0,6}}?"
    r"(?:分担|分享|分成|分摊|负担|承担|分配|分账)"
)
_EACH = re.compile(_PERCENT)
_SHARES_NEAR = 11
"""Per cent by which shares may miss the hundred: those that are further off are shares of other things."""


def check_whole(processed: Processed) -> Iterator[Flag]:
    """Yield a flag for each list of amounts, scores or shares that misses by a little what it is said to make."""
    folded = seen(processed)
    for regulation, parameters in zip(processed.page.regulations, processed.parameters, strict=True):
        yield from _instalments(regulation, parameters)
        yield from _shares(folded, regulation.span)
        points = [*_points_tables(regulation)]
        has_marks = folded.find("分)", *regulation.span) >= 0
        if points or has_marks:
            hundred = _OUT_OF_100.search(folded, *regulation.span) is not None
            if hundred:
                yield from _scores(points)
            if has_marks:
                yield from _marked(folded, regulation.root, hundred)


def _columns(cells: Grid) -> Iterator[tuple[str, list[Value]]]:
    """Yield the columns that hold numbers and nothing else, each with its head."""
    columns: defaultdict[int, list[Value | None]] = defaultdict(list)
    for (_, column), value in sorted(cells.values.items(), key=itemgetter(0)):
        columns[column].append(value)
    for column, found in columns.items():
        values = [value for value in found if value]
        if len(values) == len(found):
            yield cells.heads.get(column, ""), values


def _instalments(regulation: Regulation, parameters: Sequence[Parameter]) -> Iterator[Flag]:
    """Yield a flag for each column of instalments that misses an amount of the text by one digit."""
    for table in regulation.tables:
        cells = grid(table)
        words = " ".join((table.title or "", *cells.heads.values()))
        if cells.has_totals or not _INSTALMENTS.search(words):
            continue
        stated = {Decimal(str(p.mention.low)) for p in parameters if _is_amount_outside(p, table)}
        for head, values in _columns(cells):
            if len(values) < _FEWEST or {value.unit[:1] for value in values} & _NO_MONEY:
                continue
            found = _SCALE.search(head)
            scale = parse_number("一" + found[1]) if found and found[1] else Decimal(1)
            total = sum((value.number for value in values), Decimal(0)) * (scale or 1)
            largest = max(value.number for value in values) * (scale or 1)
            near = [amount for amount in stated if is_one_digit(total - amount) and amount > largest]
            if total in stated or not near:
                continue
            meant = min(near, key=lambda amount: abs(total - amount))
            reason = f"各期相加为{shown(total)}，文中写的总额是{shown(meant)}，相差{shown(abs(total - meant))}"
            yield Flag("sum", reason, Span(values[0].span.start, values[-1].span.end), score=_LIKELY)


def _is_amount_outside(parameter: Parameter, table: Table) -> bool:
    mention = parameter.mention
    is_amount = mention.quantity is Quantity.MONEY and isinstance(mention.low, float) and mention.low == mention.high
    return is_amount and not table.span.holds(mention.span)


def _shares(folded: str, span: Span) -> Iterator[Flag]:
    """Yield a flag for each list of shares of one thing that do not make 100 %: 按50%、30%、30%的比例分担."""
    for match in _SHARES.finditer(folded, *span):
        values = [_percent(part[0]) for part in _EACH.finditer(match["list"])]
        total = sum((value for value in values if value is not None), Decimal(0))
        if None not in values and 0 < abs(total - _HUNDRED) < _SHARES_NEAR:
            yield Flag("sum", f"各方比例相加为{shown(total)}%，不是100%", Span(*match.span("list")), score=_LIKELY)


def _percent(printed: str) -> Decimal | None:
    return parse_number(printed.removesuffix("%").removeprefix("百分之"))


def _points_tables(regulation: Regulation) -> Iterator[list[Value]]:
    """Yield the scores of each table that gives them in a column of their own and does not add them itself."""
    for table in regulation.tables:
        cells = grid(table)
        if not cells.has_totals:
            yield from (v for head, v in _columns(cells) if _POINTS_HEAD.search(head) and len(v) >= _FEWEST)


def _scores(tables: Sequence[Sequence[Value]]) -> Iterator[Flag]:
    """Yield a flag where scores are to make 100 and neither one table's do nor those of all."""
    sums = [sum((value.number for value in values), Decimal(0)) for values in tables]
    if not sums or _HUNDRED in (*sums, sum(sums, Decimal(0))):
        return
    nearest = min(range(len(sums)), key=lambda index: abs(sums[index] - _HUNDRED))
    values, total = tables[nearest], sums[nearest]
    score = _LIKELY if abs(total - _HUNDRED) <= _NEAR else _WEAK
    where = Span(values[0].span.start, values[-1].span.end)
    yield Flag("sum", f"各项分值相加为{shown(total)}分，文中写的满分是100分", where, score=score)


def _marked(folded: str, root: Provision, hundred: bool) -> Iterator[Flag]:
    """Yield a flag for each provision of so many points (…（20分）) whose parts have others together."""
    for node in root.inner():
        parts = [_points(folded, child) for child in node.children if child.label]
        if len(parts) < 2 or None in parts:
            continue
        total = sum((part[0] for part in parts if part), Decimal(0))
        own = _points(folded, node) if node is not root else None
        if own and total != own[0]:
            reason = f"各项分值相加为{shown(total)}分，这里写的是{shown(own[0])}分"
            yield Flag("sum", reason, own[1], score=_LIKELY)
        elif node is root and hundred and total != _HUNDRED and abs(total - _HUNDRED) <= _NEAR:
            first = parts[0]
            assert first
            yield Flag("sum", f"各部分分值相加为{shown(total)}分，文中写的满分是100分", first[1], score=_LIKELY)


def _points(folded: str, node: Provision) -> tuple[Decimal, Span] | None:
    """Return the points that stand in brackets in a provision's first line, and where."""
    end = folded.find("\n", node.own.start, node.own.end)
    line = Span(node.own.start, end if end >= 0 else node.own.end)
    found = _POINTS.search(folded, *line)
    if found is None or _MORE_OR_LESS.search(folded, *line):
        return None
    return Decimal(found[1]), Span(*found.span(1))
