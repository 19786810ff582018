"""What a column's cells look like, to confirm or refute what its header says.

Comes in: a column's cells. Goes out: the one kind most of them have. Refuses to name a field by
its cells alone: content only refutes a header, or orders suggestions.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Literal

from enforcement_cli.locate.body import is_case_number
from enforcement_cli.model.form import FieldKind
from enforcement_cli.model.grid import Cell
from enforcement_cli.vocabulary.words import close_method, marks, measure, normalise_word

Content = Literal["case_no", "date", "serial", "number", "method", "measure", "text", ""]

_SAMPLE = 200
_MOST = 0.6
_DATE = re.compile(
    r"^(?:(?:19|20)?\d{2}[-./年、,]\d{1,2}[-./月、,]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?|(?:19|20)\d{6}"
    r"|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]?)"
    r"(?:\D.*|\d{2}:\d{2}.*)?$"
)
# Figures with their units, exact or not, in digits or as 十二件.
_NUMBER = re.compile(
    r"^(?=.*[\d〇零一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾])"
    r"[\d,.¥+\-−()△%〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
    r"元圆角分整件人次套辆台处余约多近超不足以上下左右]+$"
)
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 55_000  # 1990 to 2050, as Excel counts days
_FIRST_DIGITS, _LAST_DIGITS = 19_900_101, 20_501_231  # written as 20260105

# What the cells of a field may look like; a field of another kind may hold anything.
_FITS: dict[FieldKind, frozenset[Content]] = {
    "case_no": frozenset({"case_no"}),
    "date": frozenset({"date", "serial"}),
    "money": frozenset({"number", "serial"}),
    "count": frozenset({"number", "serial"}),
    "close_method": frozenset({"method", "measure", "text"}),
    "measure_kind": frozenset({"measure", "text"}),
    "cause": frozenset({"text", "method"}),
}


def content_of(cells: Iterable[Cell]) -> Content:
    """The kind that most of the first filled cells have; empty where none has a majority.

    >>> content_of(["（2026）辽1202执1号", None, "—"]), content_of([12.5, 3.0, "约5万"])
    ('case_no', 'number')
    """
    kinds: Counter[Content] = Counter()
    for cell in cells:
        if cell is None or (isinstance(cell, str) and _says_nothing(cell)):
            continue
        kinds[_kind(cell)] += 1
        if kinds.total() >= _SAMPLE:
            break
    for kind, times in kinds.most_common(1):
        if times > _MOST * kinds.total():
            return kind
    return ""


@lru_cache(maxsize=4096)
def _says_nothing(text: str) -> bool:
    return normalise_word(text) in _nothing()


@cache
def _nothing() -> frozenset[str]:
    """Words that stand in any column and say nothing of its kind."""
    names = ("blank", "not_applicable", "cleared", "open_states", "ticked", "unticked")
    return frozenset().union(*(marks(name) for name in names))


def _kind(cell: Cell) -> Content:
    if isinstance(cell, bool):
        return "text"
    if isinstance(cell, date | datetime):
        return "date"
    if isinstance(cell, float | int):
        day = _FIRST_SERIAL <= cell <= _LAST_SERIAL or _FIRST_DIGITS <= cell <= _LAST_DIGITS
        return "serial" if day and cell == int(cell) else "number"
    return _kind_of_text(cell) if isinstance(cell, str) else "text"


def _kind_of_text(cell: str) -> Content:
    if is_case_number(cell):
        return "case_no"
    plain = normalise_word(cell)
    if _DATE.match(plain):
        return "date"
    if _NUMBER.match(plain):
        return "number"
    if close_method(plain):
        return "method"
    return "measure" if measure(plain) else "text"


def refutes(content: Content, kind: FieldKind) -> bool:
    """Whether cells of such content cannot be a field of that kind."""
    fits = _FITS.get(kind)
    return bool(content) and fits is not None and content not in fits


def confirms(content: Content, kind: FieldKind) -> bool:
    """Whether cells of such content are what a field of that kind holds."""
    return content in _FITS.get(kind, frozenset({"text"}))


CONTENT_NAMES: dict[Content, str] = {
    "case_no": "案号",
    "date": "日期",
    "serial": "整数",
    "number": "数字",
    "method": "结案方式",
    "measure": "措施名称",
    "text": "文字",
}


def column_cells(rows: Sequence[Sequence[Cell]], j: int) -> Iterator[Cell]:
    """A column's cells over some rows, None where a row is short."""
    return (row[j] if j < len(row) else None for row in rows)
