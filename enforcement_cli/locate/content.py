"""What a column's cells look like, to confirm or refute what its header says.

Comes in: a column's cells. Goes out: the one kind most of them have. Refuses to name a field by
its cells alone: content only refutes a header, or orders suggestions.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache, partial
from itertools import islice
from operator import is_not
from typing import Literal

from enforcement_cli.locate.body import is_case_number
from enforcement_cli.model.form import FieldKind
from enforcement_cli.model.grid import Cell, SheetGrid, by_column
from enforcement_cli.vocabulary.words import marks, normalise_words, terms

Content = Literal["case_no", "date", "serial", "number", "method", "measure", "text", ""]
# From an Excel column to what its cells look like.
Look = Callable[[int], Content]

_FILLED = partial(is_not, None)
_SAMPLE = 200
_MOST = 0.6
# So many of one kind are the most of a whole sample.
_DECIDING = int(_SAMPLE * _MOST) + 1
_DATE = re.compile(
    r"^(?:(?:19|20)?\d{2}[-./年、,]\d{1,2}[-./月、,]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?|(?:19|20)\d{6}"
    r"|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]?)"
    r"(?:\D.*|\d{2}:\d{2}.*)?$"
)
# What every such day has, and every number.
_FIGURE = re.compile(r"[\d〇零一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]")
# Figures with their units, exact or not, in digits or as 十二件.
_NUMBER = re.compile(
    r"^(?=.*[\d〇零一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾])"
    r"[\d,.¥+\-−()△%〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
    r"元圆角分整件人次套辆台处余约多近超不足以上下左右]+$"
)
_FIRST_SERIAL, _LAST_SERIAL = 32_874, 55_000  # 1990 to 2050, as Excel counts days
_FIRST_DIGITS, _LAST_DIGITS = 19_900_101, 20_501_231  # written as 20260105

_SORTS: dict[type, Content] = {
    float: "number", int: "number", date: "date", datetime: "date",
}  # fmt: skip

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
    filled = filter(_FILLED, cells)
    looked = 0
    # In two goes: what most of all that are ever looked at have, the others cannot outvote.
    for enough in (_DECIDING, _SAMPLE):
        while looked < enough and (some := list(islice(filled, enough - looked))):
            kinds.update(_kinds_of(some))
            looked = kinds.total()
        for kind, times in kinds.most_common(1):
            if times > _MOST * (_SAMPLE if enough == _DECIDING else looked):
                return kind
    return ""


def _kinds_of(cells: Sequence[Cell]) -> Counter[Content]:
    """How many cells are of each kind, without those that say nothing; a repeated text is told once."""
    kinds: Counter[Content] = Counter()
    sorts = Counter(map(type, cells))
    for sort, times in sorts.items():
        if sort is not str:
            kinds[_SORTS.get(sort, "text")] += times
    if kinds["number"]:
        numbers = [cell for cell in cells if type(cell) is float or type(cell) is int]
        # Most columns of numbers have none that could be a day.
        serials = sum(map(_is_serial, numbers)) if max(numbers) >= _FIRST_SERIAL else 0
        kinds.update(serial=serials, number=-serials)
    if str not in sorts:
        return kinds
    nothing = _nothing()
    texts = Counter([cell for cell in cells if isinstance(cell, str)])
    for (text, times), plain in zip(texts.items(), normalise_words(texts), strict=True):
        if plain not in nothing:
            kinds[_kind_of_text(text, plain)] += times
    return kinds


@cache
def _nothing() -> frozenset[str]:
    """Words that stand in any column and say nothing of its kind."""
    names = ("blank", "not_applicable", "cleared", "open_states", "ticked", "unticked")
    return frozenset().union(*(marks(name) for name in names))


def _is_serial(number: float) -> bool:
    day = _FIRST_SERIAL <= number <= _LAST_SERIAL or _FIRST_DIGITS <= number <= _LAST_DIGITS
    return day and number == int(number)


def _kind_of_text(text: str, plain: str) -> Content:
    if is_case_number(text):
        return "case_no"
    if _FIGURE.search(plain):
        if _DATE.match(plain):
            return "date"
        if _NUMBER.match(plain):
            return "number"
    if plain in _names("close_method"):
        return "method"
    return "measure" if plain in _names("measure") else "text"


@cache
def _names(table: str) -> frozenset[str]:
    return frozenset(terms(table))


def refutes(content: Content, kind: FieldKind) -> bool:
    """Whether cells of such content cannot be a field of that kind."""
    fits = _FITS.get(kind)
    return bool(content) and fits is not None and content not in fits


def refutable(kind: FieldKind) -> bool:
    """Whether there are cells that cannot be a field of that kind."""
    return kind in _FITS


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


def looker(columns: Callable[[], Sequence[Sequence[Cell]]], first_column: int) -> Look:
    """A function from an Excel column to what its cells look like; the first is `first_column`.

    A column is looked at when it is asked about, and once: most never are.
    """
    gathered = cache(columns)
    return cache(lambda column: content_of(cells_in(gathered(), column - first_column)))


def columns_of(grid: SheetGrid, rows: Iterable[int]) -> list[Sequence[Cell]]:
    """The cells of some Excel rows by column, None where a row is short."""
    first = grid.first_row
    return by_column([grid.rows[row - first] for row in rows])


def cells_in(columns: Sequence[Sequence[Cell]], j: int) -> Sequence[Cell]:
    """One of the columns; none of its cells where no row reaches so far."""
    return columns[j] if j < len(columns) else ()
