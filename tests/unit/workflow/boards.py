"""Boards for tests: a campaign of one court or two, readings of files, a moment.

Comes in: what came when. Goes out: slots. Refuses the store: the board is a function of rows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from enforcement_cli.model.board import Allowance, Slot
from enforcement_cli.model.campaign import Campaign, Desk, Due, Expectation, campaign_weeks
from enforcement_cli.model.court import Court
from enforcement_cli.model.period import Calendar, Period
from enforcement_cli.store.board import BoardEvent, BoardReturn
from enforcement_cli.store.problems import StoredProblem
from enforcement_cli.workflow.board import Known, slots_of
from enforcement_cli.workflow.status import Board
from enforcement_cli.workflow.workdays import WorkDays, workdays_of
from enforcement_cli.workflow.workspace import Workspace

A, B = "辽1202", "辽1224"
DUE = Due(weekday=0, at=time(12, 0), grace_days=1, lock_days=3, holiday="next")
CAMPAIGN = Campaign(
    id="winter70",
    name="“大干70天”冬季专项执行行动",
    start=date(2025, 12, 20),
    end=date(2026, 2, 28),
    expects=(Expectation(form="cases", due=DUE),),
)
DESK = Desk(
    court=A,
    calendar=Calendar(),
    courts=(
        Court(code=A, name="铁岭市银州区人民法院", short="银州区法院"),
        Court(code=B, name="昌图县人民法院", short="昌图县法院"),
    ),
    campaigns=(CAMPAIGN,),
)
WEEKS = campaign_weeks(CAMPAIGN, DESK.calendar)
DAYS = workdays_of(Workspace(Path("nowhere")), keep=False)
# Week 3 is 2025-12-29 to 2026-01-04, a Sunday that is worked; due Monday 01-05, on time until
# 01-06, locked 01-08, at noon each.


def week(number: int) -> Period:
    return WEEKS[number - 1]


def at(text: str) -> datetime:
    """`01-05 12:00` of the winter."""
    month, rest = text.split("-", 1)
    year = 2025 if int(month) > 6 else 2026
    return datetime.fromisoformat(f"{year}-{month}-{rest}")


def came(
    when: str, number: int = 3, *, court: str | None = A, status: str = "accepted", **more: Any
) -> BoardReturn:
    """One reading of a file for a week; ids follow the moments, so that they differ."""
    moment = at(when)
    ids = int(moment.timestamp()) * 10 + (court == B)
    return replace(
        BoardReturn(
            return_id=ids, sha256=f"{court}{number}{when}", file_name=f"{court}-{when}.xlsx",
            court=court, sender="", campaign="winter70", form="cases",
            period_end=week(number).end, as_of=week(number).end, received_at=moment, version=None,
            rows=10, held=0, status=status, withdrawn=False,
        ),
        **more,
    )  # fmt: skip


def refused(reading: BoardReturn, *, command: str = "") -> StoredProblem:
    """Why a reading was not taken; with a command where the desk can answer it."""
    return StoredProblem(
        problem_id=1, return_id=reading.return_id, file_name=reading.file_name,
        court=reading.court, code="S-07", severity="return", effect="refuse", sheet="台账", row=3,
        column=None, field="", case_no="", message="缺列“立案时间”。",
        remedy="请补上。" + (f"或运行：{command}" if command else ""), state="open",
        found_at=reading.received_at, subject="", value=None,
    )  # fmt: skip


def board(
    now: str | datetime,
    *returns: BoardReturn,
    campaign: Campaign = CAMPAIGN,
    allowances: tuple[Allowance, ...] = (),
    problems: tuple[StoredProblem, ...] = (),
    events: tuple[BoardEvent, ...] = (),
    days: WorkDays = DAYS,
) -> Board:
    """The board at a moment; returns that came later are not on it."""
    moment = now if isinstance(now, datetime) else at(now)
    waiting: dict[int | None, list[StoredProblem]] = {}
    for problem in problems:
        waiting.setdefault(problem.return_id, []).append(problem)
    known = Known(
        now=moment,
        returns=sorted(
            (r for r in returns if r.received_at <= moment), key=lambda r: r.received_at
        ),
        allowances=allowances,
        waiting=waiting,
    )
    return Board(
        now=moment, slots=slots_of(DESK, campaign, days, known), returns=tuple(known.returns),
        events=events, waiting=problems, expiring=(), issued=(), days=days,
    )  # fmt: skip


def slot(found: Board, number: int = 3, court: str = A) -> Slot:
    """The slot of a week."""
    (one,) = [s for s in found.slots if (s.court, s.period) == (court, week(number))]
    return one


def extension(until: str, number: int = 3, court: str = A) -> Allowance:
    return Allowance(
        kind="extended", court=court, form="cases", period_start=week(number).start,
        period_end=week(number).end, until=at(until), by="王某", reason="系统升级",
        at=at("01-01 09:00"),
    )  # fmt: skip


def exemption(since: date, until: date | None, court: str = A) -> Allowance:
    return Allowance(
        kind="exempted", court=court, form="cases", period_start=since, period_end=None,
        until=datetime.combine(until, time(23, 59)) if until else None, by="王某", reason="搬迁",
        at=at("01-01 09:00"),
    )  # fmt: skip
