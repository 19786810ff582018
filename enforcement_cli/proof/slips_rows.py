"""Tables with a column 合计: a row whose total is not the sum of its columns as in the other rows.

Comes in: Prose and the marks of its cells. Goes out: slips at the cells of totals. Refuses to know
which columns add up: the rows of the table say it, most of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from enforcement_cli.model.proof import Mark, Slip
from enforcement_cli.model.prose import Prose, ProseTable
from enforcement_cli.proof.slip_text import slip
from enforcement_cli.proof.slips_tables import Cell, cell_at, head_rows, heading, label_of
from enforcement_cli.vocabulary.proof_slips import words

_LEAST_ROWS = 3
_LEAST_COLUMNS = 2
_Row = tuple[str, tuple[Cell | None, ...]]


def rows_summed(prose: Prose, verdicts: Mapping[int, Mark]) -> Iterator[Slip]:
    """Each total of a row that is another than the columns give which the other rows add."""
    for table in prose.tables:
        head = head_rows(prose, table)
        width = max(map(len, table.rows))
        names = [
            "".join(heading(prose, row, column) for row in table.rows[:head])
            for column in range(width)
        ]
        for column in range(1, width):
            if head and names[column].endswith(words("total_columns")):
                yield from _column(prose, table, head, column, verdicts)


def _column(
    prose: Prose, table: ProseTable, head: int, column: int, verdicts: Mapping[int, Mark]
) -> Iterator[Slip]:
    rows: list[_Row] = [
        (label_of(prose, row), tuple(cell_at(prose, row, at) for at in range(len(row))))
        for row in table.rows[head:]
    ]
    full = [row for row in rows if column < len(row[1]) and row[1][column] is not None]
    if len(full) < _LEAST_ROWS:
        return
    for columns in _choices(column, max(len(cells) for _, cells in full)):
        wrong = [row for row in full if not _fits(row, column, columns)]
        if len(wrong) * 2 >= len(full):
            continue
        for label, cells in wrong:
            total = cells[column]
            if total is None or _blames_another(cells, columns, verdicts):
                continue
            true = sum((cell[0] for at in columns if (cell := cells[at])), Decimal(0))
            printed = prose.text[slice(*total[2])].strip()
            yield slip("row_total", total[2], row=label, printed=printed, true=f"{true:f}")
        return


def _choices(column: int, width: int) -> Iterator[range]:
    """The columns before a total, then those behind it, the most first."""
    for first in range(1, column - _LEAST_COLUMNS + 1):
        yield range(first, column)
    for last in range(width, column + _LEAST_COLUMNS, -1):
        yield range(column + 1, last)


def _fits(row: _Row, column: int, columns: Sequence[int]) -> bool:
    cells = row[1]
    parts = [cells[at] for at in columns if at < len(cells)]
    held = [part for part in parts if part is not None]
    total = cells[column]
    if total is None or len(held) < _LEAST_COLUMNS:
        return False
    whole = all(step == 1 for _, step, _ in held)
    slack = Decimal(0) if whole else sum((step for _, step, _ in held), Decimal(0)) / 2
    return abs(sum((value for value, _, _ in held), Decimal(0)) - total[0]) <= slack


def _blames_another(
    cells: Sequence[Cell | None], columns: Sequence[int], verdicts: Mapping[int, Mark]
) -> bool:
    """Whether the data blame a part and not the total: then that is what is told."""
    for at in columns:
        cell = cells[at] if at < len(cells) else None
        if cell and any(verdicts[i].verdict == "differs" for i in range(*cell[2]) if i in verdicts):
            return True
    return False
