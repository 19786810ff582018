"""Every statement that the relations and the compiler of indicators can make, as they make it.

Comes in: the hostile store. Goes out: Steps, each with a name to tell it by: the relations one after
the other, each kept as a table for the next, then what is asked of them. What is asked is heard
where the program asks it. Refuses to write SQL of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from enforcement_cli.indicator.answer import ask_by
from enforcement_cli.indicator.case_lists import case_list
from enforcement_cli.indicator.compile import Question, Window
from enforcement_cli.indicator.daily import ask_daily
from enforcement_cli.indicator.declare import shipped
from enforcement_cli.indicator.list_ground import Asked
from enforcement_cli.indicator.origins import parts_of
from enforcement_cli.indicator.todos import todo_list
from enforcement_cli.indicator.unpaid import PaidDays, unpaid_list
from enforcement_cli.indicator.where import fault_of
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.store.current import relations
from enforcement_cli.store.literals import sql_text
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.case_lists import LIST_KINDS
from enforcement_cli.vocabulary.words import cause_classes
from tests.facts import QINGHE, YINZHOU, Store
from tests.lake.engines import Step
from tests.lake.hostile import ACTIONS, QUOTED

WINDOWS = (
    Window(name="period", start=date(2025, 12, 29), end=date(2026, 1, 4)),
    Window(name="previous", start=date(2025, 12, 22), end=date(2025, 12, 28)),
    Window(name="cumulative", start=date(2025, 12, 20), end=date(2026, 1, 4)),
    Window(name="before", start=date(2025, 12, 20), end=date(2025, 12, 28)),
    Window(name="year", start=date(2024, 12, 29), end=date(2025, 1, 4)),
    Window(name="all", start=date(1901, 1, 1), end=date(2199, 12, 31)),
)
# What a desk may write itself: everything indicator/where.py lets pass.
_WHERE = (
    "year(filed_on) = 2025 AND month(filed_on) >= 11 AND closed_on IS NOT NULL",
    "lower(coalesce(officer, '')) LIKE '%丁%' AND upper(coalesce(team, 'x')) <> 'X'",
    "filed_on + INTERVAL 1 MONTH <= window_end OR filed_on < DATE '2025-11-01'",
    "least(claim_fen, amount_fen) > 0 AND greatest(claim_fen, amount_fen, 100) > 100",
    "abs(claim_fen - amount_fen) >= 100 AND nullif(waived_fen, 0) IS NULL",
    "length(coalesce(officer, '')) IN (0, 2) AND NOT (is_key AND days BETWEEN 1 AND 60)",
    "CASE WHEN team = '一庭' THEN natural_days > 30 ELSE coalesce(deducted_days, 0) = 0 END",
    "officer = '" + QUOTED.replace("'", "''") + "' OR close_method IN ('completed', 'it''s')",
    "claim_fen % 200 = 100 OR claim_fen / 2 > 500000",
)
_OWN = tuple(
    Indicator(id=f"own_{i}", name=f"自定{i}", unit="件", kind="events", form="cases",
              table="cases", day="filed_on", where=where)
    for i, where in enumerate(_WHERE)
)  # fmt: skip
COUNTED = (
    *(each for each in shipped().values() if each.kind in ("events", "state", "median")), *_OWN,
)  # fmt: skip


class Heard:
    """Hands statements on to DuckDB and keeps them."""

    def __init__(self, connection: Connection) -> None:
        """Over the connection of a store."""
        self._connection = connection
        self.statements: list[str] = []

    def execute(self, sql: str, values: Any = None) -> Any:
        """What DuckDB would be told."""
        assert values is None
        self.statements.append(sql)
        return self._connection.execute(sql)


def kept_relations(store: Store) -> dict[str, Step]:
    """The relations in order, each over those before it, and the classes of causes."""
    parts = relations(store.view())
    causes = [
        row[0]
        for row in store.connection.execute(
            "SELECT DISTINCT cause FROM cases WHERE cause IS NOT NULL ORDER BY 1"
        ).fetchall()
    ]
    rows = ", ".join(
        f"({sql_text(cause)}, [{', '.join(map(sql_text, cause_classes(cause)))}]::VARCHAR[])"
        for cause in causes
    )
    parts["cause_classes"] = f"SELECT * FROM (VALUES {rows}) AS v(cause, classes)"
    return {name: Step(sql=sql, keep=f"kept_{name}") for name, sql in _over_kept(parts).items()}


def _over_kept(parts: dict[str, str]) -> dict[str, str]:
    """Each relation as a statement of its own: those before it are read as kept."""
    found: dict[str, str] = {}
    for name, sql in parts.items():
        used = [each for each in found if re.search(rf"\b{each}\b", sql)]
        before = ",\n".join(f"{each} AS (SELECT * FROM kept_{each})" for each in used)
        found[name] = f"WITH {before}\n{sql}" if before else sql
    return found


def heard(store: Store) -> list[str]:
    """What the program asks of kept relations, whatever indicator, window, action, group or list."""
    engine = Heard(store.connection)
    base = {name: f"SELECT * FROM {step.keep}" for name, step in kept_relations(store).items()}
    actions = (None, *(action.id for action in ACTIONS))
    few = (None, "small", "wages")
    wide = [
        Question(indicator=each, window=window, action=action)
        for each in COUNTED for window in WINDOWS for action in few
    ]  # fmt: skip
    deep = [
        Question(indicator=each, window=window, action=action)
        for each in COUNTED[::5] for window in WINDOWS[2:3] for action in actions
    ]  # fmt: skip
    narrow = [
        Question(indicator=each, window=WINDOWS[2], action=None, courts=courts, team=team, officer=name)
        for each in COUNTED[::7]
        for courts in (None, (YINZHOU,), ("无'此院",), ())
        for team, name in ((None, None), ("", None), ("一庭", None), (None, ""), (None, QUOTED))
    ]  # fmt: skip
    whole = [replace(question, whole=True) for question in wide[::3]]
    for groups in ((), ("court",), ("court", "team"), ("court", "officer")):
        for questions in (wide, deep + whole, narrow):
            ask_by(engine, store.campaign, questions, base=base, groups=groups)
    events = [question for question in wide if question.indicator.kind == "events"]
    ask_daily(engine, store.campaign, events[::4], base=base)
    for each in COUNTED:
        question = Question(indicator=each, window=WINDOWS[2], action=None)
        parts_of(engine, store.campaign, question, base=base)
    _lists(engine, store, base)
    return engine.statements


def _lists(engine: Heard, store: Store, base: dict[str, str]) -> None:
    asked = Asked(
        campaign=store.campaign, base=base, start=date(2025, 12, 29), day=date(2026, 1, 4),
        until={YINZHOU: date(2026, 1, 11)}, courts=(YINZHOU, QINGHE, "辽'12\\09"),
        due=(YINZHOU, QINGHE), livelihood=frozenset({"wage", "migrant_wage"}),
    )  # fmt: skip
    paying = {
        court: PaidDays(first=date(2025, 12, 1), last=date(2026, 3, 4))
        for court in (YINZHOU, QINGHE)
    }
    late = replace(asked, day=date(2026, 3, 4))
    for one in (asked, late, replace(late, team="一庭"), replace(late, officer=QUOTED, most=2)):
        for kind in LIST_KINDS:
            if kind == "unpaid":
                unpaid_list(engine, one, paying)
            elif kind == "todos":
                todo_list(engine, one, ())
            else:
                case_list(engine, kind, one)


def checked_conditions() -> list[str]:
    """What is wrong with the desk's own conditions: nothing, or the test asks in vain."""
    return [fault_of(where) for where in _WHERE]
