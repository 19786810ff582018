"""Totals over courts in an aggregate table, as controls of the courts' own figures.

Comes in: a located table and its values. Goes out: a Control at each total that is wrong. A total
over a doubtful cell gives none: one cause, one message. Refuses to let a total count.
"""

from collections.abc import Iterable, Mapping, Sequence

from enforcement_cli.model.batch import Control
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.table import FigurePlace, LocatedAggregate
from enforcement_cli.normalise.statement_cells import FEN, CellValue


def court_controls(
    aggregate: LocatedAggregate, values: Mapping[tuple[int, int], list[CellValue]]
) -> list[Control]:
    """Totals over courts that are not the sum of the figures they cover.

    Never of 人, which is not additive. `values` are the cells of the table by row and column.
    """
    found: list[Control] = []
    for total, parts in aggregate.controls:
        stated = values.get((total.row, total.column), [])
        cells = [values.get((part.row, part.column), []) for part in parts]
        if not parts or any(value.value is None for cell in (stated, *cells) for value in cell):
            continue
        for at, value in enumerate(stated):
            covered = [
                (part, cell[at]) for part, cell in zip(parts, cells, strict=True) if len(cell) > at
            ]
            if value.unit == "人" or value.value is None or not covered:
                continue
            sums = _sums(total, covered)
            if value.value in sums or _near(value.value, sums, total.unit):
                continue
            found.append(
                Control(
                    sheet=aggregate.grid.name, row=total.row, column=total.column,
                    label=f"{_label(aggregate, total)}（各行 {_cells(parts)}）",
                    field=value.indicator, stated=value.value, summed=sums[0],
                    unit=total.unit if value.unit == FEN else "",
                    parts=tuple((p.row, p.column, v.value or 0) for p, v in covered),
                )
            )  # fmt: skip
    return found


def _sums(total: FigurePlace, covered: Sequence[tuple[FigurePlace, CellValue]]) -> list[int]:
    """The sum of all, then of those above the total: a court may stand under it on its own."""
    everything = sum(value.value or 0 for _, value in covered)
    above = sum(value.value or 0 for part, value in covered if part.row < total.row)
    return [everything, above] if above else [everything]


def _near(stated: int, sums: Iterable[int], unit: str) -> bool:
    tolerance = FEN_PER_UNIT[unit] // 100 if unit in FEN_PER_UNIT else 0
    return any(abs(stated - summed) <= tolerance for summed in sums)


def _label(aggregate: LocatedAggregate, total: FigurePlace) -> str:
    texts = (cell for cell in aggregate.grid.rows[total.row - aggregate.grid.first_row])
    return next((text.strip() for text in texts if isinstance(text, str)), "合计")


def _cells(parts: Sequence[FigurePlace]) -> str:
    ends = [Origin(file="", row=p.row, column=p.column).cell for p in (parts[0], parts[-1])]
    return "—".join(dict.fromkeys(ends))
