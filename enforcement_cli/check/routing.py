"""Whose return this is and what it speaks of, from what the file says; a contradiction is asked.

Content goes first (title, 填报单位, footer, a court column, the case numbers), then sheet and file
names (domain.md 6.6 no. 20). What the clerk gives on the command line stands above all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from enforcement_cli.model.batch import Batch, ReturnHead
from enforcement_cli.model.campaign import Campaign, Desk, campaign_weeks
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.period import Period
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import Evidence
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import form_named

_SOURCE_NAMES = {
    "title": "表头文字",
    "footer": "表尾",
    "column": "法院一列",
    "case_no": "案号",
    "section": "小标题",
    "sheet": "工作表名",
    "file": "文件名",
    "stamp": "隐藏的标记行",
}
_LEADS = ("填报单位", "报送单位", "填报法院", "报送法院")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the clerk says of a file on the command line; None: let the file say."""

    court: str | None = None
    form: str | None = None
    as_of: date | None = None


def decide_head(
    batch: Batch, desk: Desk, campaign: Campaign, given: Given
) -> tuple[ReturnHead | None, tuple[Problem, ...]]:
    """Court, form and period of a batch; None with F-05, F-06 or F-07 when it cannot be said."""
    court, problem = _court(batch, desk, given)
    if problem:
        return None, (problem,)
    period, as_of, problem = _period(batch, desk, campaign, given)
    if problem or court is None or period is None or as_of is None:
        return None, (problem,) if problem else ()
    versions = [item.version for item in batch.evidence if item.version is not None]
    return ReturnHead(
        campaign=campaign.id,
        court=court,
        form=batch.form,
        period_start=period.start,
        period_end=period.end,
        as_of=as_of,
        version=max(versions, default=None),
    ), ()


def _court(batch: Batch, desk: Desk, given: Given) -> tuple[str | None, Problem | None]:
    if given.court:
        return given.court, _other_row(batch, desk, given.court)
    says = [item for item in batch.evidence if item.court]
    led = [item for item in says if any(lead in item.text for lead in _LEADS)]
    says = led + [item for item in says if item.source != "title"] if led else says
    if not says:
        unknown = next((item for item in batch.evidence if item.unknown_court), None)
        return None, _unplaced_court(batch, desk, unknown)
    first = says[0]
    other = next((item for item in says if item.court != first.court), None)
    if other is None:
        return first.court, None
    return None, Problem(
        rule=rule("F-05"),
        origin=_place(batch, first),
        facts={
            "place1": _SOURCE_NAMES.get(first.source, first.source),
            "court1": _name(desk, first.court),
            "place2": _SOURCE_NAMES.get(other.source, other.source),
            "court2": _name(desk, other.court),
        },
    )


def _other_row(batch: Batch, desk: Desk, court: str) -> Problem | None:
    """F-05 where the row of an aggregate is another court's than the clerk said the file is."""
    row = batch.evidence[0] if batch.form == "aggregate" and batch.evidence else None
    if row is None or row.source != "column" or row.court in (None, court):
        return None
    facts = {
        "place1": _SOURCE_NAMES[row.source], "court1": _name(desk, row.court),
        "place2": "命令行", "court2": _name(desk, court),
    }  # fmt: skip
    return Problem(rule=rule("F-05"), origin=_place(batch, row), facts=facts)


def _unplaced_court(batch: Batch, desk: Desk, unknown: Evidence | None) -> Problem:
    written = f"，写的是“{unknown.unknown_court}”" if unknown else ""
    names = "、".join(court.short for court in desk.courts)
    return Problem(
        rule=rule("F-06"),
        origin=_place(batch, unknown) if unknown else Origin(file=batch.file_name),
        facts={"written": written, "nearest": f"应报名单：{names}。"},
    )


def _name(desk: Desk, code: str | None) -> str:
    court = desk.court_of(code) if code else None
    return court.short if court else str(code)


def _place(batch: Batch, item: Evidence) -> Origin:
    sheet = item.sheet or (batch.places[0].sheet if batch.places else None)
    if not item.row:
        return Origin(file=batch.file_name)
    return Origin(file=batch.file_name, sheet=sheet, row=item.row, column=item.column or None)


def _period(
    batch: Batch, desk: Desk, campaign: Campaign, given: Given
) -> tuple[Period | None, date | None, Problem | None]:
    weeks = campaign_weeks(campaign, desk.calendar)
    if given.as_of:
        week = _week_of(weeks, given.as_of)
        if week:
            return week, given.as_of, None
        return None, None, _wrong(batch, None, f"--as-of {given.as_of} 不在行动期间内")
    readings = [(item, *_reading(item, weeks)) for item in batch.evidence if _speaks(item)]
    if not readings:
        return None, None, _wrong(batch, None, "表内和文件名里都没有写统计区间或截止日期")
    for item, week, _ in readings:
        if week is None:
            reason = f"“{item.text.strip()}”不是行动的任何一周"
            return None, None, _wrong(batch, item, reason)
    item, week, as_of = readings[0]
    for other, other_week, _ in readings[1:]:
        if other_week != week:
            reason = f"“{item.text.strip()}”与“{other.text.strip()}”说的不是同一期"
            return None, None, _wrong(batch, item, reason)
    stated = [day for _, _, day in readings if day]
    return week, as_of or (stated[0] if stated else week.end if week else None), None


def _speaks(item: Evidence) -> bool:
    return bool(item.end or item.as_of or item.week)


def _reading(item: Evidence, weeks: Sequence[Period]) -> tuple[Period | None, date | None]:
    """Which week an evidence names, and the as-of it states; contradiction within it is None."""
    by_day = _week_of(weeks, item.end or item.as_of) if item.end or item.as_of else None
    if item.week is not None:
        numbered = next((week for week in weeks if week.number == item.week), None)
        if by_day is not None and numbered != by_day:
            return None, None
        if numbered is None or (by_day is None and (item.end or item.as_of)):
            return None, None
        return numbered, item.as_of
    if by_day is not None and item.start and not _same_week(item.start, by_day, weeks):
        return None, None
    return by_day, item.as_of


def _same_week(start: date, week: Period, weeks: Sequence[Period]) -> bool:
    """A start in the week, at the campaign's start (a cumulative ledger), or clipped off the first."""
    clipped = week is weeks[0] and (week.start - start).days in range(7)
    return week.covers(start) or start == weeks[0].start or clipped


def _week_of(weeks: Sequence[Period], day: date | None) -> Period | None:
    return next((week for week in weeks if day and week.covers(day)), None)


def _wrong(batch: Batch, item: Evidence | None, reason: str) -> Problem:
    origin = _place(batch, item) if item else Origin(file=batch.file_name)
    return Problem(rule=rule("F-07"), origin=origin, facts={"reason": reason})


def empty_return(batch: Batch) -> tuple[Problem, ...]:
    """F-10 where a table holds neither data nor a word that says zero.

    A batch without frames is no table that was read: a narrative, or a layout that lacks a column.
    """
    if not batch.frames:
        return ()
    rows = sum(len(frame) for frame in batch.frames.values())
    # An aggregate without a figure is asked about where it was located.
    if rows or batch.form == "aggregate" or any(item.zero_report for item in batch.evidence):
        return ()
    return (Problem(rule=rule("F-10"), origin=Origin(file=batch.file_name)),)


def wrong_form(file_name: str, found: Sequence[str], expected: str) -> Problem:
    """F-08 where a file holds forms, and not the one that the clerk says it is."""
    titles = "》《".join(form_named(form).title for form in found)
    facts = {
        "seen": f"这份像是《{titles}》，" if found else "",
        "expected": f"《{form_named(expected).title}》",
    }
    return Problem(rule=rule("F-08"), origin=Origin(file=file_name), facts=facts)
