"""Who was summoned, fetched in and detained in 固阳 from January to mid-December.

In: the cases. Out: events by day; the team's and the campaign's are as many as promised.
Refuses to know how a list looks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sample_data.making.guyang.campaign_file import TEAM_NAME
from sample_data.making.guyang.cases import CAMPAIGN
from sample_data.making.plain.factory import workdays
from sample_data.making.plain.nouns import Case, Event, Span
from sample_data.making.plain.proof import persons, promise, times

SUMMONED, COMPELLED, DETAINED, ANNOUNCED = "传唤", "拘传", "司法拘留", "预拘留"
YEAR = Span(start=date(2025, 1, 1), end=date(2025, 12, 14), name="年初以来")
_BEFORE = Span(start=YEAR.start, end=date(2025, 10, 14), name="行动前")
SUMMONED_TIMES, DETAINED_PERSONS = 93, 3
TEAM_COMPELLED_TIMES, TEAM_DETAINED_TIMES = 164, 9
# Of the team's, those in the campaign; of the others', all.
_COMPELLED_LATE, _DETAINED_LATE = 31, 2


def make_events(rng: Random, ledger: Sequence[Case], earlier: Sequence[Case]) -> list[Event]:
    """All events of the year in order of day and number.

    Raises:
        ValueError: a promise does not hold.
    """
    found = _apart([*_of_campaign(rng, ledger), *_before(rng, earlier)])
    found.sort(key=lambda e: (e.on, e.case_no, e.kind))
    _prove(found)
    return found


def _apart(events: Sequence[Event]) -> list[Event]:
    """The same events; one that would stand twice on a day happened on the next free one."""
    taken: set[tuple[str, str, date]] = set()
    found = []
    for event in events:
        day = event.on
        while (event.case_no, event.kind, day) in taken:
            day += timedelta(days=1)
        taken.add((event.case_no, event.kind, day))
        found.append(replace(event, on=day))
    return found


def _of_campaign(rng: Random, ledger: Sequence[Case]) -> Iterator[Event]:
    people = [c for c in ledger if not c.debtor.endswith("公司") and c.filed_on < date(2025, 10, 1)]
    for place in range(SUMMONED_TIMES):
        event = _event(rng, people[place % 80], SUMMONED, CAMPAIGN)
        # Summonses are entered without an identity number, so that only times can be counted.
        yield replace(event, person_id="")
    for case in people[:_COMPELLED_LATE]:
        yield _by_team(_event(rng, case, COMPELLED, CAMPAIGN))
    for case in people[_COMPELLED_LATE : _COMPELLED_LATE + 4]:
        yield _event(rng, case, COMPELLED, CAMPAIGN)
    for place, case in enumerate(people[:DETAINED_PERSONS]):
        event = _event(rng, case, DETAINED, CAMPAIGN)
        yield _by_team(event) if place < _DETAINED_LATE else event
    for case in people[40:46]:  # a notice of what may follow is no detention
        yield _event(rng, case, ANNOUNCED, CAMPAIGN)


def _before(rng: Random, earlier: Sequence[Case]) -> Iterator[Event]:
    """Some were fetched in twice, one was detained twice."""
    number = TEAM_COMPELLED_TIMES - _COMPELLED_LATE
    for place in range(number):
        yield _by_team(_event(rng, earlier[place % (number - 15)], COMPELLED, _BEFORE))
    for place in range(TEAM_DETAINED_TIMES - _DETAINED_LATE):
        half = Span(
            start=_BEFORE.start if place % 2 else date(2025, 6, 1),
            end=date(2025, 5, 30) if place % 2 else _BEFORE.end,
            name="",
        )
        yield _by_team(_event(rng, earlier[max(place - 1, 0)], DETAINED, half))
    for case in earlier[120:129]:
        yield _event(rng, case, COMPELLED, _BEFORE)
    for case in earlier[130:134]:
        yield _event(rng, case, DETAINED, _BEFORE)
    for place in range(210):
        event = _event(rng, earlier[place % 120], SUMMONED, _BEFORE)
        yield replace(event, person_id="")


def _by_team(event: Event) -> Event:
    return replace(event, team=TEAM_NAME)


def _event(rng: Random, case: Case, kind: str, span: Span) -> Event:
    last = min(span.end, case.closing.on) if case.closing else span.end
    days = workdays(max(span.start, case.filed_on), max(last, span.start))
    return Event(
        court=case.court,
        on=rng.choice(days),
        kind=kind,
        case_no=case.case_no,
        person=case.debtor,
        person_id=case.debtor_id,
        quantity=1,
        officer=case.officer,
        team=case.team or "执行一团队",
    )


def _prove(events: Sequence[Event]) -> None:
    team = [event for event in events if event.team == TEAM_NAME]
    promise("传唤", times(events, SUMMONED, CAMPAIGN), SUMMONED_TIMES)
    promise("拘留", persons(events, DETAINED, CAMPAIGN), DETAINED_PERSONS)
    promise("团队拘传", times(team, COMPELLED, YEAR), TEAM_COMPELLED_TIMES)
    promise("团队拘留", times(team, DETAINED, YEAR), TEAM_DETAINED_TIMES)
