"""Tables whose row of totals is not the sum of their rows.

Comes in: Prose and the marks of its cells. Goes out: slips at the cells of totals. Refuses to guess
which columns add up where the header says that they do not: rates, means, ranks, days, heads.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from enforcement_cli.model.claim import Span
from enforcement_cli.model.proof import Mark, Slip
from enforcement_cli.model.prose import Prose, ProseTable
from enforcement_cli.proof.slip_text import plain, slip
from enforcement_cli.vocabulary.proof_slips import words

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_HEADS = re.compile(r"(?<!次)[（(](?:单位：)?(?:人|名)[)）]|人数")
_LEAST_ROWS = 2
# 合计 that stands under its rows, over them, or with the totals of groups between.
Cell = tuple[Decimal, Decimal, Span]


def tables(prose: Prose, verdicts: Mapping[int, Mark]) -> Iterator[Slip]:
    """Each total that no reading of its rows gives."""
    for table in prose.tables:
        first = _first_total(prose, table)
        if first is None:
            continue
        head = head_rows(prose, table)
        for column in range(1, max(map(len, table.rows))):
            name = "".join(heading(prose, row, column) for row in table.rows[:head])
            if not _is_summed(name):
                continue
            yield from _column(prose, table, column, head, verdicts)


def _text(prose: Prose, row: Sequence[Span], column: int) -> str:
    if column >= len(row):
        return ""
    return re.sub(r"[\s*]+", "", plain(prose.text[slice(*row[column])]))


def heading(prose: Prose, row: Sequence[Span], column: int) -> str:
    """A cell of the header; an empty one is merged with the one before it."""
    texts = (_text(prose, row, at) for at in range(column, 0, -1))
    return next((text for text in texts if text), "")


def label_of(prose: Prose, row: Sequence[Span]) -> str:
    """What a row is of: its first cell that is no order number."""
    cells = (_text(prose, row, column) for column in range(len(row)))
    return next((cell for cell in cells if cell and not cell.isdecimal()), "")


def _is_total(label: str) -> bool:
    return label in words("total_rows") or (len(label) <= 6 and label.endswith("合计"))


def _first_total(prose: Prose, table: ProseTable) -> int | None:
    found = (at for at, row in enumerate(table.rows) if _is_total(label_of(prose, row)))
    return next(found, None)


def head_rows(prose: Prose, table: ProseTable) -> int:
    """How many rows stand before the first that holds a number."""
    for at, row in enumerate(table.rows):
        if any(_NUMBER.fullmatch(_text(prose, row, column)) for column in range(1, len(row))):
            return at
    return len(table.rows)


def _is_summed(name: str) -> bool:
    return not any(word in name for word in words("unsummed")) and not _HEADS.search(name)


def _column(
    prose: Prose, table: ProseTable, column: int, head: int, verdicts: Mapping[int, Mark]
) -> Iterator[Slip]:
    body: list[tuple[str, Cell | None]] = [
        (label_of(prose, row), cell_at(prose, row, column)) for row in table.rows[head:]
    ]
    plain_rows = [(label, cell) for label, cell in body if not _is_total(label)]
    for at, (label, cell) in enumerate(body):
        if not _is_total(label) or cell is None:
            continue
        readings = _readings(body, at, plain_rows)
        if not readings or _is_other_fault(cell, plain_rows, verdicts):
            continue
        if any(abs(cell[0] - value) <= slack for value, slack in readings):
            continue
        heads = (heading(prose, row, column) for row in table.rows[:head])
        name = "".join(dict.fromkeys(heads))
        yield slip(
            "column_total",
            cell[2],
            column=name or f"第{column + 1}列",
            row=label,
            printed=prose.text[slice(*cell[2])].strip(),
            true=f"{readings[0][0]:f}",
        )


def cell_at(prose: Prose, row: Sequence[Span], column: int) -> Cell | None:
    """The number of a cell, the worth of its last digit, its place; None where it holds none."""
    text = _text(prose, row, column)
    if not _NUMBER.fullmatch(text):
        return None
    digits = text.replace(",", "")
    step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    return Decimal(digits), step, row[column]


def _readings(
    body: Sequence[tuple[str, Cell | None]],
    at: int,
    rows: Sequence[tuple[str, Cell | None]],
) -> list[tuple[Decimal, Decimal]]:
    """What the total in row `at` may be: the sum of all rows, of its group, without the middle court."""
    label = body[at][0]
    since = next((i for i in range(at - 1, -1, -1) if _is_total(body[i][0])), -1)
    group = [row for row in body[since + 1 : at] if not _is_total(row[0])]
    lower = [row for row in rows if not any(word in row[0] for word in words("middle_courts"))]
    choices = (
        [lower, group, list(rows)] if label in words("subtotals") else [list(rows), group, lower]
    )
    found: list[tuple[Decimal, Decimal]] = []
    for choice in choices:
        cells = [cell for _, cell in choice if cell is not None]
        if len(cells) >= _LEAST_ROWS:
            whole = all(step == 1 for _, step, _ in cells)
            slack = Decimal(0) if whole else sum(step for _, step, _ in cells) * Decimal("0.5")
            found.append((sum((value for value, _, _ in cells), Decimal(0)), Decimal(slack)))
    return found


def _is_other_fault(
    total: Cell, rows: Sequence[tuple[str, Cell | None]], verdicts: Mapping[int, Mark]
) -> bool:
    """Whether the data blame a row and not the total: then that is what is told."""

    def says(cell: Cell) -> str:
        start, end = cell[2]
        return next((verdicts[at].verdict for at in range(start, end) if at in verdicts), "")

    right = says(total) in {"matches", "rounded"}
    return right and any(says(cell) == "differs" for _, cell in rows if cell is not None)
