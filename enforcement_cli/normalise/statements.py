"""Aggregate tables to batches of statements, one a court.

Comes in: a LocatedBook. Goes out: a Batch for each court that states a figure, with its own
evidence, and the controls over courts. Totals and shares travel with them, marked by role, until
check/ has judged them. Refuses to know whose return it is.
"""

from dataclasses import dataclass, field, replace

from enforcement_cli.model.batch import Batch, Control, Outcome
from enforcement_cli.model.grid import Cell
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import (
    Evidence,
    FieldPlace,
    FigurePlace,
    LocatedAggregate,
    LocatedBook,
)
from enforcement_cli.normalise.court_totals import court_controls
from enforcement_cli.normalise.frames import build_frame
from enforcement_cli.normalise.reading import Reading, shown
from enforcement_cli.normalise.reductions import NEGATIVE, is_note, reduction
from enforcement_cli.normalise.shown import unit_as_shown
from enforcement_cli.normalise.statement_cells import CellValue, read_cell, title_of
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.words import marks, normalise_word

FORM = "aggregate"
_PERSONS_OF = {
    "cases_criminal": "persons_criminal",
    "cases_criminal_private": "persons_criminal_private",
}
_Key = tuple[str, str, object]
_ONCE = frozenset({"V-03", "V-04", "V-09"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One figure of one cell, as read; `held`: a 退回 stands on it."""

    sheet: str
    place: FigurePlace
    value: CellValue
    raw: str
    held: bool


@dataclass(slots=True, kw_only=True)
class _Court:
    """What one court states, over all tables of the file, with the places of each table."""

    sender: Evidence | None
    tables: list[tuple[LocatedAggregate, list[FigurePlace]]] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)


def statement_batches(
    located: LocatedBook, *, file_name: str, sha256: str, desk: str
) -> Outcome[tuple[Batch, ...]]:
    """Read the figures of a file's aggregate tables.

    Args:
        located: where the tables stand.
        file_name: as the court named it.
        sha256: of the file.
        desk: the code of the court that collects, which heads every title of its campaign.

    Returns:
        A Batch a court named by a row or column (and one for the figures that name none), in the
        order they appear. A court whose row holds no figure and no word of a zero report has none.
    """
    courts: dict[_Key, _Court] = {}
    problems: list[Problem] = []
    dated = {period for aggregate in located.aggregates if (period := _period(aggregate))}
    for aggregate in located.aggregates:
        period = _period(aggregate) if len(dated) > 1 else None
        _read(aggregate, period, courts, problems, file_name)
    said = [(key, court) for key, court in courts.items() if court.lines or _says_zero(key, court)]
    batches = [
        _batch(court, located, file_name, sha256, desk, several=len(said) > 1)
        for _, court in said or list(courts.items())[:1]
    ]
    return Outcome(value=tuple(batches), problems=tuple(problems))


def _period(aggregate: LocatedAggregate) -> object:
    """What a table's own sheet and titles say of its period; None for nothing."""
    said = {
        (e.start, e.end, e.as_of, e.week)
        for e in aggregate.evidence
        if e.source in ("sheet", "title") and (e.end or e.as_of or e.week)
        and e.sheet == aggregate.grid.name
    }  # fmt: skip
    return frozenset(said) or None


def _key(sender: Evidence | None, period: object) -> _Key:
    if sender is None:
        return "", "", period
    return sender.court or "", sender.unknown_court, period


def _read(
    aggregate: LocatedAggregate, period: object, courts: dict[_Key, _Court],
    problems: list[Problem], file: str,
) -> None:  # fmt: skip
    values: dict[tuple[int, int], list[CellValue]] = {}
    cells = (cell for row in aggregate.grid.rows for cell in row)
    # Where all is text, as in every csv, a number written as text is nothing to speak of.
    textual = not any(isinstance(cell, int | float) for cell in cells)
    said: set[str] = {"V-03"} if textual else set()
    mine: dict[_Key, _Court] = {}
    for place in aggregate.figures:
        court = _enter(courts, mine, aggregate, place.sender, period)
        court.tables[-1][1].append(place)
        read = _values(aggregate, place)
        values[place.row, place.column] = read
        for value in read:
            problem = _problem(aggregate, place, value, file)
            if problem is not None and not (problem.code in _ONCE and problem.code in said):
                said.add(problem.code)
                problems.append(problem)
            held = problem is not None and problem.did == "hold"
            raw = shown(aggregate.grid.value(place.row, place.column))
            sheet = aggregate.grid.name
            line = _Line(sheet=sheet, place=place, value=value, raw=raw, held=held)
            court.lines.append(line)
    problems += _mixed_units(aggregate, file)
    for piece in aggregate.evidence:
        if piece.zero_report and piece.court and piece.source == "column":
            _enter(courts, mine, aggregate, piece, period)
    if not mine:
        _enter(courts, mine, aggregate, None, period)
    for total, _ in aggregate.controls:
        values[total.row, total.column] = _values(aggregate, total)
    next(iter(mine.values())).controls += court_controls(aggregate, values)


def _enter(
    courts: dict[_Key, _Court], mine: dict[_Key, _Court], aggregate: LocatedAggregate,
    sender: Evidence | None, period: object,
) -> _Court:  # fmt: skip
    """The court of a sender, this table among its tables."""
    key = _key(sender, period)
    court = courts.setdefault(key, _Court(sender=sender))
    if key not in mine:
        mine[key] = court
        court.tables.append((aggregate, []))
    return court


def _values(aggregate: LocatedAggregate, place: FigurePlace) -> list[CellValue]:
    cell = aggregate.grid.value(place.row, place.column)
    broken = (aggregate.grid.broken or {}).get((place.row, place.column))
    if broken is not None:
        reading = Reading(code="S-15", facts={"shown": broken})
        return [CellValue(indicator=place.indicator, value=None, unit="", reading=reading)]
    if place.role == "rate":
        blank = cell is None or normalise_word(str(cell)) in marks("blank")
        return [] if blank else [CellValue(indicator=place.indicator, value=None, unit="%")]
    unit = unit_as_shown(aggregate.grid, (place.row, place.column), place.unit, place.label)
    if isinstance(unit, Reading):
        return [CellValue(indicator=place.indicator, value=None, unit="", reading=unit)]
    return _reduced(
        aggregate,
        replace(place, unit=unit),
        read_cell(cell, replace(place, unit=unit), _PERSONS_OF.get(place.indicator, "")),
    )


def _reduced(
    aggregate: LocatedAggregate, place: FigurePlace, values: list[CellValue]
) -> list[CellValue]:
    """A period's figure below zero, taken as such where a remark of its row says why."""
    refused = len(values) == 1 and values[0].reading is not None
    if not refused or values[0].reading.code != NEGATIVE or place.basis != "period":  # type: ignore[union-attr]  # refused says so
        return values
    cell = aggregate.grid.value(place.row, place.column)
    for column in aggregate.columns:
        note = aggregate.grid.value(place.row, column.column) if is_note(column.header) else None
        read = reduction(cell, note, lambda size: _size(size, place))
        if read is not None:
            value = read.value if isinstance(read.value, int) else None
            return [replace(values[0], value=value, reading=read)]
    return values


def _size(cell: Cell, place: FigurePlace) -> int | Reading | None:
    """The size of a figure whose sign was taken off."""
    return next((read.value for read in read_cell(cell, place, "")), None)


def _problem(
    aggregate: LocatedAggregate, place: FigurePlace, value: CellValue, file: str
) -> Problem | None:
    reading = value.reading
    if reading is None or not reading.code:
        return None
    name = "" if place.role == "rate" else value.indicator
    title = title_of(name) if name else place.label
    facts = {"field": title, "label": place.label, "header": place.label, **reading.facts}
    origin = Origin(file=file, sheet=aggregate.grid.name, row=place.row, column=place.column)
    return Problem(
        rule=rule(reading.code), origin=origin, facts=facts, field=name, effect=reading.effect
    )


def _mixed_units(aggregate: LocatedAggregate, file: str) -> list[Problem]:
    """V-25, once a column: its header says 人, the title 人次, and both are said of it (T39)."""
    found: dict[int, Problem] = {}
    for place in aggregate.figures:
        said = {unit for _, unit in place.unit_witnesses}
        other = {"人": "人次", "人次": "人"}.get(place.unit)
        if other not in said or place.column in found:
            continue
        facts = {"label": place.label, "unit1": place.unit, "unit2": str(other)}
        row = aggregate.header_rows[1]
        origin = Origin(file=file, sheet=aggregate.grid.name, row=row, column=place.column)
        found[place.column] = Problem(
            rule=rule("V-25"), origin=origin, facts=facts, field=place.indicator
        )
    return list(found.values())


def _says_zero(key: _Key, court: _Court) -> bool:
    pieces = (piece for aggregate, _ in court.tables for piece in aggregate.evidence)
    return any(p.zero_report and _key_of_zero(p) == key[0] for p in pieces)


def _key_of_zero(piece: Evidence) -> str:
    return (piece.court or "") if piece.source == "column" else ""


def _batch(
    court: _Court, located: LocatedBook, file: str, sha256: str, desk: str, *, several: bool
) -> Batch:
    lines = court.lines
    columns: dict[str, list[object]] = {
        "action": [line.place.action for line in lines],
        "indicator": [line.value.indicator for line in lines],
        "basis": [line.place.basis for line in lines],
        "value": [line.value.value for line in lines],
        "unit": [line.value.unit for line in lines],
        "column_number": [line.place.column for line in lines],
        "role": [line.place.role for line in lines],
        "span": [line.place.span for line in lines],
        "label": [line.place.label for line in lines],
        "raw": [line.raw for line in lines],
        "money_unit": [line.place.unit for line in lines],
    }
    sheets = [line.sheet for line in lines]
    rows = [line.place.row for line in lines]
    held = [line.held for line in lines]
    return Batch(
        form=FORM,
        file_name=file,
        sha256=sha256,
        frames={"statements": build_frame("statements", columns, sheets, rows, held)},
        places=tuple(_places(court, several=several)),
        evidence=tuple(_evidence(court, located, desk)),
        controls=tuple(court.controls),
        sender=next((aggregate.sender for aggregate, _ in court.tables), ""),
    )


def _evidence(court: _Court, located: LocatedBook, desk: str) -> list[Evidence]:
    """All that is said; a court's own row stands above titles, but not above a basic court's."""
    tables = (piece for aggregate, _ in court.tables for piece in aggregate.evidence)
    said = list(dict.fromkeys((*located.evidence, *tables)))
    own = court.sender
    if own is None:
        return [e for e in said if not (e.zero_report and e.court and e.source == "column")]
    kept: list[Evidence] = [own]
    for piece in said:
        if piece.zero_report and piece.source == "column":
            continue
        foreign = piece.court is not None and piece.court not in (desk, own.court)
        named = piece.court if foreign and not own.unknown_court else None
        kept.append(replace(piece, court=named, unknown_court=""))
    return kept


def _places(court: _Court, *, several: bool) -> list[FieldPlace]:
    """The columns of its tables; of a row of its own, where the file holds several courts."""
    found: list[FieldPlace] = []
    for aggregate, own in court.tables:
        rows = [place.row for place in own] or ([court.sender.row] if court.sender else [])
        span = (aggregate.header_rows[1] + 1, aggregate.last_row)
        others = {place.column for place in aggregate.figures} - {place.column for place in own}
        found += [
            FieldPlace(
                sheet=aggregate.grid.name, field=column.field or "", column=column.column,
                header=column.header, unit=column.unit, header_rows=aggregate.header_rows,
                rows=(min(rows), max(rows)) if rows and several else span,
            )
            for column in aggregate.columns
            if not several or column.column not in others
        ]  # fmt: skip
    return found
