"""A problem at each row of a frame that a check fired on, and one over several of them.

Comes in: a batch, a frame of it, which of its rows. Goes out: problems with cell, case and facts.
Refuses to judge: the rows were chosen by whoever asks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.money import in_unit
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem, Rule

if TYPE_CHECKING:  # whoever asks nothing loads no pandas
    import pandas as pd

Mask = NDArray[np.bool_]
Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked at each row: which check, of which field, with which facts."""

    rule: Rule
    field: str
    facts: Callable[[Line], dict[str, str]]
    subject: str = ""
    value: Callable[[Line], Decimal | None] = lambda _: None


def kept_rows(frame: "pd.DataFrame") -> Mask:
    """The rows that no 退回 holds."""
    return ~frame["held"].to_numpy(dtype=bool)


def stated(frame: "pd.DataFrame", name: str) -> Mask:
    """Where a column has a value; nowhere where the return has no such column."""
    if name not in frame:
        return np.zeros(len(frame), dtype=bool)
    missing: Mask = frame[name].array.isna()
    return ~missing


def equal(frame: "pd.DataFrame", name: str, word: str) -> Mask:
    """Where a column of texts has this one."""
    same = pc.equal(pa.array(frame[name].array), word).fill_null(pa.scalar(value=False))
    found: Mask = same.to_numpy(zero_copy_only=False)
    return found


def amounts(frame: "pd.DataFrame", name: str) -> NDArray[np.int64]:
    """A column of 分 or counts as integers, 0 where nothing stands."""
    if name not in frame:
        return np.zeros(len(frame), dtype="int64")
    whole: NDArray[np.int64] = frame[name].array.to_numpy("int64", na_value=0)
    return whole


def lines_of(frame: "pd.DataFrame", where: Mask) -> list[Line]:
    """The rows that were chosen, as plain records."""
    records: list[Any] = frame[where].to_dict("records") if where.any() else []
    return records


def at_rows(batch: Batch, frame: "pd.DataFrame", where: Mask, ask: Ask) -> list[Problem]:
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
        for line in lines_of(frame, where)
    ]


def over_rows(batch: Batch, frame: "pd.DataFrame", where: Mask, ask: Ask) -> list[Problem]:
    """One problem for all rows that were chosen, at the first of them, with their count."""
    count = int(where.sum())
    if not count:
        return []
    first = lines_of(frame.iloc[[int(np.flatnonzero(where)[0])]], np.ones(1, dtype=bool))[0]
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


def first_cases(frame: "pd.DataFrame", where: Mask, most: int) -> str:
    """The first cases of the rows that were chosen, and that there are more."""
    some = np.flatnonzero(where & stated(frame, "case_no"))[: most + 1]
    numbers: list[str] = frame["case_no"].iloc[some].tolist()
    return "、".join(numbers[:most]) + ("等" if len(numbers) > most else "")


def whole(line: Line, name: str) -> int:
    """An amount or count of a row, 0 where nothing stands."""
    value = line.get(name)
    return int(value) if isinstance(value, int | np.integer) else 0


def yuan(fen: int) -> str:
    """An amount in 元, exact."""
    return format(in_unit(fen, "元"), "f")
