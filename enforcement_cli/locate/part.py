"""The tables of a sheet: one above, below or beside the other, each read like a sheet of its own.

Comes in: a grid or a part of one. Goes out: what it gave. Refuses to know other sheets.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from enforcement_cli.locate.blocks import cut_above, cut_below, gutters
from enforcement_cli.locate.body import find_body
from enforcement_cli.locate.columns import header_words
from enforcement_cli.locate.content import columns_of, looker
from enforcement_cli.locate.crosstab.aggregate import locate_aggregate
from enforcement_cli.locate.forms import Answers, Claim, claim
from enforcement_cli.locate.found import Found
from enforcement_cli.locate.header import HeaderBand, find_header
from enforcement_cli.locate.reader import Reader
from enforcement_cli.locate.sheet import key_column, read_table
from enforcement_cli.locate.tagged import Tagged, tagged_band
from enforcement_cli.locate.tags import ask_contradictions
from enforcement_cli.locate.unclaimed import unclaimed
from enforcement_cli.model.grid import SheetGrid
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.model.origin import Origin, column_letter
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import Evidence
from enforcement_cli.vocabulary.checks import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What the first table of a part gave; `rest` is what stands under it, to be read by itself."""

    found: Found
    band: HeaderBand | None = None
    rest: SheetGrid | None = None


def read_part(grid: SheetGrid, reader: Reader, beyond: Sequence[Evidence]) -> Found:
    """The tables of a sheet or of a part of one.

    `beyond` is what the file, and the titles of the sheet above this part, say. A header under a
    table that no form claims is asked about (S-17).
    """
    read = _first_table(grid, reader, beyond)
    found = read.found
    said = list(beyond)
    while read.rest is not None and read.band is not None:  # one sheet may hold a table a case
        rest, band = read.rest, read.band
        said += read.found.tables[-1].evidence
        read = _first_table(rest, reader, said)
        if read.found.empty and not read.found.problems:
            other = find_header(rest, header_words())
            row = other.last if other else rest.first_row
            read.found.problems.append(_another_header(rest, band, row, reader))
        found.add(read.found)
    return found


def _first_table(grid: SheetGrid, reader: Reader, beyond: Sequence[Evidence]) -> _Read:
    """The table with the fullest header, those above and beside it, and what is left to read."""
    answers = reader.answers(grid, beyond)
    tagged = tagged_band(grid, find_header(grid, header_words()), reader.tags, answers)
    band = tagged.band
    claimed = _claim(grid, band, reader, answers)
    figures = None
    if not _is_issued(tagged, claimed):
        figures = _aggregates(grid, band, claimed, reader, beyond, answers.get("aggregate"))
    if figures is not None:
        return _Read(found=figures)
    if band is None or claimed.form is None:
        nothing = unclaimed(grid, band, claimed, reader)
        nothing.problems[:0] = _contradictions(tagged, grid, reader)
        return _Read(found=nothing)
    form = claimed.form
    beside = _beside(grid, band, reader, beyond)
    if beside is not None:
        return _Read(found=beside)
    found = _above(grid, band, reader, beyond)
    if not found.empty:
        grid = grid.part(max(_last_row(found), grid.first_row) + 1, grid.last_row)
    key = key_column(band, form, answers.get(form.key))
    body = find_body(grid, band, key, header_words())
    cut = cut_below(grid, band, body, key, header_words())
    rest = None
    if cut is not None:
        rest = grid.part(cut, grid.last_row)
        grid = grid.part(grid.first_row, cut - 1)
        body = find_body(grid, band, key, header_words())
    read = read_table(grid, band, form, body, reader, beyond, answers.get(form.key))
    problems = [*_contradictions(tagged, grid, reader), *read.problems]
    found.add(Found(tables=[read.value], problems=problems))
    return _Read(found=found, band=band, rest=rest)


def _is_issued(tagged: Tagged, claimed: Claim) -> bool:
    """Whether tags that nothing contradicts say that it is the list its header claims to be."""
    if tagged.tags is None or tagged.contradictions or claimed.form is None:
        return False
    return tagged.tags.form == claimed.form.key


def _contradictions(tagged: Tagged, grid: SheetGrid, reader: Reader) -> list[Problem]:
    if tagged.tags is None or tagged.band is None:
        return []
    row = tagged.band.last
    return ask_contradictions(tagged.contradictions, tagged.tags, grid, row, reader.file)


def _claim(grid: SheetGrid, band: HeaderBand | None, reader: Reader, answers: Answers) -> Claim:
    if band is None:
        return Claim()
    below = range(band.last + 1, grid.last_row + 1)
    return claim(
        band,
        Origin(file=reader.file, sheet=grid.name, row=band.last),
        answers,
        looker(lambda: columns_of(grid, below), grid.first_column),
    )


def _another_header(grid: SheetGrid, band: HeaderBand, row: int, reader: Reader) -> Problem:
    """S-17: a header besides the table's own that cannot be read with it."""
    shown = str(band.first) if band.first == band.last else f"{band.first}-{band.last}"
    origin = Origin(file=reader.file, sheet=grid.name, row=row)
    return Problem(rule=rule("S-17"), origin=origin, facts={"row": str(row), "rows": shown})


def _above(grid: SheetGrid, band: HeaderBand, reader: Reader, beyond: Sequence[Evidence]) -> Found:
    """The table above the one whose header is the fullest; nothing where only titles stand."""
    last = cut_above(grid, band)
    if last is None:
        return Found()
    found = read_part(grid.part(grid.first_row, last), reader, beyond)
    return Found() if found.empty else found


def _last_row(found: Found) -> int:
    """The last row that the tables found take."""
    rows = [row for table in found.tables for row in (*table.header_rows, *table.body)]
    rows += [total.row for table in found.tables for total in table.totals]
    rows += [aggregate.last_row for aggregate in found.aggregates]
    return max(rows)


def _beside(
    grid: SheetGrid, band: HeaderBand, reader: Reader, beyond: Sequence[Evidence]
) -> Found | None:
    """Two tables side by side, where a blank column parts two headers that forms claim both."""
    for column in gutters(grid, band):
        left = grid.part(grid.first_row, grid.last_row, right=column - 1)
        right = grid.part(grid.first_row, grid.last_row, left=column + 1)
        bands = [find_header(side, header_words()) for side in (left, right)]
        forms = [
            _claim(side, side_band, reader, reader.answers(side, beyond)).form
            for side, side_band in zip((left, right), bands, strict=True)
        ]
        if all(forms):
            titles = reader.loose(grid.part(grid.first_row, band.first - 1))
            found = read_part(left, reader, beyond)
            if forms[0] == forms[1]:
                # One row holds two rows of one form: the sheet's name tells them apart, so that
                # every cell can be named.
                letter = column_letter(min(bands[1].paths) if bands[1] else column + 1)
                right = replace(right, name=f"{grid.name}（{letter}列起）")
            found.add(read_part(right, reader, [*beyond, *titles]))
            return found
    return None


def _aggregates(
    grid: SheetGrid, band: HeaderBand | None, claimed: Claim, reader: Reader,
    beyond: Sequence[Evidence], answers: Mapping | None,
) -> Found | None:  # fmt: skip
    """The tables of figures of a sheet, one under the other; F-08 where one may be a list as well."""
    if claimed.form is not None and claimed.form.key != "measures":
        return None
    read = locate_aggregate(grid, reader, beyond, answers)
    if read is None:
        return None
    table = read.value
    # Rows of 拘传, 人次 have words of both: the header that stands above the other's body decides.
    if (
        claimed.form is not None
        and band is not None
        and (table.header_rows[0] > band.last or not table.figures)
    ):
        return None
    if claimed.form is not None and band is not None and band.first <= table.header_rows[1]:
        seen = f"“{grid.name}”既像《{claimed.form.title}》又像《{table.form.title}》，"
        facts = {"seen": seen, "expected": f"《{claimed.form.title}》"}
        origin = Origin(file=reader.file, sheet=grid.name, row=table.header_rows[1])
        return Found(problems=[Problem(rule=rule("F-08"), origin=origin, facts=facts)])
    table = replace(table, sender=reader.whose(grid, beyond))
    found = Found(aggregates=[table], problems=list(read.problems))
    if table.last_row < grid.last_row:
        rest = grid.part(table.last_row + 1, grid.last_row)
        below = _aggregates(rest, None, Claim(), reader, beyond, answers)
        if below is not None:
            found.add(below)
    return found
