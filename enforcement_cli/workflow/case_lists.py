"""Case lists as a use case: who must look at what, as known at a moment.

Comes in: a room, a period, the kinds of list. Goes out: CaseLists for a bulletin or the screen, and
their rows as plain values. Refuses to mask names: whoever publishes does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from enforcement_cli.indicator.case_lists import case_list
from enforcement_cli.indicator.list_ground import Asked
from enforcement_cli.indicator.todos import todo_list
from enforcement_cli.indicator.unpaid import paid_days, unpaid_list
from enforcement_cli.model.case_list import CaseLine, CaseList, CaseListKind
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.period import Period
from enforcement_cli.store.read import StoredReturn, accepted_returns
from enforcement_cli.store.session import Connection, open_store
from enforcement_cli.vocabulary.case_lists import LIST_KINDS, list_word
from enforcement_cli.vocabulary.words import livelihood_causes
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.state import Room, settled_relations, view_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """Whose cases: all of them where nothing is said. `most` bounds the lines of each list."""

    courts: tuple[str, ...] | None = None
    team: str | None = None
    officer: str | None = None
    most: int | None = None


EVERYBODY = Only()


def lists_of(
    connection: Connection,
    room: Room,
    period: Period,
    known_at: datetime,
    kinds: Sequence[CaseListKind],
    only: Only = EVERYBODY,
) -> tuple[CaseList, ...]:
    """The lists of these kinds as of the period's last day, in their order."""
    returns = accepted_returns(connection, view_of(room, known_at))
    asked = _asked(connection, room, period, known_at, returns, only)
    paying = paid_days(
        (r.court, r.period_start, r.period_end)
        for r in returns
        if r.form == "payouts" and r.court and r.period_start and r.period_end
        and r.period_start <= period.end
    )  # fmt: skip
    found: list[CaseList] = []
    for kind in kinds:
        if kind == "unpaid":
            found.append(unpaid_list(connection, asked, paying))
        elif kind == "todos":
            found.append(todo_list(connection, asked, _unheard(room, returns, period.end)))
        else:
            found.append(_dated(case_list(connection, kind, asked), room, asked))
    return tuple(found)


def _dated(found: CaseList, room: Room, asked: Asked) -> CaseList:
    """The list, saying which courts' cases stand as of an earlier day."""
    if not asked.outdated:
        return found
    names = {court.code: court.short for court in room.desk.courts}
    said = list_word(
        "outdated",
        courts="、".join(names.get(court, court) for court in asked.outdated),
        day=f"{asked.day.month}月{asked.day.day}日",
    )
    return replace(found, rule=found.rule + said)


def _asked(
    connection: Connection,
    room: Room,
    period: Period,
    known_at: datetime,
    returns: Iterable[StoredReturn],
    only: Only,
) -> Asked:
    until: dict[str, date] = {}
    for stored in returns:
        end = stored.as_of or stored.period_end
        if stored.form == "cases" and stored.court and end:
            until[stored.court] = max(until.get(stored.court, end), end)
    named = {cause for action in room.campaign.actions for cause in action.causes}
    return Asked(
        campaign=room.campaign,
        base=settled_relations(connection, room, known_at),
        start=period.start,
        day=period.end,
        until=until,
        courts=only.courts or room.court_codes,
        due=_due(room, "cases"),
        team=only.team,
        officer=only.officer,
        most=only.most,
        livelihood=frozenset(named) or livelihood_causes(),
    )


def _due(room: Room, form: str) -> tuple[str, ...]:
    """The courts that the campaign waits for a return of this form from."""
    waited = [each for each in room.campaign.expects if each.form == form]
    due = [court for each in waited for court in each.courts or room.court_codes]
    return tuple(dict.fromkeys(due))


def _unheard(room: Room, returns: Iterable[StoredReturn], day: date) -> tuple[str, ...]:
    """The courts that should send a 督办 list, and have sent none by the day."""
    heard = {r.court for r in returns if r.form == "todos" and r.as_of and r.as_of <= day}
    return tuple(court for court in _due(room, "todos") if court not in heard)


def list_of(
    room: Room, kind: str, wish: PeriodWish, *, known_at: datetime, only: Only
) -> tuple[Period, CaseList]:
    """One list by the name of its kind, with the period it is of.

    Raises:
        UnknownName: no such list, or nothing has been received.
    """
    known = next((each for each in LIST_KINDS if each == kind), None)
    if known is None:
        raise UnknownName(f"没有清单“{kind}”。", remedy=f"可用：{'、'.join(LIST_KINDS)}。")
    period, _ = resolve_period(wish, room.desk, room.campaign, known_at.date())
    if not room.workspace.store.exists():
        raise UnknownName("工作区里还没有任何报表。", remedy="先用 enforce ingest 收报表。")
    with open_store(room.workspace.store, write=False) as connection:
        (found,) = lists_of(connection, room, period, known_at, (known,), only)
    return period, found


LINE_COLUMNS = (
    "court", "case_no", "officer", "team", "cause", "party", "day", "days", "amount_fen", "state",
    "note", "origin",
)  # fmt: skip


def line_values(line: CaseLine) -> tuple[Any, ...]:
    """A line as plain values, in the order of LINE_COLUMNS."""
    return tuple(getattr(line, name) for name in LINE_COLUMNS)


def list_json(found: CaseList) -> dict[str, Any]:
    """A list as `--json` has it: days as dates, money in 分."""
    return {
        "kind": found.kind,
        "title": found.title,
        "rule": found.rule,
        "total": found.total,
        "buckets": [{"name": name, "count": count} for name, count in found.buckets],
        "silent": list(found.silent),
        "lines": [dict(zip(LINE_COLUMNS, line_values(line), strict=True)) for line in found.lines],
    }
