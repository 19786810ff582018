"""What a reader does not see on a sheet, and what no reader can read: hidden rows, uncached rows.

Comes in: a grid and the rows of a table. Goes out: problems (S-08, S-15, S-26).
Refuses to leave rows out.
"""

from collections.abc import Iterable, Sequence

from enforcement_cli.locate.body import Body
from enforcement_cli.locate.header import HeaderBand
from enforcement_cli.locate.sections import Section
from enforcement_cli.model.grid import SheetGrid
from enforcement_cli.model.origin import Origin, column_letter
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import ColumnPlace
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.words import layout_words, normalise_word

_SHOWN_ROWS = 20


def hidden_data(
    grid: SheetGrid, rows: Sequence[int], places: Sequence[ColumnPlace], file: str
) -> list[Problem]:
    """S-08, once a table, at the first hidden row or known column that has data.

    A row is shown by its column A, a column by the first of the table's rows.
    """
    if not (grid.hidden_rows or grid.hidden_columns):
        return []
    hidden = [row for row in rows if row in grid.hidden_rows]
    columns = [
        place.column
        for place in places
        if place.field is not None
        and place.column in grid.hidden_columns
        and any(grid.value(row, place.column) is not None for row in rows)
    ]
    parts = [f"第 {_listed(map(str, hidden))} 行"] if hidden else []
    parts += [f"{_listed(map(column_letter, columns))} 列"] if columns else []
    if not parts:
        return []
    row, column = (hidden[0], 1) if hidden else (rows[0], columns[0])
    origin = Origin(file=file, sheet=grid.name, row=row, column=column)
    return [Problem(rule=rule("S-08"), origin=origin, facts={"hidden": "、".join(parts)})]


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    return "、".join(every[:_SHOWN_ROWS]) + ("等" if len(every) > _SHOWN_ROWS else "")


def unreadable_rows(
    grid: SheetGrid, band: HeaderBand, body: Body, places: Sequence[ColumnPlace], file: str
) -> list[Problem]:
    """S-15 for rows of nothing but formulas without value: they look blank and are none."""
    known = {*body.rows, *body.remarks, *(total.row for total in body.totals)}
    columns = {place.column for place in places if place.field is not None}
    broken = grid.broken or {}
    lost = sorted(
        (row, column)
        for row, column in broken
        if row > band.last and row not in known and column in columns
    )
    if not lost:
        return []
    row, column = lost[0]
    origin = Origin(file=file, sheet=grid.name, row=row, column=column)
    facts = {"shown": broken[lost[0]]}
    return [Problem(rule=rule("S-15"), origin=origin, facts=facts, effect="refuse")]


def excluding_lines(grid: SheetGrid, parts: Sequence[Section], file: str) -> list[Problem]:
    """S-26 at each line between the rows that says that those under it do not count.

    They are counted all the same, and asked about: nobody's rows are dropped on a word.
    """
    problems: list[Problem] = []
    for part in parts:
        said = normalise_word(part.text)
        if part.rows and any(word in said for word in layout_words("excluding_words")):
            first, last = part.rows[0], part.rows[-1]
            facts = {
                "text": part.text,
                "count": str(len(part.rows)),
                "rows": str(first) if first == last else f"{first}-{last}",
            }
            origin = Origin(file=file, sheet=grid.name, row=part.row)
            problems.append(Problem(rule=rule("S-26"), origin=origin, facts=facts))
    return problems
