"""Dates against the return that states them: after its receipt (V-12), outside its days (R-17)."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow.compute as pc

from enforcement_cli.model.batch import Batch, ReturnHead
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.rows import tables_of
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import form_named

_LEDGER_DAYS = ("filed_on", "closed_on", "received_on", "settled_on")
_LIST_DAYS = {"measures": "taken_on", "payments": "received_on", "payouts": "paid_on"}
_TABLES = {"measures": "measures", "payments": "recoveries", "payouts": "payouts"}

# Stages that tell how a measure of earlier days went on: its day is no slip of the pen.
_WENT_ON = ("complied", "lifted", "filed", "indicted", "judged")


def check_days(batch: Batch, head: ReturnHead, received: date) -> tuple[Batch, tuple[Problem, ...]]:
    """The batch with rows of the future held, and what was found.

    V-12: a case filed, closed or paid after the day the return came cannot be known. R-17: an
    event list states the events of its own days; one outside them counts on its day, marked.
    """
    if batch.form == "cases" and "cases" in batch.frames:
        batch, future = _hold_future(batch, "cases", _LEDGER_DAYS, received)
        return batch, (*future, *_after_as_of(batch, head))
    table, field = _TABLES.get(batch.form), _LIST_DAYS.get(batch.form)
    if table is None or field is None or table not in batch.frames:
        return batch, ()
    batch, future = _hold_future(batch, table, (field,), received)
    return batch, (*future, *_outside(batch, head, table, field))


def _hold_future(
    batch: Batch, table: str, fields: tuple[str, ...], received: date
) -> tuple[Batch, tuple[Problem, ...]]:
    limit = np.datetime64(received, "s")
    after = [field for field in fields if _any_after(batch, table, field, received)]
    if not after:
        return batch, ()
    frame = batch.frames[table]
    held = frame["held"].copy()
    problems: list[Problem] = []
    for field in after:
        late = (frame[field] > limit).fillna(value=False) & ~held
        why = {"reason": f"晚于收到报表的 {received}"}
        problems.extend(_problem(batch, table, i, field, "V-12", why) for i in frame.index[late])
        held |= late
    if not problems:
        return batch, ()
    frames = tables_of(batch.frames).put(table, frame.assign(held=held))
    return replace(batch, frames=frames), tuple(problems)


def _any_after(batch: Batch, table: str, field: str, limit: date) -> bool:
    """Whether any day of a column lies after `limit`: one look spares most returns the rest."""
    rows = tables_of(batch.frames).rows(table)
    if field not in rows:
        return False
    latest = pc.max(rows[field]).as_py()
    return latest is not None and latest > limit


def _outside(batch: Batch, head: ReturnHead, table: str, field: str) -> tuple[Problem, ...]:
    frame = batch.frames[table]
    if field not in frame:
        return ()
    day = frame[field]
    start, end = np.datetime64(head.period_start, "s"), np.datetime64(head.period_end, "s")
    outside = ((day < start) | (day > end)).fillna(value=False) & ~frame["held"]
    if "stage" in frame:
        outside &= ~((day < start) & frame["stage"].isin(_WENT_ON))
    facts = _span(head) | {"how": "已按发生的日期计入"}
    return tuple(_problem(batch, table, i, field, "R-17", facts) for i in frame.index[outside])


def _after_as_of(batch: Batch, head: ReturnHead) -> tuple[Problem, ...]:
    """R-17: a ledger as of a day that states what came after it."""
    problems: list[Problem] = []
    for field, how in (
        ("closed_on", "已按结案日期计入"),
        ("received_on", "金额按数据截止日计入"),
    ):
        if not _any_after(batch, "cases", field, head.as_of):
            continue
        frame = batch.frames["cases"]
        after = (frame[field] > np.datetime64(head.as_of, "s")).fillna(value=False) & ~frame["held"]
        facts = _span(head) | {"how": how}
        problems += [_problem(batch, "cases", i, field, "R-17", facts) for i in frame.index[after]]
    return tuple(problems)


def _span(head: ReturnHead) -> dict[str, str]:
    return {"start": head.period_start.isoformat(), "end": head.period_end.isoformat()}


def _problem(
    batch: Batch, table: str, i: int, field: str, code: str, facts: dict[str, str]
) -> Problem:
    line: dict[Any, Any] = batch.frames[table].loc[i].to_dict()
    case_no = line.get("case_no")
    return Problem(
        rule=rule(code),
        origin=batch.origin(str(line["sheet"]), int(line["row"]), field),
        facts={
            "field": form_named(batch.form).field_named(field).title,
            "value": line[field].date().isoformat(),
            **facts,
        },
        field=field,
        case_no=case_no if isinstance(case_no, str) else "",
    )
