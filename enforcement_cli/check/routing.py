"""Whose return this is and what it speaks of, from what the file says; a contradiction is asked.

Content goes first (title, 填报单位, footer, a court column, the case numbers), then sheet and file
names (domain.md 6.6 no. 20). What the clerk gives on the command line stands above all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from enforcement_cli.check.spans import holding, reading, spans_of, speaks
from enforcement_cli.model.batch import Batch, ReturnHead
from enforcement_cli.model.campaign import Campaign, Desk
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
    period, as_of, problem = _period(batch, court, desk, campaign, given)
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
    batch: Batch, court: str | None, desk: Desk, campaign: Campaign, given: Given
) -> tuple[Period | None, date | None, Problem | None]:
    spans = spans_of(batch.form, court, desk, campaign)
    if given.as_of:
        period = holding(spans.cut, given.as_of)
        if period:
            return period, given.as_of, None
        return None, None, _wrong(batch, None, f"--as-of {given.as_of} 不在行动期间内")
    readings = [(item, *reading(item, spans)) for item in batch.evidence if speaks(item)]
    if not readings:
        return None, None, _wrong(batch, None, "表内和文件名里都没有写统计区间或截止日期")
    for item, period, _ in readings:
        if period is None:
            reason = f"“{item.text.strip()}”不是行动的任何一{spans.unit}"
            return None, None, _wrong(batch, item, reason)
    item, period, as_of = readings[0]
    for other, other_period, _ in readings[1:]:
        if other_period != period:
            reason = f"“{item.text.strip()}”与“{other.text.strip()}”说的不是同一期"
            return None, None, _wrong(batch, item, reason)
    stated = [day for _, _, day in readings if day]
    return period, as_of or (stated[0] if stated else period.end if period else None), None


def _wrong(batch: Batch, item: Evidence | None, reason: str) -> Problem:
    origin = _place(batch, item) if item else Origin(file=batch.file_name)
    return Problem(rule=rule("F-07"), origin=origin, facts={"reason": reason})


def empty_return(batch: Batch) -> tuple[Problem, ...]:
    """F-10 where a table holds neither data nor a word that says zero.

    A batch without frames is no table that was read: a layout that lacks a column.
    """
    if not batch.frames:
        return ()
    from enforcement_cli.model.rows import tables_of  # who only routes has no Arrow

    tables = tables_of(batch.frames)
    rows = sum(len(tables.held(name)) for name in tables)
    # An aggregate without a figure is asked about where it was located; a text need hold none.
    if rows or batch.form in ("aggregate", "narrative"):
        return ()
    if any(item.zero_report for item in batch.evidence):
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
