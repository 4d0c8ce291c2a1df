"""Word's automatic numbers: what stands in front of a paragraph on paper and nowhere in its text.

After ISO/IEC 29500-1, 17.9 (numbering): a paragraph names a numbering and a level, itself or by its style; counters
belong to the abstract numbering that several may share; a level begins anew after a higher one, unless it says not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ...text.numerals import ONES, to_chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of a Word document's words."""
_PLACE = re.compile(r"%([1-9])")
_DIGITS = str.maketrans("0123456789", f"〇{ONES}")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_FORMAL = str.maketrans(f"{ONES}十百千万零〇", "壹贰叁肆伍陆柒捌玖拾佰仟萬零零")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST = 32_767
"""The largest number that Word counts to."""
_BEHIND = {"tab": " ", "space": " ", "nothing": ""}


def value(element: etree._Element | None, name: str, default: str = "") -> str:
    """Return the `w:val` of an element's child, or the default where either is not there."""
    child = None if element is None else element.find(W + name)
    return default if child is None else str(child.get(W + "val", default))


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level counts: from where, in which digits and words, after which level anew (from 1; 0: never)."""

    start: int
    form: str
    text: str
    restart: int
    behind: str
    is_decimal: bool
    style: str


@dataclass(slots=True)
class Numbering:
    """The numberings of a document, and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counted: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next_label(self, number: str, level: int) -> str:
        """Count a paragraph of a numbering (`w:numId`) and level (from 0), and return what prints in front of it."""
        levels = self.levels.get(number, {})
        own = levels.get(level)
        if own is None:
            return ""
        counted = self._counted.setdefault(self.abstract[number], {})
        override = self.starts.get(number, {}).get(level)
        if override is not None and (number, level) not in self._begun:
            counted[level] = override
        else:
            counted[level] = counted[level] + 1 if level in counted else own.start
        self._begun.add((number, level))
        for below in [lower for lower in counted if lower > level]:
            restart = levels[below].restart if below in levels else below
            if restart and level < restart:
                del counted[below]

        def printed(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            if at not in levels:
                return ""
            form = "decimal" if own.is_decimal else levels[at].form
            return in_form(counted.get(at, levels[at].start), form)

        label = _PLACE.sub(printed, own.text)
        return label + own.behind if label and own.form != "none" else label


def read_numbering(root: etree._Element | None) -> Numbering:
    """Return the numberings of `numbering.xml`; none where a document has no such part."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {str(one.get(W + "abstractNumId")): one for one in root.iterfind(W + "abstractNum")}
    by_link = {value(one, "styleLink"): key for key, one in abstract.items() if value(one, "styleLink")}
    for number in root.iterfind(W + "num"):
        name = str(number.get(W + "numId"))
        key = value(number, "abstractNumId")
        key = by_link.get(value(abstract.get(key), "numStyleLink"), key)
        if key not in abstract:
            continue
        numbering.abstract[name] = key
        numbering.levels[name] = dict(_levels(abstract[key]))
        for override in number.iterfind(W + "lvlOverride"):
            level = int(override.get(W + "ilvl", "0"))
            if start := value(override, "startOverride"):
                numbering.starts.setdefault(name, {})[level] = int(start)
            numbering.levels[name].update(_levels(override))
        for level, own in numbering.levels[name].items():
            if own.style:
                numbering.by_style.setdefault(own.style, (name, level))
    return numbering


def _levels(parent: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in parent.iterfind(W + "lvl"):
        at = int(level.get(W + "ilvl", "0"))
        is_decimal = level.find(W + "isLgl") is not None
        behind = _BEHIND.get(value(level, "suff", "tab"), " ")
        form = value(level, "numFmt", "decimal")
        restart = int(value(level, "lvlRestart", str(at)))
        text = "" if form == "bullet" else value(level, "lvlText")
        yield (
            at,
            _Level(int(value(level, "start", "0")), form, text, restart, behind, is_decimal, value(level, "pStyle")),
        )


def in_form(number: int, form: str) -> str:
    """Return a number in one of Word's forms (`ST_NumberFormat`).

    Decimal is one in a form that Chinese documents do not use, and one that Word cannot count to.
    """
    if not 0 <= number <= _MOST:
        return str(number)
    if form in _CHINESE:
        return to_chinese(number)
    if form in ("ideographTraditional", "ideographZodiac"):
        row = _STEMS if form == "ideographTraditional" else _BRANCHES
        return row[number - 1] if 1 <= number <= len(row) else str(number)
    if form in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return to_chinese(number).translate(_FORMAL)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and number > 0:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return str(number).translate(_FORMS.get(form, {})) if form != "decimalZero" else f"{number:02d}"


_CHINESE = frozenset(
    {
        *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
        *("taiwaneseCountingThousand", "koreanCounting"),
    }
)
_FORMS: Mapping[str, dict[int, int]] = {
    "ideographDigital": _DIGITS,
    "japaneseDigitalTenThousand": _DIGITS,
    "taiwaneseDigital": _DIGITS,
    "decimalFullWidth": _FULL_WIDTH,
    "decimalFullWidth2": _FULL_WIDTH,
}


def _roman(number: int) -> str:
    letters = []
    for worth, letter in _ROMAN:
        letters.append(letter * (number // worth))
        number %= worth
    return "".join(letters)
