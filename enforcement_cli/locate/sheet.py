"""One table of one sheet: its evidence, columns and body, for the form that claims it.

Comes in: a grid or a part of one, with its header and form. Goes out: a LocatedTable
and problems. Refuses to know what other tables the sheet holds.
"""

from collections.abc import Sequence
from dataclasses import replace

from enforcement_cli.locate.body import Body, is_case_number
from enforcement_cli.locate.columns import match_columns, place_columns
from enforcement_cli.locate.content import cells_in, columns_of
from enforcement_cli.locate.fill import fill_merges
from enforcement_cli.locate.header import HeaderBand
from enforcement_cli.locate.oddities import excluding_lines, hidden_data, unreadable_rows
from enforcement_cli.locate.reader import Reader, cells_of
from enforcement_cli.locate.sections import sections
from enforcement_cli.model.batch import Outcome
from enforcement_cli.model.form import Form
from enforcement_cli.model.grid import Cell, SheetGrid
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.model.table import Evidence, LocatedTable, SectionRows, TotalRow

_TITLE_CELLS = 3  # the most a title line between the rows holds


def read_table(
    grid: SheetGrid, band: HeaderBand, form: Form, body: Body, reader: Reader,
    beyond: Sequence[Evidence], answers: Mapping | None,
) -> Outcome[LocatedTable]:  # fmt: skip
    """The table that `form` claims.

    Args:
        grid: the sheet, or the part of it that holds this table.
        band: the table's header.
        form: the form.
        body: its rows.
        reader: the file's.
        beyond: what the file and the rest of the sheet say; a unit named there is one for this
            table only where its own titles name none.
        answers: what a clerk said of this court's columns.
    """
    key = key_column(band, form, answers)
    cells = columns_of(grid, body.rows)
    parts = sections(grid, band, key, body.rows, cells)
    rows = [number for part in parts for number in part.rows]
    if len(rows) != len(body.rows):
        cells = columns_of(grid, rows)
    evidence = _around(grid, band, body, reader)
    if sum(None not in column for column in cells) <= _TITLE_CELLS:
        evidence += _units_between(grid, key, rows, reader)
    evidence += _units_between(grid, key, [part.row for part in parts if part.row], reader)
    units = _units(evidence) or _units(beyond)
    columns = place_columns(
        grid, band, form, cells, file=reader.file, title_units=units, answers=answers
    )
    problems = [
        *columns.problems,
        *excluding_lines(grid, parts, reader.file),
        *hidden_data(grid, rows, columns.places, reader.file),
        *unreadable_rows(grid, band, body, columns.places, reader.file),
    ]
    filled = fill_merges(grid, columns.places, form, rows, reader.file)
    table = LocatedTable(
        form=form, grid=filled.value, header_rows=(band.first, band.last), columns=columns.places,
        body=tuple(rows), totals=_over(body.totals, rows), evidence=tuple(evidence),
        sections=tuple(
            SectionRows(
                rows=part.rows,
                evidence=tuple(
                    reader.texts(
                        [(part.text, part.row, grid.first_column)], "section", grid.name
                    )
                ),
            )
            for part in parts
            if part.row
        ),
    )  # fmt: skip
    said = (*evidence, *_column_evidence(table, cells, reader))
    return Outcome(value=replace(table, evidence=said), problems=(*problems, *filled.problems))


def _over(totals: Sequence[TotalRow], rows: Sequence[int]) -> tuple[TotalRow, ...]:
    """The totals over rows that are data, without the lines between them."""
    data = set(rows)
    return tuple(
        total
        if data.issuperset(total.covers)
        else replace(total, covers=tuple(row for row in total.covers if row in data))
        for total in totals
    )


def key_column(band: HeaderBand, form: Form, answers: Mapping | None) -> int:
    """The column of the field every data row has: the first required one."""
    matched = match_columns(band, form, answers)
    for field in form.fields:
        for column, name in matched.items():
            if name == field.name and field.required:
                return column
    return min(matched)


def _units(evidence: Sequence[Evidence]) -> list[str]:
    return list(dict.fromkeys(e.unit for e in evidence if e.unit and e.source != "file"))


def _around(grid: SheetGrid, band: HeaderBand, body: Body, reader: Reader) -> list[Evidence]:
    """What the sheet's name, the titles, the footers and the lines of a zero report say."""
    found = reader.texts([(grid.name, 0, 0)], "sheet", grid.name)
    found += reader.texts(cells_of(grid, grid.first_row, band.first), "title", grid.name)
    for row in body.remarks:
        found += reader.texts(cells_of(grid, row, row + 1), "footer", grid.name)
    for row in body.zero_rows:
        found += reader.texts(cells_of(grid, row, row + 1), "column", grid.name)
    return found


def _units_between(
    grid: SheetGrid, key: int, rows: Sequence[int], reader: Reader
) -> list[Evidence]:
    """Units named in title lines between the rows: what follows may be in another unit."""
    lines = [
        number
        for number in rows
        if len(row := grid.rows[number - grid.first_row]) - row.count(None) <= _TITLE_CELLS
        and not is_case_number(row[key - grid.first_column])
    ]
    said = [p for n in lines for p in reader.texts(cells_of(grid, n, n + 1), "title", grid.name)]
    return [
        Evidence(source=e.source, text=e.text, sheet=e.sheet, row=e.row, column=e.column,
                 unit=e.unit)
        for e in said
        if e.unit
    ]  # fmt: skip


def _column_evidence(
    table: LocatedTable, columns: Sequence[Sequence[Cell]], reader: Reader
) -> list[Evidence]:
    found: list[Evidence] = []
    for field, source in (("court_name", "column"), ("case_no", "case_no")):
        place = table.place(field)
        if place is None:
            continue
        cells = cells_in(columns, place.column - table.grid.first_column)
        names = reader.names
        decide = names.majority if field == "court_name" else names.majority_of_numbers
        court = decide(cells)
        if court is not None:
            row = table.header_rows[1]
            found.append(Evidence(source=source, text=place.header, sheet=table.grid.name, row=row,
                                  column=place.column, court=court))  # fmt: skip
    return found
