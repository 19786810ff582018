"""Which rows under a header are data, and which are totals, repeated headers, notes or blank.

Comes in: a grid, its header band and its columns. Goes out: the row numbers of each sort. Refuses
to lose a row: what looks like data after a footer is still data.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from enforcement_cli.locate.header import HeaderBand, known_words
from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.model.table import TotalRow
from enforcement_cli.vocabulary.words import layout_words, marks, normalise_word

_LONGEST_TOTAL = 16
_LABEL_COLUMNS = 3
_TOTAL = "total "
_HEADER_WORDS = 3  # from which a row below the header is a header too
_OPENING = "（(〔[［【"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Excel row numbers. `zero_rows` say 零报告; `remarks` are footers and instructions.

    `other_header` is the first row of header words that are not this table's header again: what
    stands below it is not sorted. `repeated_headers` are those that are.
    """

    rows: list[int]
    totals: list[TotalRow]
    remarks: list[int]
    zero_rows: list[int]
    other_header: int | None
    repeated_headers: list[int]


def is_case_number(value: Cell) -> bool:
    """Whether a cell is meant as a case number, well formed or not; cheap, for every row."""
    if type(value) is not str or len(value) < 6:
        return False
    return (
        "执" in value
        and (value[0] in _OPENING or value[0].isdigit() or "号" in value[3:])
        and (value[1:5].isdecimal() or any(sign.isdecimal() for sign in value))
    )


def find_body(grid: SheetGrid, band: HeaderBand, key: int, words: frozenset[str]) -> Body:
    """Sort every row below the header, up to one that heads another table.

    Args:
        grid: the sheet.
        band: its header.
        key: the column of the field that every data row has: case number or kind of measure.
        words: every form's header words.
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    left = min(band.paths) - grid.first_column
    start = band.last - grid.first_row + 1
    j = key - grid.first_column
    header = grid.rows[band.first - grid.first_row : start]
    titles = {row[j] for row in header if row[j] is not None}
    printed = {_said(row) for row in grid.rows[:start]} - {()}
    data = found["data"]
    other_header = None
    top = True  # right under a header, where instructions and numbers of columns stand
    for number, row in enumerate(grid.rows[start:], start=band.last + 1):
        value = row[j]
        if data and type(value) is str and value[0] in _OPENING and "执" in value:
            top = False
            data.append(number)  # far the most rows: a case number where case numbers stand
            continue
        if row.count(None) == len(row):
            continue
        if _said(row) in printed:
            found["header"].append(number)
            top = True
            continue  # the print titles, copied down to the next page
        sort = _sort(row, left, j, titles, started=not top)
        if sort == "data" and "footer" in found and not _is_data(value, row):
            sort = "footer"
        if _differs(row, sort, value, header) and known_words(row, words) >= _HEADER_WORDS:
            other_header = number
            break
        found[sort].append(number)
        top = sort == "header" or (top and sort != "data")
    marked = sorted(
        (number, sort.removeprefix(_TOTAL))
        for sort, numbers in found.items()
        if sort.startswith(_TOTAL)
        for number in numbers
    )
    return Body(
        rows=data,
        totals=_cover(marked, data, found["header"]),
        remarks=sorted(found["footer"] + found["instruction"]),
        zero_rows=found["zero"],
        other_header=other_header,
        repeated_headers=found["header"],
    )


def _said(row: list[Cell]) -> tuple[Cell, ...]:
    """A row of texts without its blanks; empty for a row that holds any other value."""
    cells = tuple(cell for cell in row if cell is not None)
    return cells if all(type(cell) is str for cell in cells) else ()


def _differs(row: list[Cell], sort: str, value: Cell, header: Sequence[list[Cell]]) -> bool:
    """Whether a row with words for its key may head other columns, or other units, than `header`."""
    if sort == "data":
        return type(value) is str
    if sort != "header":
        return False
    said = [{_words_of(over[j]) for over in header} for j in range(len(row))]
    return any(cell is not None and _words_of(cell) not in said[j] for j, cell in enumerate(row))


def _words_of(cell: Cell) -> str:
    return "" if cell is None else "".join(str(cell).split())


def _is_data(value: Cell, row: list[Cell]) -> bool:
    """After a footer only a row with a key or numbers, more than half filled, is data."""
    if is_case_number(value):
        return True
    telling = value is not None or any(type(cell) in (int, float) for cell in row)
    return telling and row.count(None) * 2 < len(row)


def _sort(row: list[Cell], left: int, key: int, titles: set[Cell], *, started: bool) -> str:  # noqa: PLR0911
    """`data`, `zero`, `header`, `footer`, `instruction`, or `total ` and its label."""
    value = row[key]
    if value is not None and value in titles:
        return "header"
    if is_case_number(value):
        return "data" if started or not instructs(row, left) else "instruction"
    for cell in row[left : left + _LABEL_COLUMNS]:
        if type(cell) is str and (label := total_label(cell)):
            return _TOTAL + label
    cells = [cell for cell in row if cell is not None]
    first = cells[0]
    if type(first) is str and is_footer(first):
        return "footer"
    if len(cells) <= 3 and any(says_zero(cell) for cell in cells if type(cell) is str):
        return "zero"
    if not started and (counts_columns(cells) or instructs(row, left)):
        return "instruction"
    return "data"


@lru_cache(maxsize=4096)
def total_label(text: str) -> str:
    """The word by which a row is a total; empty when it is none.

    >>> total_label("合 计"), total_label("张法官小计"), total_label("全市水务公司")
    ('合计', '小计', '')
    """
    if len(text) > _LONGEST_TOTAL:
        return ""
    word = normalise_word(text).rstrip(":")
    for label in layout_words("totals"):
        if word == label or (word.startswith(label) and word[len(label)] in "(:["):
            return label
    return next((label for label in ("小计", "合计", "总计") if word.endswith(label)), "")


@lru_cache(maxsize=4096)
def is_footer(text: str) -> bool:
    """Whether a line of this text stands under a table."""
    return normalise_word(text[:20]).startswith(layout_words("footers"))


@lru_cache(maxsize=4096)
def says_zero(text: str) -> bool:
    """Whether a cell declares that there is nothing to report."""
    word = normalise_word(text).strip("。.!()")
    return word in marks("zero_report") or ("零报告" in word and len(word) <= 30)


def counts_columns(cells: Sequence[Cell]) -> bool:
    """1, 2, 3 … or 甲, 乙, 1, 2 …: a row that only numbers the columns."""
    if len(cells) < 3:
        return False
    numbers = [str(cell).strip("()（）.").removesuffix(".0") for cell in cells]
    while numbers and numbers[0] in tuple("甲乙丙丁戊己庚辛壬癸栏"):
        numbers = numbers[1:]
    if len(numbers) < 2 or numbers[0] not in ("0", "1"):
        return False
    first = int(numbers[0])
    return numbers == [str(first + step) for step in range(len(numbers))]


def instructs(row: list[Cell], left: int) -> bool:
    """An example row, or one whose texts tell how to fill in."""
    cells = [cell for cell in row if cell is not None]
    for cell in row[left : left + _LABEL_COLUMNS]:
        if type(cell) is str and normalise_word(cell).rstrip(":") in layout_words("example_rows"):
            return True
    if not cells or any(not isinstance(cell, str) or is_plain_number(cell) for cell in cells):
        return False
    texts = [normalise_word(cell) for cell in cells if isinstance(cell, str)]
    telling = sum(any(word in text for word in layout_words("instructions")) for text in texts)
    return telling * 3 >= len(texts)


def is_plain_number(text: str) -> bool:
    """Whether a text is a plain number, as csv has its amounts."""
    return text.strip().replace(",", "").replace(".", "", 1).isdecimal()


def _cover(marked: list[tuple[int, str]], rows: list[int], headers: list[int]) -> list[TotalRow]:
    """Which rows each total speaks of.

    小计 covers its group: the rows since the total before it, or, where the first 小计 stands
    before all data, the rows until the next. Averages and totals over courts cover nothing here.
    """
    group_totals, grand_totals = layout_words("group_totals"), layout_words("grand_totals")
    groups = [number for number, label in marked if label in group_totals]
    leading = bool(groups and rows and groups[0] < rows[0])
    grand = [number for number, label in marked if label in grand_totals]
    alone = not groups and len(grand) > 1  # 合计 closes each block
    closing = grand if alone else groups
    totals: list[TotalRow] = []
    for number, label in marked:
        covered: Sequence[int] = ()
        if label in group_totals and leading:
            covered = _between(rows, number, _next(groups, number))
        elif label in group_totals:
            covered = _between(rows, _before(groups, number), number)
        elif label in grand_totals:
            block = alone and bool(rows) and number > rows[0] and label == "合计"
            covered = _between(rows, _before(closing, number), number) if block else rows
        sums = label in group_totals or label in grand_totals
        page: Sequence[int] = ()
        if sums and headers:
            page = _between(rows, _before(headers, number), _next(headers, number))
        totals.append(TotalRow(row=number, label=label, covers=tuple(covered), block=tuple(page)))
    return totals


def _before(numbers: Sequence[int], number: int) -> int:
    """The last of some ascending rows above a row; 0 where there is none."""
    at = bisect_left(numbers, number)
    return numbers[at - 1] if at else 0


def _next(numbers: Sequence[int], number: int) -> int | None:
    """The first of some ascending rows below a row."""
    at = bisect_right(numbers, number)
    return numbers[at] if at < len(numbers) else None


def _between(rows: Sequence[int], low: int, high: int | None) -> Sequence[int]:
    """The rows after `low` and before `high`: a slice, since a ledger may hold a total a case."""
    return rows[bisect_right(rows, low) : None if high is None else bisect_left(rows, high)]
