"""Reads enforce.toml: one desk, its courts and its campaigns, or one sentence with the line.

Comes in: a path. Goes out: a Desk in which every reference exists. Refuses to know the store,
the returns and the indicators (those a workspace may declare elsewhere).
"""

import re
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Literal

from enforcement_cli.model.campaign import (
    Campaign,
    Desk,
    Due,
    Expectation,
    Transfer,
)
from enforcement_cli.model.court import Court
from enforcement_cli.model.period import Calendar
from enforcement_cli.vocabulary.forms import all_forms
from enforcement_cli.workflow.campaign.actions import read_actions, read_target
from enforcement_cli.workflow.campaign.checks import read_check
from enforcement_cli.workflow.campaign.courts import (
    check_court,
    read_courts,
    required_court,
)
from enforcement_cli.workflow.campaign.routine import read_routine
from enforcement_cli.workflow.campaign.section import Section, check_span, check_unique
from enforcement_cli.workflow.campaign.text import read_toml
from enforcement_cli.workflow.campaign.windows import (
    Span,
    check_references,
    read_beside,
    read_curve,
    read_interval,
    read_operations,
    read_pace,
    read_phases,
)
from enforcement_cli.workflow.targets_file import TARGETS_FILE, with_imported

FILE_KEYS = ("desk", "court", "campaign", "transfer", "routine")
DESK_KEYS = ("court", "week_starts", "month_starts", "year_starts", "log")
CAMPAIGN_KEYS = (
    "id", "name", "start", "end", "label", "case_types", "scope", "recovered_basis", "missing",
    "compares", "pace", "curve", "small_base", "expects", "phase", "operation", "beside", "action",
    "target", "interval", "transfer", "check",
)  # fmt: skip
EXPECTS_KEYS = ("form", "every", "courts", "rows", "due")
DUE_KEYS = ("weekday", "time", "grace_days", "lock_days", "holiday")
TRANSFER_KEYS = ("case_no", "to", "on", "reason")

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SCOPES: tuple[Literal["all", "actions"], ...] = ("all", "actions")
_BASES: tuple[Literal["flow", "closing"], ...] = ("flow", "closing")
_MISSING: tuple[Literal["omit", "carry", "block"], ...] = ("omit", "carry", "block")
_EVERY: tuple[Literal["day", "week", "month", "once"], ...] = ("day", "week", "month", "once")
_ROWS: tuple[Literal["all", "changed"], ...] = ("all", "changed")
_HOLIDAY: tuple[Literal["next", "previous", "none"], ...] = ("next", "previous", "none")
_LOGS: tuple[Literal["text", "json"], ...] = ("text", "json")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")
_CASE_NO = re.compile(r"[（(]\d{4}[）)]\S+号")
_LARGEST_BASE = 1000
_LONGEST_DELAY = 60  # working days of grace or until the lock; more is a slip of the pen


def read_campaign_file(path: Path) -> Desk:
    """The desk that a campaign file declares (design.md section 4).

    Raises:
        UnknownName: there is no such file.
        BadConfiguration: it cannot be read, or holds something that may not stand there; `where`
            is the file's name and the line.
    """
    values, index = read_toml(path)
    whole = Section(file=path.name, index=index, path=(), values=values)
    whole.check_keys(FILE_KEYS)
    desk = whole.table("desk")
    if desk is None:
        raise whole.fault((), "没有 [desk]。", '请在开头写：[desk] 和 court = "辽12"（本院代字）。')
    desk.check_keys(DESK_KEYS)
    courts = read_courts(_some_tables(whole, "court"))
    court = required_court(desk, "court", courts)
    sections = _some_tables(whole, "campaign")
    moved = tuple(_transfer(section, courts, ()) for section in whole.tables("transfer"))
    campaigns = tuple(_campaign(section, courts, moved) for section in sections)
    check_unique(sections, "id", "行动编号")
    check_references(sections, campaigns)
    campaigns = with_imported(path.with_name(TARGETS_FILE), campaigns, courts)
    return Desk(
        court=court,
        calendar=_calendar(desk),
        courts=courts,
        campaigns=campaigns,
        routine=read_routine(whole),
        log=desk.choice("log", _LOGS, "text"),
    )


def _some_tables(whole: Section, key: str) -> tuple[Section, ...]:
    sections = whole.tables(key)
    if not sections:
        raise whole.fault((), f"没有 [[{key}]]，至少要有一张。", f"请补一张 [[{key}]]。")
    return sections


def _calendar(desk: Section) -> Calendar:
    written = desk.text("year_starts", "01-01")
    match = _MONTH_DAY.fullmatch(written)
    try:
        # 2001 has no 29 February: a year cannot start on a day that most years lack.
        first = date(2001, int(match[1]), int(match[2])) if match else None
    except ValueError:
        first = None
    if first is None:
        raise desk.fault(("year_starts",), f"“{written}”不是月-日。", '请写成 "01-01" 或 "12-01"。')
    return Calendar(
        week_starts=WEEKDAYS.index(desk.choice("week_starts", WEEKDAYS, "monday")),
        month_starts=desk.whole("month_starts", 1, low=1, high=28),
        year_starts=(first.month, first.day),
    )


def _campaign(section: Section, courts: Sequence[Court], moved: tuple[Transfer, ...]) -> Campaign:
    section.check_keys(CAMPAIGN_KEYS)
    identifier, name = section.identifier(), section.text("name")
    start, end = check_span(section, "start", "end")
    span = Span(campaign=name, start=start, end=end, outer=CAMPAIGN_KEYS)
    actions = read_actions(section.tables("action"), CAMPAIGN_KEYS)
    scope = section.choice("scope", _SCOPES, "all")
    if scope == "actions" and not actions:
        raise section.fault(
            ("scope",),
            '写的是 "actions"，却没有行动类别。',
            '请写 [[campaign.action]]，或改为 "all"。',
        )
    phases = read_phases(section.tables("phase"), span)
    intervals = section.tables("interval")
    check_unique(intervals, "indicator", "指标")
    return Campaign(
        id=identifier,
        name=name,
        start=start,
        end=end,
        label=section.text("label", f"{(end - start).days + 1}天"),
        case_types=section.texts("case_types", ("执", "执恢")),
        scope=scope,
        recovered_basis=section.choice("recovered_basis", _BASES, "flow"),
        missing=section.choice("missing", _MISSING, "omit"),
        expects=tuple(_expectation(each, courts) for each in section.tables("expects")),
        phases=phases,
        operations=read_operations(section.tables("operation"), courts, span),
        actions=actions,
        targets=tuple(
            read_target(
                each,
                courts=courts,
                actions=actions,
                phases=phases,
                campaign_keys=CAMPAIGN_KEYS,
            )
            for each in section.tables("target")
        ),
        transfers=moved
        + tuple(_transfer(each, courts, CAMPAIGN_KEYS) for each in section.tables("transfer")),
        checks=tuple(read_check(each, CAMPAIGN_KEYS) for each in section.tables("check")),
        beside=read_beside(section.tables("beside"), courts, CAMPAIGN_KEYS),
        compares=section.text("compares", "") or None,
        pace=read_pace(section),
        curve=read_curve(section.tables("curve"), span),
        small_base=section.whole("small_base", 10, high=_LARGEST_BASE),
        intervals=tuple(read_interval(each, CAMPAIGN_KEYS) for each in intervals),
    )


def _transfer(section: Section, courts: Sequence[Court], outer: Sequence[str]) -> Transfer:
    section.check_keys(TRANSFER_KEYS, outer)
    case_no = section.text("case_no")
    if not _CASE_NO.fullmatch(case_no):
        raise section.fault(
            ("case_no",), f"“{case_no}”不是案号。", "请写全，例如 （2026）辽1202执123号。"
        )
    return Transfer(
        case_no=case_no,
        to=required_court(section, "to", courts),
        on=section.day_or_none("on"),
        reason=section.text("reason", ""),
    )


def _expectation(section: Section, courts: Sequence[Court]) -> Expectation:
    section.check_keys(EXPECTS_KEYS, CAMPAIGN_KEYS)
    section.text("form")
    forms = (*(form.key for form in all_forms()), "aggregate", "narrative")
    due = section.table("due")
    return Expectation(
        form=section.choice("form", tuple(dict.fromkeys(forms)), "cases"),
        every=section.choice("every", _EVERY, "week"),
        courts=_expected_courts(section, courts),
        rows=section.choice("rows", _ROWS, "all"),
        due=_due(due) if due else None,
    )


def _expected_courts(section: Section, courts: Sequence[Court]) -> tuple[str, ...] | None:
    if section.values.get("courts", "all") == "all":
        return None
    codes = section.texts("courts")
    for position, code in enumerate(codes):
        check_court(section, ("courts", position), code, courts)
    return codes


def _due(section: Section) -> Due:
    section.check_keys(DUE_KEYS)
    written = section.text("time", "12:00")
    clock = _CLOCK.fullmatch(written)
    if clock is None:
        raise section.fault(("time",), f"“{written}”不是钟点。", '请写成 "09:00" 到 "23:59"。')
    locked = "lock_days" in section.values
    return Due(
        weekday=WEEKDAYS.index(section.choice("weekday", WEEKDAYS, "friday")),
        at=time(int(clock[1]), int(clock[2])),
        grace_days=section.whole("grace_days", 0, high=_LONGEST_DELAY),
        lock_days=section.whole("lock_days", 0, high=_LONGEST_DELAY) if locked else None,
        holiday=section.choice("holiday", _HOLIDAY, "next"),
    )
