"""The campaign of 固阳: monthly ledgers of two months, lists of a year, figures of a half-year.

In: whether faults are wanted. Out: a Sample whose promises are proved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from random import Random

from sample_data.making.columns import WAN
from sample_data.making.guyang.campaign_file import ASSAULT, JOINT, TEAM, TEAM_NAME, TEXT
from sample_data.making.guyang.cases import (
    CAMPAIGN,
    CLOSED_CASES,
    COURT,
    RECOVERED_FEN,
    make_cases,
)
from sample_data.making.guyang.events import (
    COMPELLED,
    DETAINED,
    SUMMONED,
    YEAR,
    make_events,
)
from sample_data.making.guyang.slips import findings, slipped_event, slipped_row
from sample_data.making.plain.factory import ledger_rows
from sample_data.making.plain.nouns import COMPLETED, Case, Event, Figure, Issue, Sample, Sent, Span
from sample_data.making.plain.proof import (
    check_cases,
    closed_count,
    persons,
    promise,
    recovered,
    times,
)
from sample_data.making.plain.styles import Style, figures_sheet, list_sheet
from sample_data.making.weeks import CHINA, chinese

_NAME = "固阳县人民法院"
_OPERATIONS, _TRACKED = 4, 80
# The last day of each month's list, and the day it came.
_LISTS = (
    (date(2025, 1, 31), date(2025, 2, 5)),
    (date(2025, 2, 28), date(2025, 3, 6)),
    (date(2025, 3, 31), date(2025, 4, 3)),
    (date(2025, 4, 30), date(2025, 5, 6)),
    (date(2025, 5, 31), date(2025, 6, 5)),
    (date(2025, 6, 30), date(2025, 7, 3)),
    (date(2025, 7, 31), date(2025, 8, 1)),
    (date(2025, 8, 31), date(2025, 9, 4)),
    (date(2025, 9, 30), date(2025, 10, 9)),
    (date(2025, 10, 31), date(2025, 11, 6)),
    (date(2025, 11, 30), date(2025, 12, 4)),
    (date(2025, 12, 14), date(2025, 12, 18)),
)
_LATE = {9: date(2025, 10, 14)}
_LEDGER = Style(
    suffix="xlsx", sheet="执行台账", scale=WAN, total="合计",
    heads={
        "case_no": "执行案号", "team": "执行团队", "officer": "承办法官",
        "claim_fen": ("执行标的情况", "申请标的"), "recovered_fen": ("执行标的情况", "已到位"),
        "received_on": ("执行标的情况", "到账日期"),
        "closed_on": ("结案情况", "结案日期"), "close_method": ("结案情况", "结案方式"),
    },
    fields=(
        "seq", "case_no", "original", "filed_on", "cause", "applicant", "debtor", "claim_fen",
        "recovered_fen", "received_on", "closed_on", "close_method", "team", "officer", "note",
    ),
)  # fmt: skip
_LIST = Style(
    suffix="xlsx", sheet="措施登记", heads={"on": "采取日期", "kind": "采取措施"},
    fields=("seq", "on", "case_no", "person", "person_id", "kind", "quantity", "team", "officer"),
    footer=("填报人：", "审核人："),
)  # fmt: skip


def guyang(*, faults: bool) -> Sample:
    """Make the campaign."""
    rng = Random(4)
    ledger, earlier = make_cases(rng)
    events = make_events(rng, ledger, earlier)
    check_cases(ledger)
    promise("执结", closed_count(ledger, CAMPAIGN), CLOSED_CASES)
    promise("到位", recovered(ledger, CAMPAIGN), RECOVERED_FEN)
    sent = sorted(
        (*_lists(events, faults=faults), *_ledgers(ledger, faults=faults), _half_year()),
        key=lambda one: (one.received_at, one.file),
    )
    return Sample(
        toml=TEXT,
        sent=tuple(sent),
        issues=(
            Issue(campaign=ASSAULT, kind="month", end=date(2025, 11, 30), known_at=_at(12, 8)),
            Issue(campaign=ASSAULT, kind="total", end=CAMPAIGN.end, known_at=_at(12, 22)),
        ),
        answers=(),
        cases=tuple(ledger),
        figures=tuple(_figures(ledger, events)),
        findings=tuple(findings(sent, ledger, events)) if faults else (),
    )


def _at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime.combine(date(2025, month, day), time(hour), CHINA)


def _span(end: date) -> Span:
    return Span(start=end.replace(day=1), end=end, name=f"{end.month}月")


def _lists(events: Sequence[Event], *, faults: bool) -> Iterator[Sent]:
    for end, usual in _LISTS:
        span = _span(end)
        listed = [event for event in events if span.holds(event.on)]
        came = _LATE.get(end.month, usual) if faults else usual
        if faults:
            listed = [slipped_event(event, events) for event in listed]
        line = f"统计区间：{chinese(span.start)}至{chinese(span.end)}"
        title = f"{_NAME}传唤、拘传、拘留登记表（{end.year}年{span.name}）"
        yield Sent(
            file=f"returns/{span.name}/{_NAME}{end.year}年{span.name}措施登记.xlsx",
            received_at=_at(came.month, came.day),
            court=COURT,
            form="measures",
            campaign=TEAM,
            sheets=(list_sheet(_LIST, title, line, listed),),
            why="迟报" if faults and end.month in _LATE else "",
        )


def _ledgers(cases: Sequence[Case], *, faults: bool) -> Iterator[Sent]:
    for end, came in _LISTS[-3:]:
        rows = ledger_rows(cases, COURT, end)
        if faults:
            rows = slipped_row(rows, cases, end)
        start = max(end.replace(day=1), CAMPAIGN.start)
        line = f"统计区间：{chinese(start)}至{chinese(end)}"
        title = f"{_NAME}执行攻坚专项行动台账"
        yield Sent(
            file=f"returns/{end.month}月/{_NAME}专项行动台账（{end.month}月）.xlsx",
            received_at=_at(came.month, came.day, 10),
            court=COURT,
            form="cases",
            campaign=ASSAULT,
            sheets=(list_sheet(_LEDGER, title, line, rows),),
        )


def _half_year() -> Sent:
    sheet = figures_sheet(
        f"{_NAME}与公安机关联合行动情况统计表",
        f"统计区间：{chinese(date(2025, 1, 1))}至{chinese(date(2025, 6, 30))}",
        (
            ("联合行动", "次", _OPERATIONS),
            ("行程轨迹", "人次", _TRACKED),
            ("出动警力", "人次", 46),
            ("出动车辆", "台次", 12),
        ),
    )
    return Sent(
        file=f"returns/6月/{_NAME}2025年上半年联合行动统计表.xlsx",
        received_at=_at(7, 3, 11),
        court=COURT,
        form="aggregate",
        campaign=JOINT,
        sheets=(sheet,),
    )


def _figures(cases: Sequence[Case], events: Sequence[Event]) -> Iterator[Figure]:
    team = [event for event in events if event.team == TEAM_NAME]
    for indicator, value, unit in (
        ("cases_closed", closed_count(cases, CAMPAIGN), "件"),
        ("cases_completed", closed_count(cases, CAMPAIGN, COMPLETED), "件"),
        ("amount_recovered", recovered(cases, CAMPAIGN), "fen"),
        ("persons_summoned", times(events, SUMMONED, CAMPAIGN), "人次"),
        ("persons_compelled", persons(events, COMPELLED, CAMPAIGN), "人"),
        ("persons_detained", persons(events, DETAINED, CAMPAIGN), "人"),
    ):
        yield _figure(ASSAULT, CAMPAIGN, indicator, value, unit)
    for indicator, kind in (("persons_compelled", COMPELLED), ("persons_detained", DETAINED)):
        figure = _figure(TEAM, YEAR, indicator, times(team, kind, YEAR), "人次")
        yield replace(figure, team=TEAM_NAME)
    half = Span(start=YEAR.start, end=date(2025, 6, 30), name="上半年")
    yield _figure(JOINT, half, "operations", _OPERATIONS, "次")
    yield _figure(JOINT, half, "persons_tracked", _TRACKED, "人次")


def _figure(campaign: str, span: Span, indicator: str, value: int, unit: str) -> Figure:
    return Figure(
        campaign=campaign,
        kind="total",
        start=span.start,
        end=span.end,
        indicator=indicator,
        value=value,
        unit=unit,
    )
