"""A problem at each row of a table that a check fired on, and one over several of them.

Comes in: a batch, the rows of a table of it, which of its rows. Goes out: problems with cell, case and facts.
Refuses to judge: the rows were chosen by whoever asks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.money import in_unit
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.rows import Mask, Rows

Days = NDArray[np.datetime64]
Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked at each row: which check, of which field, with which facts."""

    rule: Rule
    field: str
    facts: Callable[[Line], dict[str, str]]
    subject: str = ""
    value: Callable[[Line], Decimal | None] = lambda _: None


def kept_rows(rows: Rows) -> Mask:
    """The rows that no 退回 holds."""
    return ~rows.held


def stated(rows: Rows, name: str) -> Mask:
    """Where a column has a value; nowhere where the return has no such column."""
    if name not in rows or rows[name].null_count == len(rows):
        return np.zeros(len(rows), dtype=bool)
    column = rows[name]
    if not column.null_count:
        return np.ones(len(rows), dtype=bool)
    known: Mask = column.is_valid().to_numpy(zero_copy_only=False)
    return known


def equal(rows: Rows, name: str, word: str) -> Mask:
    """Where a column of texts has this one."""
    column = rows[name]
    if column.null_count == len(column):
        return np.zeros(len(rows), dtype=bool)
    same = pc.equal(column, word).fill_null(pa.scalar(value=False))
    found: Mask = same.to_numpy(zero_copy_only=False)
    return found


def amounts(rows: Rows, name: str) -> NDArray[np.int64]:
    """A column of 分 or counts as integers, 0 where nothing stands."""
    if name not in rows or rows[name].null_count == len(rows):
        return np.zeros(len(rows), dtype="int64")
    column = rows[name]
    whole: NDArray[np.int64] = (column.fill_null(0) if column.null_count else column).to_numpy()
    return whole


def days(rows: Rows, name: str) -> Days:
    """A column of days, NaT where nothing stands: before and after no other day."""
    found: Days = rows[name].to_numpy(zero_copy_only=False)
    return found


def lines_of(rows: Rows, where: Mask) -> list[Line]:
    """The rows that were chosen, as plain records; None is missing."""
    if not where.any():
        return []
    chosen = pa.array(np.flatnonzero(where))
    held = rows.held[where].tolist()
    names, columns = (*rows.columns, "held"), [c.take(chosen) for c in rows.columns.values()]
    return [
        dict(zip(names, line, strict=True))
        for line in zip(*(column.to_pylist() for column in columns), held, strict=True)
    ]


def at_rows(batch: Batch, rows: Rows, where: Mask, ask: Ask) -> list[Problem]:
    """A problem at the field's cell of every row that was chosen."""
    if not where.any():
        return []
    return [
        Problem(
            rule=ask.rule,
            origin=batch.origin(str(line["sheet"]), int(line["row"]), ask.field),
            facts=ask.facts(line),
            field=ask.field,
            case_no=case_of(line),
            subject=ask.subject,
            value=ask.value(line),
        )
        for line in lines_of(rows, where)
    ]


def over_rows(batch: Batch, rows: Rows, where: Mask, ask: Ask) -> list[Problem]:
    """One problem for all rows that were chosen, at the first of them, with their count."""
    count = int(where.sum())
    if not count:
        return []
    only = np.zeros(len(rows), dtype=bool)
    only[int(np.flatnonzero(where)[0])] = True
    (first,) = lines_of(rows, only)
    return [
        Problem(
            rule=ask.rule,
            origin=batch.origin(str(first["sheet"]), int(first["row"]), ask.field),
            facts={"count": str(count), **ask.facts(first)},
            field=ask.field,
            subject=ask.subject,
            value=Decimal(count),
        )
    ]


def of_file(batch: Batch, rule: Rule, facts: dict[str, str], subject: str) -> Problem:
    """A problem of the whole file."""
    return Problem(rule=rule, origin=Origin(file=batch.file_name), facts=facts, subject=subject)


def case_of(line: Line) -> str:
    """The case a row speaks of, '' where it names none."""
    case_no = line.get("case_no")
    return case_no if isinstance(case_no, str) else ""


def first_cases(rows: Rows, where: Mask, most: int) -> str:
    """The first cases of the rows that were chosen, and that there are more."""
    some = np.flatnonzero(where & stated(rows, "case_no"))[: most + 1]
    numbers: list[str] = rows["case_no"].take(pa.array(some)).to_pylist()
    return "、".join(numbers[:most]) + ("等" if len(numbers) > most else "")


def whole(line: Line, name: str) -> int:
    """An amount or count of a row, 0 where nothing stands."""
    value = line.get(name)
    return int(value) if isinstance(value, int | np.integer) else 0


def yuan(fen: int) -> str:
    """An amount in 元, exact."""
    return format(in_unit(fen, "元"), "f")
