"""The slips in the returns of 固阳: what the clerk got wrong, and what a reader must say of it.

In: the returns as they should be, the cases. Out: the same as they were sent, and the findings.
Refuses to know how a reader finds them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sample_data.making.guyang.campaign_file import TEAM_NAME
from sample_data.making.guyang.events import COMPELLED
from sample_data.making.plain.folder import place
from sample_data.making.plain.nouns import Case, Event, Finding, Row, Sent

_OCTOBER, _NOVEMBER = date(2025, 10, 31), date(2025, 11, 30)
_SETTLED_ON = date(2025, 11, 26)


def slipped_row(rows: Sequence[Row], cases: Sequence[Case], day: date) -> list[Row]:
    """October writes two numbers into one cell; November reports a settlement as a closing."""
    if day == _OCTOBER:
        one, other = _open_pair(cases)
        both = f"{one.case_no}、{other.case_no}"
        return [
            replace(row, written=(("case_no", both),)) if row.case_no == one.case_no else row
            for row in rows
            if row.case_no != other.case_no
        ]
    if day == _NOVEMBER:
        settled = _settled(cases)
        slip = (("closed_on", _SETTLED_ON.isoformat()), ("close_method", "达成和解"))
        return [
            replace(row, written=slip) if row.case_no == settled.case_no else row for row in rows
        ]
    return list(rows)


def slipped_event(event: Event, events: Sequence[Event]) -> Event:
    """One list has an identity number that the table program has cut to fifteen digits."""
    if event is not _cut_in(events):
        return event
    return replace(event, written=(("person_id", int(event.person_id[:15]) * 1000),))


def findings(
    sent: Sequence[Sent], cases: Sequence[Case], events: Sequence[Event]
) -> Iterator[Finding]:
    """What must be found, in the order of arrival."""
    cut = _cut_in(events)
    for one in sent:
        sheet = one.sheets[0]
        if f"年{cut.on.month}月措施" in one.file:
            yield _at(one, "V-17", "return", place(sheet, cut.case_no, "person_id"))
        if one.why == "迟报":
            yield Finding(file=one.file, code="F-14", severity="note")
        if "10月）" in one.file:
            cell = place(sheet, _open_pair(cases)[0].case_no, "case_no")
            yield Finding(
                file=one.file, code="V-16", severity="return", sheet=sheet.name, cell=cell
            )
        if "11月）" in one.file:
            cell = place(sheet, _settled(cases).case_no, "close_method")
            yield _at(one, "R-25", "query", cell)


def _at(sent: Sent, code: str, severity: str, cell: str) -> Finding:
    return Finding(
        file=sent.file, code=code, severity=severity, sheet=sent.sheets[0].name, cell=cell
    )


def _cut_in(events: Sequence[Event]) -> Event:
    """The first 拘传 that is not the team's, of a case that is named once: its row is held."""
    times = Counter(event.case_no for event in events)
    return next(
        event
        for event in events
        if event.kind == COMPELLED and event.team != TEAM_NAME and times[event.case_no] == 1
    )


def _open_pair(cases: Sequence[Case]) -> tuple[Case, Case]:
    """Two cases without any course, filed long before."""
    quiet = [c for c in cases if not c.payments and c.closing is None and c.filed_on.year == 2024]
    return quiet[0], quiet[1]


def _settled(cases: Sequence[Case]) -> Case:
    """The first of the five workers' cases."""
    return next(case for case in cases if case.note.startswith("达成和解"))
