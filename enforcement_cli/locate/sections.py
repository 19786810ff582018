"""Lines inside a body that name what the rows under them are: 二、涉民生案件, 张法官, 1月.

Comes in: a grid, its header, its body's rows. Goes out: the lines, and the parts of the body under
each. Refuses to take a line that holds a number or a case for one: what may be data is data.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from enforcement_cli.locate.body import is_case_number
from enforcement_cli.locate.header import HeaderBand
from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.vocabulary.words import layout_words, normalise_word

_LABEL_COLUMNS = 3
_LONGEST = 40
_ORDERED = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.:：)）]|第[一二三四五六七八九十]+部分|[■●◆★▲])"
)
_WIDE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows of a body under one line; `row` 0 and no text for those before any line."""

    row: int
    text: str
    rows: tuple[int, ...]


def sections(
    grid: SheetGrid,
    band: HeaderBand,
    key: int,
    rows: Sequence[int],
    columns: Sequence[Sequence[Cell]],
) -> tuple[Section, ...]:
    """The body cut at its section lines; one Section with all rows where there is no line.

    `columns` are the cells of the rows by column.
    """
    at = key - grid.first_column
    # Far the most rows have a key and a word beside it, which is more than a line's one word.
    pair = slice(max(at - 1, 0), at + 1) if at else slice(0, 2)
    if len(columns[pair]) > 1 and not any(None in column for column in columns[pair]):
        return (Section(row=0, text="", rows=tuple(rows)),)
    tied, wide = tied_rows(grid, key), wide_rows(grid, band)
    lines = {
        number: text
        for number in rows
        if number not in tied
        and (None in (two := grid.rows[number - grid.first_row][pair]) or len(two) < 2)
        and (text := _line(grid, band, key, number, wide))
    }
    if not lines:
        return (Section(row=0, text="", rows=tuple(rows)),)
    found: list[Section] = []
    row, text, under = 0, "", list[int]()
    for number in rows:
        if number not in lines:
            under.append(number)
            continue
        if under or row:
            found.append(Section(row=row, text=text, rows=tuple(under)))
        row, text, under = number, lines[number], []
    found.append(Section(row=row, text=text, rows=tuple(under)))
    return tuple(found)


def _line(grid: SheetGrid, band: HeaderBand, key: int, number: int, wide: frozenset[int]) -> str:
    """The text of a section line; empty for every other row."""
    row = grid.rows[number - grid.first_row]
    if row.count(None) != len(row) - 1:
        return ""
    text = next(cell for cell in row if cell is not None)
    if not isinstance(text, str) or len(text) > _LONGEST:
        return ""
    column = row.index(text) + grid.first_column
    leads = column - min(band.paths) < _LABEL_COLUMNS
    # In the column of the numbers only what counts itself as a part: 一、小标的案件.
    part = bool(_ORDERED.match(normalise_word(text))) and not is_case_number(text)
    heads = names_unit(text) or part or (column != key and reads_as_section(text))
    return text if number in wide or (leads and heads) else ""


def names_unit(text: str) -> bool:
    """Whether a line says in which unit the rows under it are: 以下单位：元."""
    plain = normalise_word(text)
    return "单位" in plain and "元" in plain


def reads_as_section(text: str) -> bool:
    """Whether a text begins with an order number, or holds a word of such lines."""
    plain = normalise_word(text)
    return bool(_ORDERED.match(plain)) or any(
        word in plain for word in layout_words("section_words")
    )


def wide_rows(grid: SheetGrid, band: HeaderBand) -> frozenset[int]:
    """The rows in which a merge of that row alone goes over most of the table's width."""
    width = max(len(band.paths), 1)
    return frozenset(
        merge.top
        for merge in grid.merges
        if merge.top == merge.bottom and merge.right - merge.left + 1 >= _WIDE * width
    )


def tied_rows(grid: SheetGrid, key: int) -> frozenset[int]:
    """The rows of cases whose number is merged over several rows.

    Told for all rows at once: a ledger may have as many merges as rows.
    """
    first, last = grid.first_row, grid.last_row
    steps: Counter[int] = Counter()
    for merge in grid.merges:
        if merge.left <= key <= merge.right and merge.bottom > merge.top:
            steps[max(merge.top, first)] += 1
            steps[max(merge.bottom, first - 1) + 1] -= 1
    if not steps:
        return frozenset()
    open_merges = accumulate(steps[row] for row in range(first, last + 1))
    return frozenset(row for row, held in enumerate(open_merges, start=first) if held)
