"""The cells of our own tables, found again in an edited document.

Comes in: the tables of our bulletin and those of a document. Goes out: for each cell that holds a
number, the printed Value that belongs there by its line and column. Refuses to judge.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from enforcement_cli.model.bulletin import Bulletin, Chart, Column, FigureTable, Row, Value
from enforcement_cli.model.claim import Span
from enforcement_cli.model.prose import ProseTable
from enforcement_cli.proof.printed import true_of
from enforcement_cli.proof.printed_numbers import Number

_SPACE = re.compile(r"\s+")
_CELL = re.compile(r"[-−+＋－]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?(?P<percent>[%％])?")
# A word that is a number: a place in an order, a difference with its sign.
_WORDED = re.compile(r"(?:并列)?第?([-+]?[0-9]+(?:[.][0-9]+)?)")
# So many of a table's lines and columns must be ours.
_LEAST_LINES = 0.5
_LEAST_COLUMNS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCell:
    """A number in a cell that belongs to a line and column of ours.

    `row` and `column` are their titles. The number's value and step are in the unit of claims, and
    so is `true`: the exact number, of a cell of words (第3, +12.50) the printed one.
    """

    number: Number
    value: Value
    true: Decimal | None
    row: str
    column: str


def cells_again(text: str, tables: Sequence[ProseTable], bulletin: Bulletin) -> Iterator[FoundCell]:
    """The numbers in the cells of tables that are still ours; each of ours is found once."""
    ours = [table for section in bulletin.sections for table in section.tables]
    ours += [_as_table(chart) for section in bulletin.sections for chart in section.charts]
    for table in tables:
        grid = [[_level(text[start:end]) for start, end in row] for row in table.rows]
        title = _level(text[slice(*table.title)] if table.title else "") + _level(table.place)
        best = max((_fit(grid, title, each) for each in ours), key=_score, default=_NO_FIT)
        if best.table is not None:
            ours.remove(best.table)
            yield from _cells(text, table, grid, best)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How a table of ours lies in another: its columns by ours, the first line below the titles."""

    table: FigureTable | None
    score: float
    columns: Mapping[int, int]
    first: int = 0
    stub: int = 0


_NO_FIT = _Fit(table=None, score=0, columns={})


def _score(fit: _Fit) -> float:
    return fit.score


def _as_table(chart: Chart) -> FigureTable:
    """The numbers of a chart, as the table that a page has beside it."""
    columns = tuple(
        Column(title=name, kind=values[0].kind if values else "text")
        for name, values in chart.series
    )
    rows = tuple(
        Row(label=label, values=tuple(values[i] for _, values in chart.series))
        for i, label in enumerate(chart.labels)
    )
    return FigureTable(id=chart.id, title=chart.title, stubhead="", columns=columns, rows=rows)


def _fit(grid: list[list[str]], title: str, ours: FigureTable) -> _Fit:
    labels = {_level(row.label) for row in ours.rows}
    width = max((len(row) for row in grid), default=0)
    counts = Counter(
        j for row in grid for j in range(len(row)) if row[j] in labels
    )  # fmt: skip
    if not counts:
        return _NO_FIT
    stub, held = counts.most_common(1)[0]
    first = next(i for i, row in enumerate(grid) if len(row) > stub and row[stub] in labels)
    titles = _titles(grid[:first], width)
    wanted = _wanted(ours.columns)
    columns: dict[int, int] = {}
    for place, column in enumerate(titles):
        if place > stub and column in wanted:
            columns[place] = wanted[column]
    lines = held / max(len(ours.rows), 1)
    share = len(columns) / max(len(ours.columns), 1)
    if lines < _LEAST_LINES or share < _LEAST_COLUMNS:
        return _NO_FIT
    # Tables of ranks have the same lines and columns: their titles tell them apart, the longer one.
    named = _level(ours.title)
    titled = 1 + len(named) / 100 if named and named in title else 0.0
    return _Fit(table=ours, score=lines + share + titled, columns=columns, first=first, stub=stub)


def _wanted(columns: Sequence[Column]) -> dict[str, int]:
    """Our columns by the title with its spanner; a title that two columns have is none."""
    titles = [_level(column.spanner + column.title) for column in columns]
    return {title: i for i, title in enumerate(titles) if titles.count(title) == 1}


def _titles(head: list[list[str]], width: int) -> list[str]:
    """The title of each column: its cells from above, a spanner reaching to the next one.

    A cell below a merged one is empty or says the same again.
    """
    filled: list[list[str]] = []
    for depth, row in enumerate(head):
        if row[0] and sum(map(bool, row)) == 1 and len(row) > 1:
            continue  # a title of the whole table
        line, last = [], ""
        below = depth + 1 < len(head)
        for j in range(width):
            said = row[j] if j < len(row) else ""
            starts = any(above[j] and (j == 0 or above[j] != above[j - 1]) for above in filled)
            last = said or (last if below and not starts else "")
            line.append(last)
        filled.append(line)
    return ["".join(dict.fromkeys(line[j] for line in filled if line[j])) for j in range(width)]


def _cells(text: str, table: ProseTable, grid: list[list[str]], fit: _Fit) -> Iterator[FoundCell]:
    assert fit.table is not None  # noqa: S101  # a fit with a score has one
    by_label = defaultdict(list)
    for row in fit.table.rows:
        by_label[_level(row.label)].append(row)
    for i in range(fit.first, len(grid)):
        label = grid[i][fit.stub] if len(grid[i]) > fit.stub else ""
        rows = by_label.get(label)
        if not rows:
            continue
        ours = rows.pop(0) if len(rows) > 1 else rows[0]
        for j, column in fit.columns.items():
            if j >= len(grid[i]):
                continue
            value, kind = ours.values[column], fit.table.columns[column]
            number, true = _number(text, table.rows[i][j], value), _true(value)
            if number is not None:
                title = f"{kind.spanner}{kind.title}"
                yield FoundCell(number=number, value=value, true=true, row=ours.label, column=title)


def _number(text: str, span: Span, value: Value) -> Number | None:
    """The number of a cell, in 元 and percent as claims have it; None of a cell without one."""
    found = _CELL.search(text, *span)
    if found is None or (value.kind == "text" and not _WORDED.fullmatch(value.shown)):
        return None
    digits = unicodedata.normalize("NFKC", found[0]).replace(",", "").replace("−", "-")
    plain = Decimal(digits.rstrip("%").replace("+", ""))
    exponent = plain.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)
    scale = Decimal(10_000) if value.kind == "money" else Decimal(1)
    unit = {"money": "元", "rate": "%"}.get(value.kind, "")
    if value.kind == "rate" and not found["percent"] and step < Decimal("0.01"):
        scale = Decimal(100)  # a workbook may show the share itself
    return Number(
        start=found.start(), end=found.end(), value=plain * scale, step=step * scale, unit=unit
    )


def _true(value: Value) -> Decimal | None:
    if value.kind != "text":
        return true_of(value)
    worded = _WORDED.fullmatch(value.shown)
    return Decimal(worded[1].replace("+", "")) if worded else None


def _level(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).replace("*", "")
