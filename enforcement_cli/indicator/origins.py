"""The cases, amounts and cells behind one figure; they add up to it (design.md, promise 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from enforcement_cli.indicator.compile import Question, condition
from enforcement_cli.indicator.facts import fact_relations
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.engine import Engine
from enforcement_cli.model.relations import PASSED_ON, asking


@dataclass(frozen=True, slots=True, kw_only=True)
class CellOrigin:
    """One cell a number came from; `stated` is what the program read there, 分 for money."""

    return_id: int
    sheet: str
    row: int
    field: str
    stated: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One case's or event's share in a figure.

    `amount` is what it adds: 1 for a counted case, 分, a quantity. Money that rose from one
    statement to the next has the cell that states it and the `before` cell that is taken off.
    """

    case_no: str
    court: str
    day: date | None
    amount: int
    nature: str
    cell: CellOrigin | None
    before: CellOrigin | None = None
    person_key: str | None = None


def parts_of(
    connection: Engine,
    campaign: Campaign,
    question: Question,
    *,
    base: Mapping[str, str],
) -> list[Part]:
    """Every part of one figure, by court, day and case; their amounts sum to it."""
    relations = {**base, **fact_relations(campaign, base)}
    day = question.indicator.day or "filed_on"
    amount = question.indicator.amount or "1"
    counted = day if amount == "1" else _STATED_AS.get(amount, amount)
    if question.indicator.table == "cases":
        relations["cells"] = _case_cells(counted)
    select = _CASES if question.indicator.table == "cases" else _EVENTS
    asked = select.format(where=condition(question), day=day, amount=amount)
    field = {"cases": counted, "receipts": "recovered_fen"}.get(
        question.indicator.table, "taken_on" if amount == "quantity" else amount
    )
    return [
        _part(row, field)
        for row in connection.execute(asking(relations, asked, PASSED_ON)).fetchall()
    ]


# What the facts call a sum, and the column of a ledger it is read from; days end with the closing.
_STATED_AS = {"amount_fen": "recovered_fen", "days": "closed_on", "natural_days": "closed_on"}


def _case_cells(field: str) -> str:
    """For every case the latest statement of the field that places it in time, or is summed.

    A final claim is the 结案标的 where one is stated, else the claim.
    """
    first, *others = ("closing_claim_fen", "claim_fen") if field == "final_claim_fen" else (field,)
    # Any statement of the first field goes before all of the second.
    order = f"rank + CASE WHEN {first} IS NULL THEN 0 ELSE {1 << 40} END"
    stated = " OR ".join(f"{name} IS NOT NULL" for name in (first, *others))
    names = f"CASE WHEN count({first}) > 0 THEN '{first}' ELSE '{(others or [first])[0]}' END"
    return f"""
    SELECT case_no, {names} AS field,
           arg_max(return_id, {order}) AS return_id, arg_max(sheet, {order}) AS sheet,
           arg_max(row, {order}) AS row
    FROM stated WHERE {stated} GROUP BY case_no"""


_CASES = """
    SELECT f.case_no, f.court, f.{day} AS day, f.amount, 'case' AS nature, c.return_id, c.sheet,
           c.row, NULL AS stated, NULL AS before_stated, NULL AS before_return_id,
           NULL AS before_sheet, NULL AS before_row, NULL AS person_key, c.field
    FROM (SELECT case_no, court, {day}, {amount} AS amount FROM facts WHERE {where}) f
    LEFT JOIN cells c ON c.case_no = f.case_no
    ORDER BY f.court, f.{day}, f.case_no"""

_EVENTS = """
    SELECT case_no, court, {day} AS day, {amount} AS amount, coalesce(nature, kind) AS nature,
           return_id, sheet, row, stated, before_stated, before_return_id, before_sheet,
           before_row, person_key, NULL AS field
    FROM facts WHERE {where}
    ORDER BY court, {day}, case_no, return_id, row"""


def _part(row: tuple[Any, ...], field: str) -> Part:
    case_no, court, day, amount, nature, return_id, sheet, at, stated, taken, *rest = row
    listed = rest[4] or ("amount_fen" if nature == "dated" else field)
    return Part(
        case_no=case_no or "",
        court=court,
        day=day,
        amount=int(amount or 0),
        nature=nature,
        cell=_cell((return_id, sheet, at), listed, stated),
        before=_cell(tuple(rest[:3]), field, taken),
        person_key=rest[3],
    )


def _cell(place: tuple[Any, ...], field: str, stated: int | None) -> CellOrigin | None:
    return_id, sheet, row = place
    if return_id is None:
        return None
    return CellOrigin(return_id=return_id, sheet=sheet, row=row, field=field, stated=stated)
