"""A sheet that no form claims: what it says all the same, and what is asked about it.

Comes in: the grid, its header if it has one. Goes out: evidence, and a question where case numbers
stand. Refuses to let rows with case numbers be left out without a word.
"""

from enforcement_cli.locate.body import is_case_number
from enforcement_cli.locate.columns import match_columns
from enforcement_cli.locate.content import columns_of, looker
from enforcement_cli.locate.forms import Claim
from enforcement_cli.locate.found import Found
from enforcement_cli.locate.header import SEARCHED_ROWS, HeaderBand
from enforcement_cli.locate.reader import Reader
from enforcement_cli.locate.shape import find_by_shape
from enforcement_cli.locate.suggest import missing_column
from enforcement_cli.model.form import Form
from enforcement_cli.model.grid import SheetGrid
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import ColumnPlace, LocatedTable
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import form_named

# Rows with a case number from which a sheet without header sends the return back; fewer are only
# asked about, since a sheet of instructions shows one.
_HEADLESS_NUMBERS = 3
_ROW_CELLS = 3  # the fewest that make a row of a list
_LONGEST_NUMBER = 40


def unclaimed(grid: SheetGrid, band: HeaderBand | None, claimed: Claim, reader: Reader) -> Found:
    """A sheet that no form of rows claims: what it says, and what is asked about it."""
    found = Found(evidence=reader.loose(grid))
    nearly = claimed.nearly
    if claimed.problem is not None:
        found.problems.append(claimed.problem)
    elif numbers := _case_rows(grid):
        band = find_by_shape(grid) if numbers >= _HEADLESS_NUMBERS else None
        found.problems.append(_ask_header(grid, band, reader.file, few=numbers < _HEADLESS_NUMBERS))
        nearly = form_named("cases") if found.problems[-1].code == "S-07" else None
    if nearly is not None and band is not None:
        found.nearly.append(_layout_alone(grid, band, nearly))
    return found


def _layout_alone(grid: SheetGrid, band: HeaderBand, form: Form) -> LocatedTable:
    """A table that lacks a column to be read: its columns, so that the clerk may answer for one."""
    matched = match_columns(band, form)
    columns = tuple(
        ColumnPlace(column=column, header=header, field=matched.get(column))
        for column, header in band.shown.items()
    )
    return LocatedTable(
        form=form, grid=grid, header_rows=(band.first, band.last), columns=columns, body=()
    )


def _ask_header(grid: SheetGrid, band: HeaderBand | None, file: str, *, few: bool) -> Problem:
    """A sheet of case numbers under words nobody knows (S-07), or under none (S-01)."""
    if band is not None:
        below = range(band.last + 1, grid.last_row + 1)
        look = looker(lambda: columns_of(grid, below), grid.first_column)
        if any(look(column) == "case_no" for column in band.paths):
            origin = Origin(file=file, sheet=grid.name, row=band.last)
            number = form_named("cases").field_named("case_no")
            return missing_column(number, band, {}, origin, look, set())
    facts = {"rows": str(len(grid.rows[:SEARCHED_ROWS]))}
    origin = Origin(file=file, sheet=grid.name)
    return Problem(rule=rule("S-01"), origin=origin, facts=facts, effect="say" if few else None)


def _case_rows(grid: SheetGrid) -> int:
    """In how many of the first rows a case number stands beside other cells."""
    return sum(
        len(row) - row.count(None) >= _ROW_CELLS
        and any(is_case_number(value) and len(str(value)) <= _LONGEST_NUMBER for value in row)
        for row in grid.rows[:SEARCHED_ROWS]
    )
