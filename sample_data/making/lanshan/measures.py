"""What 蓝山 did to debtors in 2025: measures, property, notices, criminal referrals; and figures.

In: a random generator and the cases. Out: events by list, and monthly figures that add up to the
year's. Refuses to know sheets.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sample_data.making.lanshan.campaign import STORM, YEAR
from sample_data.making.people import identity_number, person
from sample_data.making.plain.factory import workdays
from sample_data.making.plain.nouns import Case, Event

COMPEL, DETAIN, FINE = "拘传", "司法拘留", "罚款"
HOUSE, VEHICLE = "查封房产", "查扣车辆"
PUBLIC, PRIVATE = "移送公安", "自诉"
NOTICES = ("预拘留通知书", "预罚款通知书", "预失信通知书", "拒执犯罪预告书")
COMPLIED_FEN = 215_000_000
# 查询 7502次, 冻结保险 73次, 悬赏 21期, January to December.
QUERIES = (438, 402, 655, 690, 671, 702, 718, 684, 666, 612, 640, 624)
INSURANCE = (4, 2, 7, 6, 8, 5, 7, 9, 6, 5, 8, 6)
BOUNTIES = (1, 1, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2)
LOCATIONS, LISTED_PERSONS = 28, 857


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The events of the year by the sheet they stand on."""

    coercion: tuple[Event, ...]
    property: tuple[Event, ...]
    notices: tuple[Event, ...]
    crimes: tuple[Event, ...]


def lanshan_lists(rng: Random, cases: Sequence[Case]) -> Lists:
    """All lists of the year, each by date."""
    people = [case for case in cases if _owed_by_a_person(case)]
    firms = [case for case in cases if case.debtor.endswith("公司")]
    return Lists(
        coercion=_by_date(
            [*_compelled(rng, people), *_detained(rng, people), *_fined(rng, people, firms)]
        ),
        property=_by_date(
            [*_pieces(rng, cases, HOUSE, 447, "套"), *_pieces(rng, cases, VEHICLE, 410, "台")]
        ),
        notices=_by_date(_notices(rng, people)),
        crimes=_by_date(
            [*_crimes(rng, people, PUBLIC, 11, 14), *_crimes(rng, people, PRIVATE, 5, 8)]
        ),
    )


def _owed_by_a_person(case: Case) -> bool:
    return not case.debtor.endswith("公司") and "、" not in case.debtor


def _by_date(events: Sequence[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda e: (e.on, e.case_no, e.kind, e.person_id)))


def _open_on(cases: Sequence[Case], day: date) -> list[Case]:
    return [
        case
        for case in cases
        if case.filed_on < day and (case.closing is None or case.closing.on >= day)
    ]


def _against(case: Case, kind: str, on: date) -> Event:
    return Event(
        court=case.court, on=on, kind=kind, case_no=case.case_no, person=case.debtor,
        person_kind="单位" if case.debtor.endswith("公司") else "自然人",
        person_id=case.debtor_id, quantity=1, officer=case.officer,
    )  # fmt: skip


def _compelled(rng: Random, people: Sequence[Case]) -> list[Event]:
    """18 people in the twelve days, two of them brought in again; others later in the year."""
    days = [STORM.start + timedelta(days=n) for n in range(12)]
    chosen = rng.sample(_open_on(people, STORM.start), 18)
    found = [_against(case, COMPEL, days[place % 10]) for place, case in enumerate(chosen)]
    found += [replace(event, on=days[11]) for event in found[:2]]
    for day in rng.sample(workdays(date(2025, 2, 10), YEAR.end), 96):
        found.append(_against(rng.choice(_open_on(people, day)), COMPEL, day))
    return found


def _detained(rng: Random, people: Sequence[Case]) -> list[Event]:
    """62 people, four of them twice."""
    days = workdays(date(2025, 1, 6), date(2025, 11, 28))
    taken: dict[str, Event] = {}
    while len(taken) < 62:
        day = rng.choice(days)
        event = _against(rng.choice(_open_on(people, day)), DETAIN, day)
        taken.setdefault(event.person_id, event)
    found = list(taken.values())
    later = [event for event in found if event.on < date(2025, 9, 1)][:4]
    return found + [replace(event, on=event.on + timedelta(days=63)) for event in later]


def _fined(rng: Random, people: Sequence[Case], firms: Sequence[Case]) -> list[Event]:
    """116 times: 81 people and 35 companies, which have no identity number."""
    found: list[Event] = []
    for count, cases, most in ((81, people, 100), (35, firms, 600)):
        for day in rng.sample(workdays(date(2025, 1, 3), date(2025, 12, 26)), count):
            case = rng.choice(_open_on(cases, day))
            fen = rng.randint(5, most) * 100_000 // 10 * 10
            fined = replace(
                _against(case, FINE, day), amount_fen=max(fen, 5_000_000 * (most > 100))
            )
            found.append(fined if most == 100 else replace(fined, person_id=""))
    return found


def _pieces(rng: Random, cases: Sequence[Case], kind: str, total: int, unit: str) -> list[Event]:
    """So many houses or cars in all, one to six a case; the unit stands beside the number."""
    found: list[Event] = []
    days = workdays(date(2025, 1, 3), date(2025, 12, 26))
    while total:
        count = min(total, rng.choices((1, 2, 3, 6), (6, 3, 2, 1))[0])
        day = rng.choice(days)
        event = _against(rng.choice(_open_on(cases, day)), kind, day)
        written = (("quantity", f"{count}{unit}"),)
        found.append(replace(event, quantity=count, written=written))
        total -= count
    return found


def _notices(rng: Random, people: Sequence[Case]) -> list[Event]:
    """152 notices to as many people; 37 of them paid 215万元 in all before any measure."""
    days = workdays(date(2025, 2, 10), date(2025, 12, 19))
    sent: dict[str, Event] = {}
    while len(sent) < 152:
        day = rng.choice(days)
        event = _against(rng.choice(_open_on(people, day)), rng.choice(NOTICES), day)
        sent.setdefault(event.person_id, replace(event, stage="否"))
    found = list(sent.values())
    weights = [rng.randint(2, 20) for _ in range(37)]
    amounts = [COMPLIED_FEN * weight // sum(weights) // 10_000 * 10_000 for weight in weights]
    amounts[0] += COMPLIED_FEN - sum(amounts)
    paid = [
        replace(event, stage="是", amount_fen=fen)
        for event, fen in zip(found, amounts, strict=False)
    ]
    return [*paid, *found[37:]]


def _crimes(
    rng: Random, people: Sequence[Case], kind: str, cases: int, persons: int
) -> list[Event]:
    """So many cases with so many people, a row a person."""
    days = rng.sample(workdays(date(2025, 3, 3), date(2025, 12, 19)), cases)
    found: list[Event] = []
    seen: set[str] = set()
    for place, day in enumerate(days):
        case = rng.choice([c for c in _open_on(people, day) if c.case_no not in seen])
        seen.add(case.case_no)
        found.append(_against(case, kind, day))
        if place < persons - cases:
            other = replace(found[-1], person=person(rng), person_id=identity_number(rng))
            found.append(other)
    return found
