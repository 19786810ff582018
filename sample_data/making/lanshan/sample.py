"""The sample campaign 蓝山: what came in, and what must come out of it.

In: a fixed seed. Out: a Sample; a ValueError where a promise of the year fails.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from random import Random

from sample_data.making.lanshan.campaign import BACKLOG, COURT, STORM, TOML, YEAR
from sample_data.making.lanshan.cases import STORM_FEN, YEAR_FEN, lanshan_cases
from sample_data.making.lanshan.cells import CELLS
from sample_data.making.lanshan.faults import with_faults
from sample_data.making.lanshan.measures import (
    BOUNTIES,
    COMPEL,
    COMPLIED_FEN,
    DETAIN,
    FINE,
    HOUSE,
    INSURANCE,
    LISTED_PERSONS,
    LOCATIONS,
    PRIVATE,
    PUBLIC,
    QUERIES,
    VEHICLE,
    Lists,
    lanshan_lists,
)
from sample_data.making.lanshan.returns import lanshan_returns
from sample_data.making.plain.nouns import COMPLETED, Case, Event, Figure, Issue, Sample, Span
from sample_data.making.plain.proof import (
    check_cases,
    closed_count,
    persons,
    promise,
    recovered,
    times,
)
from sample_data.making.weeks import CHINA

_SEED = 1127
_ISSUED = datetime(2026, 1, 8, 9, 0, tzinfo=CHINA)


def lanshan(*, faults: bool) -> Sample:
    """The year of 蓝山, with or without the planted faults."""
    rng = Random(_SEED)
    cases = lanshan_cases(rng)
    lists = lanshan_lists(rng, cases)
    check_cases(cases)
    sent = lanshan_returns(cases, lists)
    sent, found = with_faults(sent, cases) if faults else (sent, [])
    return Sample(
        toml=TOML,
        sent=tuple(sent),
        issues=(Issue(campaign="year2025", kind="year", end=YEAR.end, known_at=_ISSUED),),
        answers=(),
        cases=tuple(cases),
        figures=(*_of_cases(cases), *_of_lists(lists), *_of_figures()),
        findings=tuple(found),
    )


def _of_cases(cases: Sequence[Case]) -> Iterable[Figure]:
    old = [case for case in cases if case.filed_on < BACKLOG.start and case.case_type != "执保"]
    found = {
        ("cases_received", YEAR, ""): len(cases),
        ("cases_closed", YEAR, ""): closed_count(cases, YEAR),
        ("cases_completed", STORM, ""): closed_count(cases, STORM, COMPLETED),
        ("amount_recovered", YEAR, ""): recovered(cases, YEAR),
        ("amount_recovered", STORM, ""): recovered(cases, STORM),
        ("cases_closed", BACKLOG, ""): closed_count(old, BACKLOG),
        ("amount_recovered", BACKLOG, ""): recovered(old, BACKLOG),
    }
    for name, chosen in (
        ("service", CELLS[:2]), ("wages", CELLS[2:4]), ("traffic", CELLS[4:6]),
        ("enterprise", [cell for cell in CELLS if cell.enterprise]),
    ):  # fmt: skip
        causes = {cause for cell in chosen for cause in cell.causes}
        mine = [case for case in old if _is_of(case, name, causes)]
        found["amount_recovered", BACKLOG, name] = recovered(mine, BACKLOG)
        promise(name, recovered(mine, BACKLOG), sum(cell.fen for cell in chosen))
    for key, value in (
        (("cases_received", YEAR, ""), 2403), (("cases_closed", YEAR, ""), 2251),
        (("amount_recovered", YEAR, ""), YEAR_FEN), (("cases_completed", STORM, ""), 24),
        (("amount_recovered", STORM, ""), STORM_FEN), (("cases_closed", BACKLOG, ""), 273),
        (("amount_recovered", BACKLOG, ""), 1_887_060_000),
    ):  # fmt: skip
        promise(str(key), found[key], value)
    return [
        _figure(name, span, value, "fen" if name == "amount_recovered" else "件", action)
        for (name, span, action), value in found.items()
    ]


def _is_of(case: Case, action: str, causes: set[str]) -> bool:
    if action == "enterprise":
        return case.applicant.endswith("公司") or case.debtor.endswith("公司")
    return case.cause in causes


def _of_lists(lists: Lists) -> Iterable[Figure]:
    paid = [event for event in lists.notices if event.stage == "是"]
    found = {
        ("persons_compelled", STORM, "人"): (persons(lists.coercion, COMPEL, STORM), 18),
        ("persons_detained", YEAR, "人"): (persons(lists.coercion, DETAIN, YEAR), 62),
        ("persons_fined", YEAR, "人次"): (times(lists.coercion, FINE, YEAR), 116),
        ("houses_sealed", YEAR, "套"): (times(lists.property, HOUSE, YEAR), 447),
        ("vehicles_seized", YEAR, "辆"): (times(lists.property, VEHICLE, YEAR), 410),
        ("persons_complied", YEAR, "人"): (len({event.person_id for event in paid}), 37),
        ("amount_complied", YEAR, "fen"): (_sum(paid), COMPLIED_FEN),
        ("cases_criminal", YEAR, "件"): (_cases(lists.crimes, PUBLIC), 11),
        ("persons_criminal", YEAR, "人"): (persons(lists.crimes, PUBLIC, YEAR), 14),
        ("cases_criminal_private", YEAR, "件"): (_cases(lists.crimes, PRIVATE), 5),
        ("persons_criminal_private", YEAR, "人"): (persons(lists.crimes, PRIVATE, YEAR), 8),
    }
    for (name, span, unit), (value, expected) in found.items():
        promise(name, value, expected)
        yield _figure(name, span, value, unit)


def _of_figures() -> Iterable[Figure]:
    for name, span, value, expected, unit in (
        ("network_queries", YEAR, sum(QUERIES), 7502, "次"),
        ("insurance_frozen", YEAR, sum(INSURANCE), 73, "次"),
        ("bounty_notices", YEAR, sum(BOUNTIES), 21, "期"),
        ("persons_restricted_or_blacklisted", YEAR, LISTED_PERSONS, 857, "人"),
        ("locations_checked", STORM, LOCATIONS, 28, "处"),
    ):
        promise(name, value, expected)
        yield _figure(name, span, value, unit)


def _sum(events: Iterable[Event]) -> int:
    return sum(event.amount_fen or 0 for event in events)


def _cases(events: Iterable[Event], kind: str) -> int:
    return len({event.case_no for event in events if event.kind == kind})


def _figure(name: str, span: Span, value: int, unit: str, action: str = "") -> Figure:
    kinds = {YEAR.name: "year", STORM.name: "storm", BACKLOG.name: "total"}
    return Figure(
        campaign="backlog2025" if span == BACKLOG else "year2025",
        kind=kinds[span.name],
        start=span.start,
        end=span.end,
        indicator=name,
        value=value,
        unit=unit,
        action=action,
        court=COURT,
    )
