"""Control totals: what a court printed under its columns against what the rows sum to.

Comes in: a table's total rows and its columns as read. Goes out: Controls. A column with a doubtful
cell among those a total covers gives none: one cause, one message.
"""

from enforcement_cli.model.batch import Control
from enforcement_cli.model.table import LocatedTable
from enforcement_cli.normalise.columns import ColumnValues
from enforcement_cli.normalise.reading import Reading

_SUMMED = frozenset({"money", "count"})
# 平均 is no sum; 含管辖 sums what is not on the sheet (T13).
_NOT_SUMS = ("平均", "含管辖")


def controls_of(table: LocatedTable, columns: dict[str, ColumnValues]) -> list[Control]:
    """The controls of a table, by total row and column."""
    found: list[Control] = []
    for total in table.totals:
        if any(word in total.label for word in _NOT_SUMS):
            continue
        covered = frozenset(total.covers)
        for place in table.columns:
            column = columns.get(place.field or "")
            if column is None or column.place.field.kind not in _SUMMED:
                continue
            stated = column.parse(table.grid.value(total.row, place.column))
            stated = stated.value if isinstance(stated, Reading) else stated
            summed = _sum(column, covered)
            if isinstance(stated, int) and summed is not None:
                found.append(
                    Control(
                        sheet=table.grid.name,
                        row=total.row,
                        column=place.column,
                        label=total.label,
                        field=column.place.field.name,
                        stated=stated,
                        summed=summed,
                        unit=(place.unit or "元") if column.place.field.kind == "money" else "",
                    )
                )
    return found


def _sum(column: ColumnValues, covered: frozenset[int]) -> int | None:
    summed = 0
    for index, row in enumerate(column.place.rows):
        if row in covered:
            if index in column.doubtful:
                return None
            summed += column.values[index] or 0
    return summed
