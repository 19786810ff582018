"""Who was brought in, detained and fined in 鄂尔多斯.

In: the cases. Out: events by day, of as many persons as promised.
Refuses to know which court keeps them in its ledger.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from sample_data.making.ordos.cases import CAMPAIGN
from sample_data.making.ordos.courts import COURTS, Court
from sample_data.making.plain.factory import workdays
from sample_data.making.plain.nouns import Case, Event

COMPELLED, DETAINED, FINED = "拘传", "司法拘留", "罚款"
COMPELLED_PERSONS, DETAINED_PERSONS, FINED_PERSONS = 448, 36, 1
# One man owes in two banners; each has brought him in.
_TWICE = ("内0623", "内0624")
_AGAIN = 6


def with_common_debtor(cases: Sequence[Case]) -> list[Case]:
    """The same cases, the first person who owes in one banner also the first in the other."""
    first, second = (next(i for i, c in enumerate(cases) if _may(c, code)) for code in _TWICE)
    found = list(cases)
    one = found[first]
    found[second] = replace(found[second], debtor=one.debtor, debtor_id=one.debtor_id)
    return found


def make_events(rng: Random, cases: Sequence[Case]) -> list[Event]:
    """All events in order of day and number."""
    found = [event for court in COURTS for event in _of_court(rng, court, cases)]
    return sorted(found, key=lambda e: (e.on, e.case_no, e.kind))


def _may(case: Case, court: str) -> bool:
    """Whether a person of the court's case can have been brought in after it began."""
    person = not case.debtor.endswith("公司")
    return case.court == court and person and case.filed_on < CAMPAIGN.start


def _of_court(rng: Random, court: Court, cases: Sequence[Case]) -> Iterator[Event]:
    mine = [case for case in cases if _may(case, court.code)]
    chosen = mine[: court.compelled]
    if len(chosen) < court.compelled:
        raise ValueError(f"{court.code} has only {len(chosen)} persons")
    for place, case in enumerate(chosen):
        yield _event(rng, case, COMPELLED)
        if court.measures and court.completed > 100 and place < _AGAIN:
            yield _event(rng, case, COMPELLED)
    for case in chosen[-court.detained :] if court.detained else ():
        yield _event(rng, case, DETAINED)
    if court.code == "内0602":
        yield replace(_event(rng, chosen[8], FINED), amount_fen=2_000_000)


def _event(rng: Random, case: Case, kind: str) -> Event:
    last = case.closing.on if case.closing else CAMPAIGN.end
    return Event(
        court=case.court,
        on=rng.choice(workdays(CAMPAIGN.start, max(last, CAMPAIGN.start))),
        kind=kind,
        case_no=case.case_no,
        person=case.debtor,
        person_id=case.debtor_id,
        quantity=1,
        officer=case.officer,
    )
