"""Numbers of documents (文号): 国办发〔2010〕30号, 法(研)发〔1987〕32号, 某字第12号, 某市人民政府令第12号.

Pieces of patterns over folded text, where 〔 and 【 are [. What stands in front of a number, and whether it heads a
document or is a mention, is the business of the reader.
"""

from __future__ import annotations

from .dates import YEAR
from .numerals import HUNDREDS

COUNT = rf"[\d{HUNDREDS}○零]+"
"""The count of a number: 30, 三十, 一百○八, 一百零三."""

_YEAR = rf"[ ]?{YEAR}[ ]?年?[\])]"
SERIAL_BEHIND = rf"{_YEAR}[ ]?(?:第[ ]?)?{COUNT}[ ]?号"
"""What follows the opening bracket of 〔2010〕30号."""

SERIAL = rf"[\[(]{SERIAL_BEHIND}"
"""The end of the number of a document: 〔2010〕30号, （2010年）第30号."""

LETTERS = r"(?:[\u4e00-\u9fff]{1,8}\([\u4e00-\u9fff]{1,4}\))?[\u4e00-\u9fff]{1,16}"
"""The letters of a number, which stand for who issued it: 国办发, 法(研)发."""

DOCUMENT_NUMBER = (
    rf"{LETTERS}[ ]?{SERIAL}|(?:[\[(](?:19|20)?\d\d[\])])?[\u4e00-\u9fff]{{1,12}}字[ ]?第[ ]?{COUNT}[ ]?号"
)
"""The number of a document: letters with a year and a count, or 某字第12号, (91)某字第12号."""

ORDER_BEHIND = rf"[ ]?(?:[\[(]{_YEAR}|{YEAR}年)?[ ]?第[ ]?{COUNT}[ ]?号"
"""What follows 令 in the number of an order: 第12号, 〔2018〕第5号, 2018年第5号."""

TERM_BEHIND = rf"[ ]?(?:[\[(][^\[\]()\n]{{2,6}}[\])]|{YEAR}年)?[ ]?第?[ ]?{COUNT}[ ]?号"
"""What follows 公告 or 令 where a term of a congress may stand: 〔十五届〕第67号, 〔2018〕5号."""

ORDERS_NUMBER = rf"[ ]?{COUNT}[ ]?号令"
"""What follows 第 in the number of an order that is named the other way round: 第12号令."""
