"""The door of aggregates: a sheet or block of figures becomes a LocatedAggregate.

Comes in: a grid that no form of rows claims, and what the file says beyond it. Goes out: where its
figures stand and what each is, with questions; None where there is no table of figures. Refuses to
read values.
"""

from collections.abc import Sequence
from dataclasses import replace

from enforcement_cli.locate.crosstab.around import around_of
from enforcement_cli.locate.crosstab.body import is_mark, is_number
from enforcement_cli.locate.crosstab.figures import Asked, Figure, figures_of
from enforcement_cli.locate.crosstab.grid import Crosstab, find_crosstab
from enforcement_cli.locate.crosstab.headed import Headed, find_headed
from enforcement_cli.locate.crosstab.named import Named, named_spots
from enforcement_cli.locate.crosstab.pairs import find_pairs
from enforcement_cli.locate.crosstab.totals import with_roles
from enforcement_cli.locate.crosstab.words import Words, words_for
from enforcement_cli.locate.oddities import hidden_data
from enforcement_cli.locate.reader import Reader, cells_of
from enforcement_cli.locate.tags import ask_contradictions, refuses
from enforcement_cli.model.batch import Outcome
from enforcement_cli.model.grid import SheetGrid
from enforcement_cli.model.mapping import Mapping
from enforcement_cli.model.table import ColumnPlace, Evidence, FigurePlace, LocatedAggregate
from enforcement_cli.vocabulary.forms import all_forms, form_named, normalise_label

# Fields by which a table is a list of cases or events, whatever else it counts.
_OF_ROWS = frozenset({"case_no", "date", "close_method", "cause", "person_id"})


def locate_aggregate(
    grid: SheetGrid, reader: Reader, beyond: Sequence[Evidence], answers: Mapping | None
) -> Outcome[LocatedAggregate] | None:
    """The table of figures of a sheet or block.

    Args:
        grid: the sheet, or the part of it that holds one table.
        reader: the file's.
        beyond: what the file and the rest of the sheet say.
        answers: what a clerk said of this court's aggregate returns.

    Returns:
        None where no word of the header or labels names a figure, or where the header is that of
        a list of cases. `last_row` is the last row the table takes: another may stand below.
    """
    words = words_for(reader.campaign, reader.names)
    headed = find_headed(grid, words, reader.tags, answers)
    if headed is not None and _lists_rows(headed):
        return None
    table = find_crosstab(headed, words, answers) if headed is not None else None
    named = named_spots(table, words, answers) if table is not None else []
    if table is None or not _names_figures(table, named, words):
        table = find_pairs(grid, words)
        if table is None:
            return None
        named = named_spots(table, words, answers)
    evidence = _evidence(table, reader)
    asked = Asked(file=reader.file, sheet=grid.name)
    if table.tags is not None:
        row, told = table.header_rows[1], table.contradictions
        asked.problems += ask_contradictions(told, table.tags, grid, row, reader.file)
        doubted = {*table.tags.issued} if refuses(told) else {one.column for one in told}
        named = [one for one in named if one.spot.column.number not in doubted]
    around = around_of(table, evidence, beyond, reader, answers)
    if table.tags is not None and not table.contradictions:
        around = replace(around, action="")  # its title names the campaign, its columns the actions
    figures = figures_of(table, named, around, asked, words)
    basic = frozenset(reader.names.codes) - {reader.names.desk}
    places, controls = with_roles(figures, distinct=around.distinct, basic=basic, asked=asked)
    places = _without_parts(places, table, asked)
    total = words.meaning([grid.name]).total
    if total in ("total", "distinct"):
        places = [_over_sheets(place, distinct=total == "distinct") for place in places]
    if _is_blank(table) and not any(piece.zero_report for piece in evidence):
        asked.ask("F-10", "", table.header_rows[1], None, {})
    columns = _columns(table, named, figures)
    rows = sorted({figure.place.row for figure in figures})
    hidden = hidden_data(table.grid, rows, columns, reader.file) if rows else []
    located = LocatedAggregate(
        form=form_named("aggregate"),
        grid=table.grid,
        header_rows=table.header_rows,
        last_row=table.last_row,
        figures=tuple(places),
        controls=tuple(controls),
        columns=tuple(columns),
        evidence=tuple(evidence),
    )
    return Outcome(value=located, problems=(*asked.problems, *hidden))


def _over_sheets(place: FigurePlace, *, distinct: bool) -> FigurePlace:
    """A figure of a sheet named 合计 is a total over the sheets of the actions."""
    if place.role != "stated" or place.action is not None:
        return place
    return replace(place, role="distinct" if distinct else "actions")


def _lists_rows(headed: Headed) -> bool:
    """Whether the header is that of a ledger or a list of events."""
    heads = {normalise_label(path[-1]) for path in headed.header.paths.values() if path}
    return any(
        field.kind in _OF_ROWS and heads & set(field.labels)
        for form in all_forms()
        for field in form.fields
    )


def _names_figures(table: Crosstab, named: Sequence[Named], words: Words) -> bool:
    """Whether the header or the labels name a figure of ours, and the table is one of figures.

    A list to choose from names closing methods and measures too; it has no number, no basis, no
    unit and no column headed 法院 or 项目.
    """
    columns = [words.meaning(column.path) for column in table.columns if column.sort == "value"]
    labels = any(column.sort in ("court", "label", "person") for column in table.columns)
    told = labels or any(said.basis or said.units for said in columns)
    values = (table.grid.value(one.spot.row, one.spot.column.number) for one in named)
    if not told and not any(map(is_number, values)):
        return False
    if any(one.meaning.figures for one in named) or (told and table.zero_rows):
        return True
    return sum(bool(said.figures) for said in columns) >= (1 if labels else 2)


def _is_blank(table: Crosstab) -> bool:
    """Whether no spot of the table holds anything."""
    cells = (table.grid.value(spot.row, spot.column.number) for spot in table.spots)
    return not table.grid.broken and all(cell is None or is_mark(cell) for cell in cells)


def _evidence(table: Crosstab, reader: Reader) -> list[Evidence]:
    """What the sheet's name, the titles, the footers and the rows of a zero report say."""
    grid = table.grid
    found = reader.texts([(grid.name, 0, 0)], "sheet", grid.name)
    titles = dict.fromkeys(cells_of(grid, grid.first_row, table.header_rows[0]))
    found += _once(reader.texts(list(titles), "title", grid.name))
    for row in table.remarks:
        found += _once(reader.texts(cells_of(grid, row, row + 1), "footer", grid.name))
    for row in table.zero_rows:
        said = _once(reader.texts(cells_of(grid, row, row + 1), "column", grid.name))
        court = next((piece for piece in said if piece.court), None)
        found += [
            replace(piece, court=court.court, text=court.text, column=court.column)
            if court is not None
            else piece
            for piece in said
            if piece.zero_report
        ]
    return found


def _once(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Each text of a row once: a merged one stands in every cell it covers."""
    kept: dict[tuple[int, str], Evidence] = {}
    for piece in evidence:
        kept.setdefault((piece.row, piece.text), piece)
    return list(kept.values())


def _without_parts(
    places: Sequence[FigurePlace], table: Crosstab, asked: Asked
) -> list[FigurePlace]:
    """Rows of officers and teams are no figures of the court: only their total is (S-22)."""
    wholes = {(p.column, p.sender and p.sender.court) for p in places if p.role == "whole"}
    kept: list[FigurePlace] = []
    for place in places:
        if (
            place.role == "part"
            and (place.column, place.sender and place.sender.court) not in wholes
        ):
            asked.ask("S-22", "", table.header_rows[1], None, {"rows": str(place.row)})
        else:
            kept.append(place)
    return kept


def _columns(
    table: Crosstab, named: Sequence[Named], figures: Sequence[Figure]
) -> list[ColumnPlace]:
    """Every column with the one indicator that fills it, for the layout's memory."""
    of: dict[int, dict[str, None]] = {}
    units: dict[int, str] = {}
    for figure in figures:
        of.setdefault(figure.place.column, {})[figure.place.indicator] = None
        units.setdefault(figure.place.column, figure.place.unit)
    unknown = {one.spot.column.number for one in named if one.over.unknown}
    return [
        ColumnPlace(
            column=column.number,
            header=column.shown,
            field=_field(list(of.get(column.number, ())), unknown=column.number in unknown),
            unit=units.get(column.number, "") if len(of.get(column.number, ())) == 1 else "",
        )
        for column in table.columns
    ]


def _field(indicators: list[str], *, unknown: bool) -> str | None:
    if len(indicators) == 1:
        return indicators[0]
    return None if unknown and not indicators else ""
