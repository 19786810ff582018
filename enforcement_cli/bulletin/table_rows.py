"""Rows of a printed table: courts in campaign order, 基层合计, the desk's total (domain.md 6.4).

Comes in: what each column shows. Goes out: a FigureTable. Refuses to know which table it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import MISSING, cell_text, joined_marks, value_of
from enforcement_cli.bulletin.scope import place
from enforcement_cli.model.bulletin import Column, FigureTable, Row, Value
from enforcement_cli.model.indicator import Basis, Figure, FigureKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a column shows: which figure, or a function of it for what is derived of one."""

    column: Column
    indicator: str = ""
    basis: Basis = "period"
    action: str | None = None
    pick: Callable[[Figure | None], Value] | None = None


def court_table(
    material: Material, identity: str, title: str, cells: Sequence[Cell], unit_line: str
) -> FigureTable:
    """A row a court, then the totals where there are several."""
    rows = [court_row(material, material.name(court), cells, court) for court in material.courts]
    basic = _basic_places(material)
    if len(material.courts) > 1:
        if 0 < len(basic) < len(material.courts) and any(c.column.additive for c in cells):
            rows.append(_basic_row(rows, basic, cells))
        everyone = tuple(range(len(material.courts)))
        whole = court_row(material, f"{place(material)}合计", cells, None)
        rows.append(Row(label=whole.label, values=whole.values, total=True, covers=everyone))
    return FigureTable(
        id=identity,
        title=title,
        stubhead="法院",
        columns=tuple(cell.column for cell in cells),
        rows=tuple(rows),
        unit_line=unit_line,
    )


def court_row(material: Material, label: str, cells: Sequence[Cell], court: str | None) -> Row:
    """One court's cells, or the desk's."""
    values: list[Value] = []
    for cell in cells:
        key = FigureKey(indicator=cell.indicator, basis=cell.basis, action=cell.action, court=court)
        figure = material.figures.get(key)
        values.append(cell.pick(figure) if cell.pick else value_of(figure, cell.column.kind))
    return Row(label=label, values=tuple(values))


def _basic_places(material: Material) -> tuple[int, ...]:
    levels = {court.code: court.level for court in material.desk.courts}
    return tuple(i for i, code in enumerate(material.courts) if levels[code] == "basic")


def _basic_row(rows: Sequence[Row], places: tuple[int, ...], cells: Sequence[Cell]) -> Row:
    """基层合计: sums where sums are right, else —; courts that have not reported are left out."""
    values: list[Value] = []
    for i, cell in enumerate(cells):
        numbers = [rows[at].values[i].number for at in places]
        known = [int(number) for number in numbers if number is not None]
        kind = cell.column.kind
        if not cell.column.additive or not known:
            values.append(Value(shown=MISSING, kind=kind))
            continue
        mark = joined_marks(rows[at].values[i].mark for at in places)
        total = sum(known)
        values.append(Value(shown=cell_text(total, kind), number=total, kind=kind, mark=mark))
    return Row(label="基层合计", values=tuple(values), total=True, covers=places)
