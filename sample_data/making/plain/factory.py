"""Invented cases: numbers, parties, money that adds up to the fen.

In: a random generator. Out: drafts of cases, and amounts with an exact sum.
Refuses to know what a campaign promises.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from sample_data.making.causes import applicant_kind, owed_by_firm
from sample_data.making.people import bank, firm, identity_number, person
from sample_data.making.plain.nouns import Case, Closing, Payment, Row


@dataclass(slots=True, kw_only=True)
class Registry:
    """Gives case numbers: serials rise with the filing date within court, type and year."""

    rng: Random
    first: int = 11
    last: dict[tuple[str, str, int], int] = field(default_factory=dict)

    def number(self, court: str, filed_on: date, case_type: str = "执") -> str:
        """The next number; ask in order of filing dates."""
        slot = (court, case_type, filed_on.year)
        serial = self.last.get(slot, self.first) + self.rng.randint(1, 4)
        self.last[slot] = serial
        return f"（{filed_on.year}）{court}{case_type}{serial}号"


def draft(
    rng: Random, court: str, filed_on: date, cause: str, claim_fen: int, *, debtor: str = ""
) -> Case:
    """A case without number, officer and course; parties fit the cause."""
    applicant = {"bank": bank, "firm": firm, "person": person}[applicant_kind(cause)](rng)
    owing = debtor or (firm if owed_by_firm(cause) and rng.random() < 0.6 else person)(rng)
    return Case(
        case_no="",
        court=court,
        filed_on=filed_on,
        cause=cause,
        applicant=applicant,
        debtor=owing,
        debtor_id=identity_number(rng),
        claim_fen=claim_fen,
    )


def numbered(rng: Random, cases: Sequence[Case], case_types: Sequence[str] = ()) -> list[Case]:
    """The same cases with numbers, in the order given; `case_types` beside them, else all 执."""
    registry = Registry(rng=rng)
    kinds = case_types or ["执"] * len(cases)
    order = sorted(range(len(cases)), key=lambda i: (cases[i].court, cases[i].filed_on, i))
    numbers = {i: registry.number(cases[i].court, cases[i].filed_on, kinds[i]) for i in order}
    return [replace(case, case_no=numbers[i]) for i, case in enumerate(cases)]


def split(
    rng: Random, total_fen: int, parts: int, *, least: int = 50_000, step: int = 100
) -> list[int]:
    """Amounts of a long-tailed curve that add up to the total exactly, each at least `least`.

    All but the largest are multiples of `step` fen.

    Raises:
        ValueError: the total is too small for so many parts.
    """
    rest = total_fen - least * parts
    if rest < 0:
        raise ValueError(f"{total_fen} fen cannot be {parts} parts of {least}")
    weights = [rng.lognormvariate(0, 0.9) for _ in range(parts)]
    whole = sum(weights)
    amounts = [least + int(rest * weight / whole) // step * step for weight in weights]
    largest = max(range(parts), key=lambda i: amounts[i])
    amounts[largest] += total_fen - sum(amounts)
    return amounts


def workdays(start: date, end: date, without: Collection[date] = ()) -> list[date]:
    """Monday to Friday of these days but the holidays; all of them where there is none."""
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    return [day for day in days if day.weekday() < 5 and day not in without] or days


def completed(case: Case, day: date, *, before: int = 0) -> Case:
    """The case performed in full on a day; `before` fen of it were received the day it was filed."""
    paid = [Payment(on=case.filed_on, fen=before)] if before else []
    paid.append(Payment(on=day, fen=case.claim_fen - before))
    closing = Closing(on=day, method="执行完毕")
    return replace(case, payments=tuple(paid), closing=closing)


def closed(case: Case, day: date, method: str, fen: int = 0) -> Case:
    """The case closed on a day by another method, with some money received that day."""
    paid = (*case.payments, Payment(on=day, fen=fen)) if fen else case.payments
    return replace(case, payments=paid, closing=Closing(on=day, method=method))


def as_of(case: Case, day: date) -> Row:
    """What a ledger of that day states of a case."""
    shown = [payment for payment in case.payments if payment.on <= day]
    closing = case.closing if case.closing and case.closing.on <= day else None
    return Row(
        case_no=case.case_no,
        original=case.original,
        filed_on=case.filed_on,
        due_on=case.due_on,
        cause=case.cause,
        applicant=case.applicant,
        debtor=case.debtor,
        person_id="" if case.debtor.endswith("公司") else case.debtor_id,
        claim_fen=case.claim_fen,
        closing_claim_fen=case.claim_fen if closing else None,
        recovered_fen=sum(payment.fen for payment in shown),
        waived_fen=case.waived_fen if closing else 0,
        received_on=max((payment.on for payment in shown), default=None),
        closed_on=closing.on if closing else None,
        close_method=closing.method if closing else "",
        officer=case.officer,
        team=case.team,
        key_mark="是" if case.is_key else "",
        track=case.track,
        note=case.note,
    )


def ledger_rows(cases: Sequence[Case], court: str, day: date) -> list[Row]:
    """The rows of a court's ledger of a day: all it had filed by then, by date and number."""
    mine = [case for case in cases if case.court == court and case.filed_on <= day]
    return [as_of(case, day) for case in sorted(mine, key=lambda c: (c.filed_on, c.case_no))]
