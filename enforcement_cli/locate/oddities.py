"""What a reader does not see on a sheet, and what no reader can read: hidden rows, uncached rows.

Comes in: a grid and the rows of a table. Goes out: problems (S-08, S-15). Refuses to leave rows out.
"""

from collections.abc import Sequence

from enforcement_cli.locate.body import Body
from enforcement_cli.locate.header import HeaderBand
from enforcement_cli.model.grid import SheetGrid
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import ColumnPlace
from enforcement_cli.vocabulary.checks import rule

_SHOWN_ROWS = 20


def hidden_rows(grid: SheetGrid, rows: Sequence[int], file: str) -> list[Problem]:
    """S-08, once a table, at column A of the first hidden row that has data."""
    if not grid.hidden_rows:
        return []
    hidden = [row for row in rows if row in grid.hidden_rows]
    if not hidden:
        return []
    shown = "、".join(map(str, hidden[:_SHOWN_ROWS])) + ("等" if len(hidden) > _SHOWN_ROWS else "")
    origin = Origin(file=file, sheet=grid.name, row=hidden[0], column=1)
    return [Problem(rule=rule("S-08"), origin=origin, facts={"rows": shown})]


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
