"""Control totals: what a court printed under its columns against what the rows sum to.

Comes in: a table's total rows and its columns as read. Goes out: Controls. A column with a doubtful
cell among those a total covers gives none: one cause, one message.
"""

from dataclasses import replace

import pyarrow as pa

from enforcement_cli.model.batch import Control
from enforcement_cli.model.table import LocatedTable
from enforcement_cli.normalise.columns import ColumnValues
from enforcement_cli.normalise.reading import Reading

_SUMMED = frozenset({"money", "count"})
# 平均 is no sum; 含管辖 sums what is not on the sheet (T13).
_NOT_SUMS = ("平均", "含管辖")
_FORMULAS_BESIDE = 1  # totals that must be formulas for one that is none to be remarkable


def controls_of(table: LocatedTable, columns: dict[str, ColumnValues]) -> list[Control]:
    """The controls of a table, by total row and column."""
    found: list[Control] = []
    summed_columns = [
        (place, column, _under_merges(table, place.column))
        for place in table.columns
        if (column := columns.get(place.field or "")) and column.place.field.kind in _SUMMED
    ]
    if not (summed_columns and table.totals):
        return found
    # Not table.body: rows that hold nothing are no rows of the columns.
    at = {row: index for index, row in enumerate(summed_columns[0][1].place.rows)}
    for total in table.totals:
        if any(word in total.label for word in _NOT_SUMS):
            continue
        covers = [total.covers, *([total.block] if total.block else [])]
        of_row: list[Control] = []
        for place, column, merged in summed_columns:
            stated = column.parse(table.grid.value(total.row, place.column))
            stated = stated.value if isinstance(stated, Reading) else stated
            chosen = [
                [at[row] for row in covered if row in at and row not in merged]
                for covered in covers
            ]
            sums = [_sum(column, indexes) for indexes in chosen]
            # A total under a repeated header may close its page or the whole table.
            summed = stated if stated in sums else sums[0]
            if isinstance(stated, int) and summed is not None:
                of_row.append(
                    Control(
                        sheet=table.grid.name,
                        row=total.row,
                        column=place.column,
                        label=total.label,
                        field=column.place.field.name,
                        stated=stated,
                        summed=summed,
                        unit=(place.unit or "元") if column.place.field.kind == "money" else "",
                        parts=() if stated == summed else _parts(column, chosen[0]),
                    )
                )
        found += _with_typing(of_row, table.grid.formulas)
    return found


def _with_typing(controls: list[Control], formulas: frozenset[tuple[int, int]]) -> list[Control]:
    """The controls of a total row, the one that alone is no formula told from the others."""
    typed = [control for control in controls if (control.row, control.column) not in formulas]
    if len(typed) != 1 or len(controls) < _FORMULAS_BESIDE + 1:
        return controls
    return [replace(c, typed_over=True) if c is typed[0] else c for c in controls]


def _under_merges(table: LocatedTable, column: int) -> frozenset[int]:
    """Rows whose cell is the one above it: a case merged over its debtors states its money once."""
    return frozenset(
        row
        for merge in table.grid.merges
        if merge.left <= column <= merge.right
        for row in range(merge.top + 1, min(merge.bottom, table.grid.last_row) + 1)
    )


def _sum(column: ColumnValues, indexes: list[int]) -> int | None:
    """The sum of some rows, told by index; None where a cell of them is doubted."""
    if column.array is not None and not column.doubtful:
        chosen = column.array.take(pa.array(indexes, pa.int64()))
        amounts: list[int] = chosen.drop_null().to_pylist()
        return sum(amounts)
    if not column.doubtful.isdisjoint(indexes):
        return None
    return sum(column.values[index] or 0 for index in indexes)


def _parts(column: ColumnValues, indexes: list[int]) -> tuple[tuple[int, int, int], ...]:
    """The cells that a wrong total should be the sum of, as row, column and value."""
    if column.array is None:
        values = [column.values[index] for index in indexes]
    else:
        values = column.array.take(pa.array(indexes, pa.int64())).to_pylist()
    rows, at = column.place.rows, column.place.column
    return tuple((rows[i], at, value or 0) for i, value in zip(indexes, values, strict=True))
