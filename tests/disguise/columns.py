"""Which columns a clerk keeps, how each is headed and written: a row form's truth as Columns.

Comes in: a truth. Goes out: Columns in the clerk's order, and the unit a title must name. Refuses
to know where on a sheet they go.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.disguise import cells, words
from tests.disguise.model import Column
from tests.disguise.surroundings import court_name
from tests.disguise.truth import Truth, campaign, median_of, money

WORDS = {"cases": words.CASES, "payments": words.PAYMENTS, "measures": words.MEASURES}
ALWAYS = {
    "cases": (
        "case_no",
        "filed_on",
        "cause",
        "claim_fen",
        "recovered_fen",
        "closed_on",
        "close_method",
    ),
    "payments": ("case_no", "received_on", "amount_fen"),
    "measures": ("kind", "taken_on"),
}
SOMETIMES = {
    "cases": (
        "officer", "officer", "team", "applicant", "debtor", "due_on", "closing_claim_fen",
        "waived_fen", "note", "note", "declared_actions", "compelled", "detained", "searched",
        "restricted", "blacklisted",
    ),
    "payments": ("manner", "debtor"),
    "measures": ("case_no", "case_no", "quantity", "quantity", "debtor", "officer"),
}  # fmt: skip
MONEY = frozenset({"claim_fen", "closing_claim_fen", "recovered_fen", "waived_fen", "amount_fen"})
DAYS = frozenset({"filed_on", "due_on", "closed_on", "received_on", "taken_on"})


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlan:
    """How units of money are said: in every header, in the title, in a group, or in each cell."""

    where: str
    unit: str
    twice: bool = False


def unit_plan(rng: Random, *, depth: int) -> UnitPlan:
    """元 and 万元 mostly."""
    where = rng.choices(["header", "title", "group", "cell"], [55, 30, 8 if depth > 1 else 0, 9])[0]
    unit = rng.choices(["元", "万元", "千元", "亿元"], [40, 54, 3, 3])[0]
    return UnitPlan(where=where, unit=unit, twice=where == "title" and rng.random() < 0.2)


def write_columns(
    rng: Random, truth: Truth, plan: UnitPlan, *, depth: int, text_only: bool
) -> list[Column]:
    """The columns of a row form, in order, with a cell for every row of the truth."""
    form = truth.form
    fields = [*ALWAYS[form], *dict.fromkeys(f for f in SOMETIMES[form] if rng.random() < 0.3)]
    if form == "measures" and "quantity" not in fields and "debtor" not in fields:
        fields.append("debtor")
    fields = list(dict.fromkeys(fields))
    if rng.random() < 0.25:
        fields.append("court_name")
    _order(fields, form, depth, rng)
    columns = [_column(rng, truth, name, plan, text_only=text_only) for name in fields]
    if form == "cases":
        for _ in range(rng.choice([0, 0, 1, 2, 3])):
            columns.insert(rng.randint(1, len(columns)), _unused(rng, truth, plan))
        columns = list({column.label: column for column in reversed(columns)}.values())[::-1]
    for column in columns:
        column.groups = _groups(column.field, depth)
    if rng.random() < 0.6:
        numbers = [float(i) for i in range(1, len(truth.rows) + 1)]
        columns.insert(0, Column(field="", label=rng.choice(words.SEQ), cells=list(numbers)))
    if plan.where == "group":
        _unit_in_groups(columns, plan)
    return columns


def _order(fields: list[str], form: str, depth: int, rng: Random) -> None:
    """As the form has them, or any order; under groups the groups stay together."""
    usual = list(WORDS[form])
    if depth == 1 and rng.random() < 0.6:
        rng.shuffle(fields)
        return
    fields.sort(key=usual.index)
    if depth > 1 and rng.random() < 0.4:
        trees = {name: words.GROUPS.get(name, (name, name, name)) for name in fields}
        places = {word: rng.random() for tree in trees.values() for word in tree}
        fields.sort(key=lambda name: [places[word] for word in trees[name]])


def _groups(name: str, depth: int) -> tuple[str, ...]:
    tree = words.GROUPS.get(name)
    if tree is None or depth == 1 or (depth == 2 and name in ("case_no", "officer", "team")):
        return ()
    return {2: (tree[1],), 3: tree[:2], 4: tree}[depth]


def _unit_in_groups(columns: list[Column], plan: UnitPlan) -> None:
    """The unit behind the word of the group next above the money; columns in none say it alone."""
    for column in columns:
        if not column.scale:
            continue
        if column.groups:
            *above, last = column.groups
            column.groups = (*above, f"{last}（{plan.unit}）")
        else:
            column.unit = plan.unit


def _column(rng: Random, truth: Truth, name: str, plan: UnitPlan, *, text_only: bool) -> Column:
    values = [row.get(name) for row in truth.rows]
    column = Column(field=name, label=rng.choice(WORDS[truth.form][name]), values=values)
    blank = rng.choice(cells.BLANKS)
    if name == "court_name":
        shown = court_name(rng, truth.court)
        column.cells = [shown] * len(values)
        return column
    if name in MONEY:
        _scale(column, rng, plan)
    column.how = _manner(rng, name, text_only=text_only)
    strays = rng.choice([0.0, 0.0, 0.0, 0.05, 0.15])
    for value in values:
        how = _manner(rng, name, text_only=text_only) if rng.random() < strays else column.how
        if value is None:
            column.cells.append(_nothing(rng, name, blank))
        else:
            column.cells.append(write(rng, name, value, how, column, plan))
    if name in words.LEDGER_MEASURES:
        _ticks(rng, column)
    return column


def _nothing(rng: Random, name: str, blank: Any) -> Any:
    if name in ("closed_on", "close_method") and rng.random() < 0.15:
        return rng.choice(["未结", "在办"]) if name == "close_method" else "未结"
    return blank if rng.random() < 0.8 else None


def _scale(column: Column, rng: Random, plan: UnitPlan) -> None:
    column.scale = plan.unit
    if plan.where == "header":
        if rng.random() < 0.15:
            column.scale = "元" if plan.unit == "万元" else "万元"
        column.unit = column.scale
    elif plan.twice:
        column.unit = plan.unit


def _manner(rng: Random, name: str, *, text_only: bool) -> str:
    if name in MONEY:
        ways: tuple[str, ...] = cells.AMOUNTS
    elif name in DAYS:
        ways = tuple(w for w in cells.DATES if not (text_only and w == "serial"))
    elif name == "case_no":
        ways = cells.CASE_NUMBERS
    elif name == "quantity":
        ways = ("number", "number", "text")
    elif name in ("officer", "debtor"):
        ways = ("plain", "plain", "plain", "spaced", "title") if name == "officer" else ("plain",)
    else:
        ways = ("name", "name", "word")
    return rng.choice(ways)


def write(rng: Random, name: str, value: Any, how: str, column: Column, plan: UnitPlan) -> Any:
    """One value of a field as a cell."""
    if name in MONEY:
        if value == 0:
            return rng.choice([0.0, "0", "0.00"]) if how != "number" else 0.0
        if plan.where == "cell":
            return cells.mixed_suffix(value, rng)
        return cells.amount(value, column.scale, how, rng, places=2 if how == "comma" else None)
    if name in DAYS:
        return cells.day(value, how, campaign().end)
    if name in ("close_method", "kind"):
        return cells.chosen(value, name, how, rng)
    plain: dict[str, Callable[[], Any]] = {
        "case_no": lambda: cells.case_number(value, how),
        "quantity": lambda: cells.quantity(value, how),
        "officer": lambda: cells.name(value, how),
        "declared_actions": lambda: _action_names(value),
    }
    return plain[name]() if name in plain else value


def _action_names(ids: tuple[str, ...]) -> str | None:
    names = {action.id: action.name for action in campaign().actions}
    return "、".join(names[one] for one in ids) or None


def _ticks(rng: Random, column: Column) -> None:
    """A column of measures: days, ticks or numbers; the truth is what such a cell can say."""
    how = rng.choice(["day", "day", "tick", "number"])
    for i, value in enumerate(column.values):
        if value is None:
            column.cells[i] = rng.choice([None, None, "否", "无"]) if how == "tick" else None
            continue
        count = rng.choice([1, 1, 2]) if how == "number" else 1
        column.values[i] = (value if how == "day" else None, count)
        if how == "day":
            column.cells[i] = cells.day(value, rng.choice(["cell", "dot", "han"]), campaign().end)
        else:
            column.cells[i] = rng.choice("√是") if how == "tick" else float(count)


def _unused(rng: Random, truth: Truth, plan: UnitPlan) -> Column:
    label = rng.choice(list(words.UNUSED))
    what, count = words.UNUSED[label], len(truth.rows)
    column = Column(field="", label=label)
    if what == "money":
        _scale(column, rng, plan)
        amounts = [money(rng, median_of(truth.court) / 3, 100) for _ in range(count)]
        column.cells = [write(rng, "claim_fen", fen, "number", column, plan) for fen in amounts]
    elif what == "days":
        column.cells = [float(rng.randint(1, 400)) for _ in range(count)]
    elif what == "day":
        column.cells = [dt.date(2025, rng.randint(1, 12), rng.randint(1, 28)) for _ in range(count)]
    else:
        column.cells = [rng.choice(what.split()) for _ in range(count)]
    return column
