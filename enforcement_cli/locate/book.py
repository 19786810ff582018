"""The door of locate/: a RawBook becomes the tables that forms claim, with all evidence gathered.

Comes in: grids. Goes out: LocatedBook and structure problems. Refuses to read values: that is
normalise/'s.
"""

from collections.abc import Sequence

from enforcement_cli.locate.body import Body, find_body, is_case_number
from enforcement_cli.locate.columns import header_words, match_columns, place_columns
from enforcement_cli.locate.court_names import CourtNames, court_names
from enforcement_cli.locate.evidence import read_text
from enforcement_cli.locate.fill import fill_merges
from enforcement_cli.locate.forms import claim
from enforcement_cli.locate.header import SEARCHED_ROWS, HeaderBand, find_header
from enforcement_cli.model.batch import Outcome
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.form import Form
from enforcement_cli.model.grid import Cell, RawBook, SheetGrid
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import ColumnPlace, Evidence, LocatedBook, LocatedTable
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import all_forms

_HEADLESS_NUMBERS = 3  # rows with a case number from which a sheet without header is asked about
_TITLE_CELLS = 3  # the most a title line between the rows holds


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
    """
    reader = _Reader(file=book.file_name, names=court_names(desk), campaign=campaign)
    tables: list[LocatedTable] = []
    evidence = reader.texts([(book.file_name.rpartition(".")[0] or book.file_name, 0, 0)], "file")
    problems: list[Problem] = []
    for grid in book.sheets:
        table, loose, found = _sheet(grid, reader)
        problems += found
        evidence += loose
        if table is not None:
            tables.append(table)
    if not tables and not any(problem.did == "refuse" for problem in problems):
        expected = {expectation.form for expectation in campaign.expects}
        titles = [f"《{f.title}》" for f in all_forms() if not expected or f.key in expected]
        facts = {"expected": "、".join(titles)}
        problems.append(Problem(rule=rule("F-08"), origin=Origin(file=book.file_name), facts=facts))
    located = LocatedBook(tables=tuple(tables), evidence=tuple(evidence))
    return Outcome(value=located, problems=tuple(problems))


class _Reader:
    """What reading any sheet of the file needs to know."""

    def __init__(self, *, file: str, names: CourtNames, campaign: Campaign) -> None:
        self.file = file
        self.names = names
        self.campaign = campaign

    def texts(self, cells: list[tuple[str, int, int]], source: str) -> list[Evidence]:
        """The evidence of some texts with their rows and columns."""
        found = (
            read_text(text, self.names, self.campaign, source=source, row=row, column=column)
            for text, row, column in cells
        )
        return [evidence for evidence in found if evidence is not None]


def _sheet(
    grid: SheetGrid, reader: _Reader
) -> tuple[LocatedTable | None, list[Evidence], list[Problem]]:
    """The sheet's table if a form claims one, evidence that belongs to no table, problems."""
    band = find_header(grid, header_words())
    origin = Origin(file=reader.file, sheet=grid.name, row=band.last if band else None)
    claimed = claim(band, origin) if band else None
    if claimed is None or band is None or claimed.form is None:
        if grid.hidden:
            return None, [], []
        loose = reader.texts([(grid.name, 0, 0)], "sheet")
        loose += reader.texts(_cells(grid, grid.first_row, grid.first_row + SEARCHED_ROWS), "title")
        if claimed is not None and claimed.problem is not None:
            return None, loose, [claimed.problem]
        return None, loose, _headless(grid, reader.file)
    form = claimed.form
    body = find_body(grid, band, _key_column(band, form), header_words())
    if grid.hidden:
        if not body.rows:
            return None, [], []
        facts = {"sheet": grid.name, "form": form.title}
        return None, [], [Problem(rule=rule("S-09"), origin=origin, facts=facts)]
    table, problems = _table(grid, band, form, body, reader)
    return table, [], problems


def _key_column(band: HeaderBand, form: Form) -> int:
    """The column of the field every data row has: the first required one."""
    matched = match_columns(band, form)
    for field in form.fields:
        for column, name in matched.items():
            if name == field.name and field.required:
                return column
    return min(matched)


def _table(
    grid: SheetGrid, band: HeaderBand, form: Form, body: Body, reader: _Reader
) -> tuple[LocatedTable, list[Problem]]:
    evidence = _evidence(grid, band, body, reader)
    evidence += _units_between(grid, _key_column(band, form), body, reader)
    units = list(dict.fromkeys(e.unit for e in evidence if e.unit and e.source != "file"))
    rows = [grid.rows[number - grid.first_row] for number in body.rows]
    columns = place_columns(grid, band, form, rows, file=reader.file, title_units=units)
    problems = [
        *columns.problems,
        *_hidden_rows(grid, body, reader.file),
        *_unreadable_rows(grid, band, body, columns.places, reader.file),
    ]
    if not body.rows and not any(piece.zero_report for piece in evidence):
        origin = Origin(file=reader.file, sheet=grid.name)
        problems.append(Problem(rule=rule("F-10"), origin=origin))
    filled = fill_merges(grid, columns.places, form, body.rows, reader.file)
    table = LocatedTable(
        form=form, grid=filled.value, header_rows=(band.first, band.last), columns=columns.places,
        body=tuple(body.rows), totals=tuple(body.totals), evidence=tuple(evidence),
    )  # fmt: skip
    table_evidence = (*evidence, *_column_evidence(table, rows, reader))
    return (
        LocatedTable(
            form=form, grid=table.grid, header_rows=table.header_rows, columns=table.columns,
            body=table.body, totals=table.totals, evidence=table_evidence,
        ),
        [*problems, *filled.problems],
    )  # fmt: skip


def _evidence(grid: SheetGrid, band: HeaderBand, body: Body, reader: _Reader) -> list[Evidence]:
    found = reader.texts([(grid.name, 0, 0)], "sheet")
    found += reader.texts(_cells(grid, grid.first_row, band.first), "title")
    for row in body.remarks:
        found += reader.texts(_cells(grid, row, row + 1), "footer")
    for row in body.zero_rows:
        found += reader.texts(_cells(grid, row, row + 1), "column")
    return found


def _units_between(grid: SheetGrid, key: int, body: Body, reader: _Reader) -> list[Evidence]:
    """Units named in title lines between the rows: a second block may be in another unit."""
    lines = [
        number
        for number in body.rows
        if (row := grid.rows[number - grid.first_row])[key - grid.first_column] is None
        and len(row) - row.count(None) <= _TITLE_CELLS
    ]
    said = [piece for n in lines for piece in reader.texts(_cells(grid, n, n + 1), "title")]
    return [
        Evidence(source=e.source, text=e.text, row=e.row, column=e.column, unit=e.unit)
        for e in said
        if e.unit
    ]


def _column_evidence(
    table: LocatedTable, rows: list[list[Cell]], reader: _Reader
) -> list[Evidence]:
    found: list[Evidence] = []
    for field, source in (("court_name", "column"), ("case_no", "case_no")):
        place = table.place(field)
        if place is None:
            continue
        j = place.column - table.grid.first_column
        cells = [row[j] for row in rows]
        names = reader.names
        decide = names.majority if field == "court_name" else names.majority_of_numbers
        court = decide(cells)
        if court is not None:
            row = table.header_rows[1]
            found.append(Evidence(source=source, text=place.header, row=row,
                                  column=place.column, court=court))  # fmt: skip
    return found


def _cells(grid: SheetGrid, first: int, end: int) -> list[tuple[str, int, int]]:
    """The text cells of rows `first` to before `end`, with their addresses."""
    rows = grid.rows[max(first - grid.first_row, 0) : max(end - grid.first_row, 0)]
    return [
        (value, first + i, grid.first_column + j)
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
        if isinstance(value, str)
    ]


def _hidden_rows(grid: SheetGrid, body: Body, file: str) -> list[Problem]:
    """S-08, once a sheet, at column A of the first hidden row that has data."""
    if not grid.hidden_rows:
        return []
    hidden = [row for row in body.rows if row in grid.hidden_rows]
    if not hidden:
        return []
    shown = "、".join(map(str, hidden[:20])) + ("等" if len(hidden) > 20 else "")
    origin = Origin(file=file, sheet=grid.name, row=hidden[0], column=1)
    return [Problem(rule=rule("S-08"), origin=origin, facts={"rows": shown})]


def _unreadable_rows(
    grid: SheetGrid, band: HeaderBand, body: Body, places: Sequence[ColumnPlace], file: str
) -> list[Problem]:
    """Rows that cannot be read as rows of this table: under another header, or all uncached.

    A row of nothing but formulas without value looks blank and is none: the return goes back.
    """
    problems: list[Problem] = []
    if body.other_headers:
        row = body.other_headers[0]
        shown = str(band.first) if band.first == band.last else f"{band.first}-{band.last}"
        origin = Origin(file=file, sheet=grid.name, row=row)
        facts = {"row": str(row), "rows": shown}
        problems.append(Problem(rule=rule("S-17"), origin=origin, facts=facts))
    known = {*body.rows, *body.remarks, *(total.row for total in body.totals)}
    columns = {place.column for place in places if place.field is not None}
    broken = grid.broken or {}
    lost = sorted(
        (row, column)
        for row, column in broken
        if row > band.last and row not in known and column in columns
    )
    if lost:
        row, column = lost[0]
        origin = Origin(file=file, sheet=grid.name, row=row, column=column)
        facts = {"shown": broken[lost[0]]}
        problem = Problem(rule=rule("S-15"), origin=origin, facts=facts, effect="refuse")
        problems.append(problem)
    return problems


def _headless(grid: SheetGrid, file: str) -> list[Problem]:
    """S-01 where case numbers stand in a sheet whose header nobody wrote."""
    rows = grid.rows[:SEARCHED_ROWS]
    numbers = sum(
        any(is_case_number(value) and len(str(value)) <= 40 for value in row) for row in rows
    )
    if numbers < _HEADLESS_NUMBERS:
        return []
    facts = {"rows": str(len(rows))}
    return [Problem(rule=rule("S-01"), origin=Origin(file=file, sheet=grid.name), facts=facts)]
