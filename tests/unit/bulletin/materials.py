"""Materials made by hand: a desk of four courts, one court alone, and whatever figures a test says.

Comes in: figures as (indicator, value) with what is special about them. Goes out: a Material.
Refuses to compute: what a test does not give is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from enforcement_cli.bulletin.material import Material
from enforcement_cli.indicator.declare import all_indicators
from enforcement_cli.model.bulletin import Bulletin, FigureTable, Section
from enforcement_cli.model.campaign import Action, Campaign, Desk, Target
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.court import Court
from enforcement_cli.model.indicator import Basis, Figure, FigureKey
from enforcement_cli.model.period import Calendar, Period, PeriodKind

HIGH, YIN, QING, TIE = "辽12", "辽1202", "辽1204", "辽1221"
COURTS = (
    Court(code=HIGH, name="辽宁省铁岭市中级人民法院", short="铁岭中院", level="intermediate"),
    Court(code=YIN, name="铁岭市银州区人民法院", short="银州区法院"),
    Court(code=QING, name="铁岭市清河区人民法院", short="清河区法院"),
    Court(code=TIE, name="铁岭县人民法院", short="铁岭县法院"),
)
SMALL = Action(id="small", name="小标的案件")
WAGES = Action(id="wages", name="整治欠薪案件")
CAMPAIGN = Campaign(
    id="winter",
    name="冬季行动",
    start=date(2025, 12, 20),
    end=date(2026, 2, 28),
    label="70天",
    scope="actions",
    actions=(SMALL, WAGES),
)
DESK = Desk(court=HIGH, calendar=Calendar(), courts=COURTS, campaigns=(CAMPAIGN,))
ALONE = Court(code="湘1127", name="永州市蓝山县人民法院", short="蓝山县法院")
PERIODS: dict[str, Period] = {
    "day": Period(kind="day", start=date(2026, 1, 5), end=date(2026, 1, 5), label="1月5日"),
    "week": Period(
        kind="week", start=date(2026, 1, 5), end=date(2026, 1, 11), number=4, label="第4周"
    ),
    "month": Period(kind="month", start=date(2026, 1, 1), end=date(2026, 1, 31), label="2026年1月"),
    "quarter": Period(
        kind="quarter", start=date(2026, 1, 1), end=date(2026, 2, 28), label="2026年第1季度"
    ),
    "phase": Period(kind="phase", start=date(2025, 12, 20), end=date(2025, 12, 31), label="排查建账"),
    "year": Period(kind="year", start=date(2025, 12, 20), end=date(2026, 2, 28), label="2026年度"),
    "total": Period(
        kind="total", start=date(2025, 12, 20), end=date(2026, 2, 28), label="行动以来"
    ),
    "operation": Period(
        kind="operation", start=date(2026, 1, 15), end=date(2026, 1, 26), label="秋冬风暴"
    ),
    "custom": Period(
        kind="custom", start=date(2026, 1, 1), end=date(2026, 1, 10), label="2026-01-01 至 2026-01-10"
    ),
}  # fmt: skip
EARLIER = Period(
    kind="week", start=date(2025, 12, 29), end=date(2026, 1, 4), number=3, label="第3周"
)
INDICATORS = all_indicators()


def figure(
    indicator: str,
    value: int | str | None,
    basis: Basis = "period",
    *,
    action: str | None = None,
    court: str | None = None,
    **more: Any,
) -> Figure:
    """A figure; a rate and days as text, so that they are exact. `before` gives the change too."""
    team, officer = more.pop("team", None), more.pop("officer", None)
    before = more.pop("before", None)
    exact = Decimal(value) if isinstance(value, str) else value
    then = Decimal(before) if isinstance(before, str) else before
    declared = INDICATORS.get(indicator)
    unit = more.pop("unit", declared.unit if declared else "%")
    change = exact - then if exact is not None and then is not None else None
    return Figure(
        key=FigureKey(
            indicator=indicator, basis=basis, action=action, court=court, team=team, officer=officer
        ),
        value=exact,
        unit=unit,
        previous=then,
        change=change,
        **more,
    )


def both(
    indicator: str, period: int | str | None, to_date: int | str | None, **more: Any
) -> tuple[Figure, Figure]:
    """The figure of the period and the one to date."""
    now = figure(indicator, period, **more)
    more.pop("before", None)
    return now, figure(indicator, to_date, "cumulative", **more)


def headline(closed: int = 110, money: int = 141_470_000) -> tuple[Figure, ...]:
    """What nearly every bulletin tells first, of the desk."""
    return (
        *both("cases_closed", closed, 522, before=71),
        *both("amount_recovered", money, 7_516_900_00, before=110_490_000),
        *both("cases_completed", 60, 305),
        *both("cases_closed_interim", 30, 122),
        *both("cases_terminated", 20, 95),
        *both("completion_rate", "0.5460", "0.5835"),
        figure("cases_open", 639, "cumulative"),
    )


def material(kind: PeriodKind | str, figures: Iterable[Figure] = (), **more: Any) -> Material:
    """A Material of a kind of period; everything else as a test says."""
    campaign = more.pop("campaign", CAMPAIGN)
    desk = more.pop("desk", replace(DESK, campaigns=(campaign,)))
    courts = more.pop("courts", tuple(court.code for court in desk.courts))
    return Material(
        desk=desk,
        campaign=campaign,
        period=more.pop("period", PERIODS[kind]),
        previous=more.pop("previous", EARLIER if kind == "week" else None),
        courts=courts,
        known_at=datetime(2026, 3, 2, 9, tzinfo=BEIJING),
        figures={one.key: one for one in figures},
        indicators=INDICATORS,
        expected=more.pop("expected", courts),
        missing=more.pop("missing", {}),
        previous_published=True,
        weeks=11,
        **more,
    )


def one_court(kind: str, figures: Iterable[Figure] = (), **more: Any) -> Material:
    """A desk of a single court."""
    campaign = more.pop("campaign", replace(CAMPAIGN, name="年度行动", scope="all"))
    desk = Desk(court=ALONE.code, calendar=Calendar(), courts=(ALONE,), campaigns=(campaign,))
    return material(kind, figures, desk=desk, campaign=campaign, **more)


def target(action: str | None, court: str | None, number: int) -> Target:
    return Target(indicator="cases_closed", action=action, court=court, at_least=Decimal(number))


def titled(bulletin: Bulletin, title: str) -> Section:
    """The section with that heading."""
    (found,) = [section for section in bulletin.sections if section.title == title]
    return found


def titles(bulletin: Bulletin) -> list[str]:
    return [section.title for section in bulletin.sections]


def text_of(bulletin: Bulletin) -> str:
    """Every word a reader sees, tables and notes included."""
    lines = [bulletin.title, bulletin.subtitle, bulletin.issue, bulletin.period_line]
    for section in bulletin.sections:
        lines.extend((section.title, *section.paragraphs))
        for table in section.tables:
            lines.extend((table.title, table.unit_line, *table.notes))
            lines.extend(f"{column.spanner} {column.title}" for column in table.columns)
            lines.extend("|".join((row.label, *(v.text for v in row.values))) for row in table.rows)
    return "\n".join((*lines, *bulletin.notes))


def table_of(bulletin: Bulletin, identity: str) -> FigureTable:
    (found,) = [
        table for section in bulletin.sections for table in section.tables if table.id == identity
    ]
    return found


def loose_digits(section: Section) -> str:
    """What digits stand in a section's paragraphs beside its numbers, dates and names taken out."""
    rest = "\n".join(section.paragraphs)
    start = 0
    for value in section.numbers:
        at = rest.find(value.text, start)
        if at < 0:
            return f"没有按顺序找到 {value.text}"
        rest = rest[:at] + "□" + rest[at + len(value.text) :]
        start = at + 1
    for pattern in (
        r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:\d{2}:\d{2})?", r"\d{1,2}月\d{1,2}日", r"第\d+[周天]", r"共\d+周",
        r"（\d{4}）\w+?\d+执\w?\d+号", "70天", r"并列第\d+",
    ):  # fmt: skip
        rest = re.sub(pattern, "", rest)
    return "".join(re.findall(r"\d+", rest))
