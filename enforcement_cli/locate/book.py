"""The door of locate/: a RawBook becomes the tables that forms claim, with all evidence gathered.

Comes in: grids. Goes out: LocatedBook and structure problems. Refuses to read values: that is
normalise/'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from enforcement_cli.locate.blocks import cut_above, cut_below, gutters
from enforcement_cli.locate.body import find_body
from enforcement_cli.locate.columns import header_words, match_columns
from enforcement_cli.locate.content import column_cells, content_of
from enforcement_cli.locate.court_names import court_names
from enforcement_cli.locate.crosstab import locate_aggregate
from enforcement_cli.locate.forms import Answers, Claim, claim
from enforcement_cli.locate.header import SEARCHED_ROWS, HeaderBand, find_header
from enforcement_cli.locate.shape import find_by_shape
from enforcement_cli.locate.shared import with_shared
from enforcement_cli.locate.sheet import Reader, holds_case_numbers, key_column, read_table
from enforcement_cli.locate.suggest import missing_column
from enforcement_cli.model.batch import Outcome
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.form import Form
from enforcement_cli.model.grid import RawBook, SheetGrid
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.model.origin import Origin, column_letter
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import (
    ColumnPlace,
    Evidence,
    LocatedAggregate,
    LocatedBook,
    LocatedTable,
)
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import all_forms, form_named

_HEADLESS_NUMBERS = 3  # rows with a case number from which a sheet without header is asked about


@dataclass(slots=True, kw_only=True)
class _Found:
    """What a sheet, or a part of one, gave."""

    tables: list[LocatedTable] = field(default_factory=list)
    aggregates: list[LocatedAggregate] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    nearly: list[LocatedTable] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether no form claimed anything."""
        return not self.tables and not self.aggregates

    def add(self, other: "_Found") -> None:
        """Take up what another part gave."""
        self.tables += other.tables
        self.aggregates += other.aggregates
        self.evidence += other.evidence
        self.problems += other.problems
        self.nearly += other.nearly


def locate(
    book: RawBook,
    desk: Desk,
    campaign: Campaign,
    *,
    mappings: Sequence[Mapping] = (),
    court: str | None = None,
) -> Outcome[LocatedBook]:
    """Find every table of the book.

    Sheets that no form claims give evidence only; a hidden sheet that a form claims is named
    (S-09) and not read. A book without any table gives F-08, unless a sheet's problem already
    says why.

    Args:
        book: the file as read.
        desk: its courts' names are looked for.
        campaign: gives days their year, and the actions their names.
        mappings: what clerks answered about courts' columns.
        court: whose return it is, where the clerk said so.
    """
    reader = Reader(
        file=book.file_name, names=court_names(desk), campaign=campaign, mappings=mappings,
        court=court,
    )  # fmt: skip
    named = reader.texts([(book.file_name.rpartition(".")[0] or book.file_name, 0, 0)], "file")
    found = _Found(evidence=list(named))
    for grid in book.sheets:
        found.add(_hidden(grid, reader) if grid.hidden else _part(grid, reader, named))
    found.problems += _blank_tables(found, book.file_name)
    if found.empty and not any(problem.did == "refuse" for problem in found.problems):
        expected = {expectation.form for expectation in campaign.expects}
        titles = [f"《{f.title}》" for f in all_forms() if not expected or f.key in expected]
        facts = {"seen": "", "expected": "、".join(titles)}
        origin = Origin(file=book.file_name)
        found.problems.append(Problem(rule=rule("F-08"), origin=origin, facts=facts))
    everything = [t.evidence for t in found.tables] + [a.evidence for a in found.aggregates]
    located = LocatedBook(
        tables=tuple(
            replace(t, evidence=with_shared(t.evidence, everything, found.evidence))
            for t in found.tables
        ),
        aggregates=tuple(
            replace(a, evidence=with_shared(a.evidence, everything, found.evidence))
            for a in found.aggregates
        ),
        evidence=tuple(found.evidence),
        nearly=tuple(found.nearly),
    )
    return Outcome(value=located, problems=tuple(found.problems))


def _hidden(grid: SheetGrid, reader: Reader) -> _Found:
    """S-09 for a hidden sheet that a form claims; nothing else of it is said."""
    found = _part(grid, reader, ())
    titles = [t.form.title for t in found.tables if t.body]
    titles += [aggregate.form.title for aggregate in found.aggregates]
    if not titles:
        return _Found()
    facts = {"sheet": grid.name, "form": titles[0]}
    row = found.tables[0].header_rows[1] if found.tables else None
    origin = Origin(file=reader.file, sheet=grid.name, row=row)
    return _Found(problems=[Problem(rule=rule("S-09"), origin=origin, facts=facts)])


def _part(grid: SheetGrid, reader: Reader, beyond: Sequence[Evidence]) -> _Found:
    """The tables of a sheet or of a part of one.

    `beyond` is what the file, and the titles of the sheet above this part, say.
    """
    band = find_header(grid, header_words())
    answers = reader.answers(grid, beyond)
    claimed = _claim(grid, band, reader, answers)
    figures = _aggregates(grid, band, claimed, reader, beyond, answers.get("aggregate"))
    if figures is not None:
        return figures
    if band is None or claimed.form is None:
        return _unclaimed(grid, band, claimed, reader)
    form = claimed.form
    beside = _beside(grid, band, reader, beyond)
    if beside is not None:
        return beside
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
    found.add(_Found(tables=[read.value], problems=list(read.problems)))
    if rest is not None:
        found.add(_below(rest, band, reader, [*beyond, *read.value.evidence]))
    return found


def _claim(grid: SheetGrid, band: HeaderBand | None, reader: Reader, answers: Answers) -> Claim:
    if band is None:
        return Claim()
    rows = grid.rows[band.last - grid.first_row + 1 :]
    return claim(
        band,
        Origin(file=reader.file, sheet=grid.name, row=band.last),
        answers,
        lambda: {c: content_of(column_cells(rows, c - grid.first_column)) for c in band.paths},
    )


def _below(rest: SheetGrid, band: HeaderBand, reader: Reader, beyond: Sequence[Evidence]) -> _Found:
    """The tables under a table; a header there that no form claims is asked about (S-17)."""
    found = _part(rest, reader, beyond)
    if found.empty and not found.problems:
        other = find_header(rest, header_words())
        row = other.last if other else rest.first_row
        found.problems.append(_another_header(rest, band, row, reader))
    return found


def _another_header(grid: SheetGrid, band: HeaderBand, row: int, reader: Reader) -> Problem:
    """S-17: a header besides the table's own that cannot be read with it."""
    shown = str(band.first) if band.first == band.last else f"{band.first}-{band.last}"
    origin = Origin(file=reader.file, sheet=grid.name, row=row)
    return Problem(rule=rule("S-17"), origin=origin, facts={"row": str(row), "rows": shown})


def _above(grid: SheetGrid, band: HeaderBand, reader: Reader, beyond: Sequence[Evidence]) -> _Found:
    """The table above the one whose header is the fullest; nothing where only titles stand."""
    last = cut_above(grid, band)
    if last is None:
        return _Found()
    found = _part(grid.part(grid.first_row, last), reader, beyond)
    return _Found() if found.empty else found


def _last_row(found: _Found) -> int:
    """The last row that the tables found take."""
    rows = [row for table in found.tables for row in (*table.header_rows, *table.body)]
    rows += [total.row for table in found.tables for total in table.totals]
    rows += [aggregate.last_row for aggregate in found.aggregates]
    return max(rows)


def _beside(
    grid: SheetGrid, band: HeaderBand, reader: Reader, beyond: Sequence[Evidence]
) -> _Found | None:
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
            found = _part(left, reader, beyond)
            if forms[0] == forms[1]:
                # One row holds two rows of one form: the sheet's name tells them apart, so that
                # every cell can be named.
                letter = column_letter(min(bands[1].paths) if bands[1] else column + 1)
                right = replace(right, name=f"{grid.name}（{letter}列起）")
            found.add(_part(right, reader, [*beyond, *titles]))
            return found
    return None


def _aggregates(
    grid: SheetGrid, band: HeaderBand | None, claimed: Claim, reader: Reader,
    beyond: Sequence[Evidence], answers: Mapping | None,
) -> _Found | None:  # fmt: skip
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
        return _Found(problems=[Problem(rule=rule("F-08"), origin=origin, facts=facts)])
    found = _Found(aggregates=[table], problems=list(read.problems))
    if table.last_row < grid.last_row:
        rest = grid.part(table.last_row + 1, grid.last_row)
        below = _aggregates(rest, None, Claim(), reader, beyond, answers)
        if below is not None:
            found.add(below)
    return found


def _unclaimed(grid: SheetGrid, band: HeaderBand | None, claimed: Claim, reader: Reader) -> _Found:
    """A sheet that no form of rows claims: what it says, and what is asked about it."""
    found = _Found(evidence=reader.loose(grid))
    nearly = claimed.nearly
    if claimed.problem is not None:
        found.problems.append(claimed.problem)
    elif holds_case_numbers(grid, SEARCHED_ROWS) >= _HEADLESS_NUMBERS:
        band = find_by_shape(grid)
        found.problems.append(_ask_header(grid, band, reader.file))
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


def _ask_header(grid: SheetGrid, band: HeaderBand | None, file: str) -> Problem:
    """A sheet of case numbers under words nobody knows (S-07), or under none (S-01)."""
    if band is not None:
        rows = grid.rows[band.last - grid.first_row + 1 :]
        sorts = {c: content_of(column_cells(rows, c - grid.first_column)) for c in band.paths}
        if "case_no" in sorts.values():
            origin = Origin(file=file, sheet=grid.name, row=band.last)
            number = form_named("cases").field_named("case_no")
            return missing_column(number, band, {}, origin, sorts, set())
    facts = {"rows": str(len(grid.rows[:SEARCHED_ROWS]))}
    return Problem(rule=rule("S-01"), origin=Origin(file=file, sheet=grid.name), facts=facts)


def _blank_tables(found: _Found, file: str) -> list[Problem]:
    """F-10 at the first table of a form that has no rows on any sheet and says no zero."""
    problems: list[Problem] = []
    for form in dict.fromkeys(table.form.key for table in found.tables):
        tables = [table for table in found.tables if table.form.key == form]
        said = [piece for table in tables for piece in table.evidence]
        if not any(table.body for table in tables) and not any(p.zero_report for p in said):
            origin = Origin(file=file, sheet=tables[0].grid.name)
            problems.append(Problem(rule=rule("F-10"), origin=origin))
    return problems
