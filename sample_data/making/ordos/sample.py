"""The campaign of 鄂尔多斯: what ten courts send from 31 March to 30 June 2026.

In: whether faults are wanted. Out: a Sample whose promises are proved.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from sample_data.making.ordos.campaign_file import TEXT
from sample_data.making.ordos.cases import (
    CAMPAIGN,
    COMPLETED_CASES,
    RECOVERED_FEN,
    Cases,
    actions_of,
    in_scope,
    make_cases,
)
from sample_data.making.ordos.courts import COURTS, Court
from sample_data.making.ordos.events import (
    COMPELLED,
    COMPELLED_PERSONS,
    DETAINED,
    DETAINED_PERSONS,
    FINED,
    FINED_PERSONS,
    make_events,
    with_common_debtor,
)
from sample_data.making.ordos.slips import extra_files, findings, title_court, written
from sample_data.making.plain.factory import ledger_rows
from sample_data.making.plain.nouns import (
    COMPLETED,
    Case,
    Event,
    Figure,
    Issue,
    Row,
    Sample,
    Sent,
    Span,
)
from sample_data.making.plain.proof import check_cases, closed_count, persons, promise, recovered
from sample_data.making.plain.styles import list_sheet
from sample_data.making.weeks import CHINA, chinese

ID = "minsheng2026"
_SPANS = (
    Span(start=date(2026, 3, 31), end=date(2026, 3, 31), name="起始"),
    Span(start=date(2026, 4, 1), end=date(2026, 4, 30), name="4月"),
    Span(start=date(2026, 5, 1), end=date(2026, 5, 31), name="5月"),
    Span(start=date(2026, 6, 1), end=date(2026, 6, 30), name="6月"),
)
# The day the returns of each span came.
_CAME = (date(2026, 4, 2), date(2026, 5, 6), date(2026, 6, 4), date(2026, 7, 2))
_MARKED = {COMPELLED: "compelled", DETAINED: "detained", FINED: "fined"}


def ordos(*, faults: bool) -> Sample:
    """Make the campaign."""
    rng = Random(1)
    made = make_cases(rng)
    cases = with_common_debtor(made.all)
    made = replace(made, all=tuple(cases))
    events = make_events(rng, cases)
    _prove(made, events)
    sent = _returns(made, events, faults=faults)
    if faults:
        sent += extra_files(_returns(made, events, faults=False))
    sent.sort(key=lambda s: (s.received_at, s.file))
    return Sample(
        toml=TEXT,
        sent=tuple(sent),
        issues=(
            Issue(campaign=ID, kind="month", end=date(2026, 4, 30), known_at=_moment(5, 8)),
            Issue(campaign=ID, kind="month", end=date(2026, 5, 31), known_at=_moment(6, 8)),
            Issue(campaign=ID, kind="total", end=CAMPAIGN.end, known_at=_moment(7, 6)),
        ),
        answers=(),
        cases=made.all,
        figures=tuple(_figures(cases, events)),
        findings=tuple(findings(sent, made)) if faults else (),
    )


def _moment(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=CHINA)


def _returns(made: Cases, events: Sequence[Event], *, faults: bool) -> list[Sent]:
    sent = []
    for number, span in enumerate(_SPANS):
        for place, court in enumerate(COURTS):
            at = datetime.combine(_CAME[number], _moment(4, 2).timetz()) + timedelta(
                minutes=place * 13 + number
            )
            sent.append(_return(court, span, at, made, events, faults=faults))
    return sent


def _return(
    court: Court, span: Span, at: datetime, made: Cases, events: Sequence[Event], *, faults: bool
) -> Sent:
    line = f"数据截至：{chinese(span.end)}"
    if span.start < span.end:
        line = f"统计区间：{chinese(span.start)}至{chinese(span.end)}"
    name = title_court(court, span) if faults else court.name
    mine = [event for event in events if event.court == court.code]
    stated = _ledger(made, court, span) if faults else ledger_rows(made.all, court.code, span.end)
    rows = [_marked(row, mine, span.end) for row in stated]
    if faults:
        rows = [written(row, court, span, made) for row in rows]
    sheets = [list_sheet(court.ledger, f"{name}专项执行行动案件台账", line, rows)]
    if court.measures:
        listed = [event for event in mine if span.holds(event.on)]
        told = f"统计区间：{chinese(span.start)}至{chinese(span.end)}"
        sheets.append(list_sheet(court.measures, f"{name}采取强制措施情况", told, listed))
    return Sent(
        file=f"returns/{span.name}/{court.name}{span.name}报表.{court.ledger.suffix}",
        received_at=at,
        court=court.code,
        form="cases+measures" if court.measures else "cases",
        campaign=ID,
        sheets=tuple(sheets),
    )


def _ledger(made: Cases, court: Court, span: Span) -> list[Row]:
    """A court lists its own cases; the one that was taken up stands in the upper court's ledger."""
    rows = ledger_rows(made.all, court.code, span.end)
    if court.code == "内0602":
        return [row for row in rows if row.case_no != made.raised]
    if court.code == "内06":
        above = ledger_rows(made.all, "内0602", span.end)
        return rows + [replace(r, note="提级执行") for r in above if r.case_no == made.raised]
    return rows


def _marked(row: Row, events: Sequence[Event], day: date) -> Row:
    marks = {_MARKED[e.kind]: e.on for e in events if e.case_no == row.case_no and e.on <= day}
    return replace(row, **marks)  # type: ignore[arg-type]


def _prove(made: Cases, events: Sequence[Event]) -> None:
    check_cases(made.all)
    scope = [case for case in made.all if in_scope(case)]
    promise("执行完毕", closed_count(scope, CAMPAIGN, COMPLETED), COMPLETED_CASES)
    promise("到位", recovered(scope, CAMPAIGN), RECOVERED_FEN)
    for kind, number in (
        (COMPELLED, COMPELLED_PERSONS), (DETAINED, DETAINED_PERSONS), (FINED, FINED_PERSONS),
    ):  # fmt: skip
        promise(kind, persons(events, kind, CAMPAIGN), number)
    by_number = {case.case_no: case for case in made.all}
    if actions_of(by_number[made.support]) != ("support", "livelihood", "all_five"):
        raise ValueError("the child support is livelihood and not small")
    if actions_of(by_number[made.loan]):
        raise ValueError("the loan is in no action")


def _figures(cases: Sequence[Case], events: Sequence[Event]) -> list[Figure]:
    found = []
    actions = ("", "wages", "support", "injury", "basics", "small", "livelihood", "all_five")
    for court in ("", *(court.code for court in COURTS)):
        mine = [case for case in cases if court in ("", case.court) and in_scope(case)]
        done = [event for event in events if court in ("", event.court)]
        for action in actions:
            of = [case for case in mine if not action or action in actions_of(case)]
            found += [
                _figure(court, action, "cases_closed", closed_count(of, CAMPAIGN), "件"),
                _figure(
                    court, action, "cases_completed", closed_count(of, CAMPAIGN, COMPLETED), "件"
                ),
                _figure(court, action, "amount_recovered", recovered(of, CAMPAIGN), "fen"),
            ]
        for kind, name in (
            (COMPELLED, "persons_compelled"),
            (DETAINED, "persons_detained"),
            (FINED, "persons_fined"),
        ):
            found.append(_figure(court, "", name, persons(done, kind, CAMPAIGN), "人"))
    return found


def _figure(court: str, action: str, indicator: str, value: int, unit: str) -> Figure:
    return Figure(
        campaign=ID,
        kind="total",
        start=CAMPAIGN.start,
        end=CAMPAIGN.end,
        court=court,
        action=action,
        indicator=indicator,
        value=value,
        unit=unit,
    )
