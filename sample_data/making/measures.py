"""Coercive measures: events for the weekly lists, and marks kept in two ledgers.

In: the cases. Out: events by court and week, marks by case.
Refuses to know how either is laid out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sample_data.making.cases import Case
from sample_data.making.casting import Story
from sample_data.making.courts import COURTS, Court
from sample_data.making.weeks import RAID, WEEKS, Week, working_days

COMPELLED, DETAINED, FINED, SEARCHED = "拘传", "司法拘留", "罚款", "搜查"
TICK = "√"
_PER_WEEK = {"辽12": 1, "辽1202": 7, "辽1204": 3, "辽1221": 5, "辽1223": 4, "辽1224": 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a measures list."""

    key: int
    kind: str
    on: date
    quantity: int
    amount_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A measure column of a ledger: a date, or a tick, from a week on."""

    shown: int
    value: date | str


def listed_events(rng: Random, story: Story) -> dict[tuple[str, int], tuple[Event, ...]]:
    """The events of the six courts that send lists, by (court, week)."""
    return {
        (court.code, week.number): tuple(sorted(_events(rng, story, court, week), key=_order))
        for court in COURTS
        if court.sends_measures
        for week in WEEKS
    }


def ledger_marks(rng: Random, story: Story) -> dict[tuple[int, str], Mark]:
    """The marks of the two courts that keep columns, by (case, kind)."""
    marks: dict[tuple[int, str], Mark] = {}
    for court in COURTS:
        if court.sends_measures:
            continue
        for week in WEEKS[1:]:
            for kind, most in ((COMPELLED, 4), (DETAINED, 2)):
                for _ in range(rng.randint(0, most)):
                    on = rng.choice(working_days(week))
                    case = rng.choice(_for_kind(_open_on(story, court, on), kind))
                    ticked = court.code == "辽1282" and rng.random() < 0.5
                    mark = Mark(shown=week.number, value=TICK if ticked else on)
                    marks.setdefault((case.key, kind), mark)
    return marks


def _order(event: Event) -> tuple[date, int, str]:
    return (event.on, event.key, event.kind)


def _open_on(story: Story, court: Court, day: date) -> list[Case]:
    # the transferred case is left out: two courts list it in turn
    return [
        case
        for case in story.cases
        if case.court == court.code
        and case.number_court == court.code
        and case.filed_on < day
        and (case.closing is None or case.closing.on > day)
    ]


def _for_kind(cases: list[Case], kind: str) -> list[Case]:
    """Only people are brought in or detained."""
    if kind not in {COMPELLED, DETAINED}:
        return cases
    return [case for case in cases if not case.debtor.endswith("公司")]


def _events(rng: Random, story: Story, court: Court, week: Week) -> Iterator[Event]:
    most = _PER_WEEK[court.code]
    if week.number in {1, 10}:  # a weekend and the Spring Festival
        most = 0 if court.code in {"辽12", "辽1204"} else most // 3
    raided = court.code == "辽1223" and week.holds(RAID[0])
    for _ in range(rng.randint(most // 2, most)):
        on = rng.choice(working_days(week))
        kind = rng.choices((COMPELLED, DETAINED, FINED, SEARCHED), (5, 2, 1, 2))[0]
        if raided and kind == DETAINED:
            on = RAID[1] + timedelta(days=1)
        yield _event(rng, rng.choice(_for_kind(_open_on(story, court, on), kind)), kind, on)
    if raided:
        yield from _raid(story, court)


def _event(rng: Random, case: Case, kind: str, on: date) -> Event:
    amount = rng.randint(10, 300) * 10_000 if kind == FINED else None
    quantity = 2 if kind == SEARCHED and rng.random() < 0.3 else 1
    return Event(key=case.key, kind=kind, on=on, quantity=quantity, amount_fen=amount)


def _raid(story: Story, court: Court) -> Iterator[Event]:
    """Eight decisions against seven people in three days."""
    pair = [story.parts["pair_one"], story.parts["pair_two"]]
    others = [
        case.key
        for case in _open_on(story, court, RAID[0])
        if case.key not in pair and not case.debtor.endswith("公司")
    ]
    for place, key in enumerate([*pair, *others[:6]]):
        on = RAID[0] + timedelta(days=place % 3)
        yield Event(key=key, kind=DETAINED, on=on, quantity=1)
