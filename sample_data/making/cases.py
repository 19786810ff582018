"""The world of the sample: every case with its true course.

In: a random generator. Out: ordinary cases by court, in the numbers of the plan.
Refuses to know what was reported wrongly, and how ledgers look.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sample_data.making.causes import SMALL, applicant_kind, cause_for, owed_by_firm
from sample_data.making.courts import COURTS, Court
from sample_data.making.people import bank, firm, identity_number, person
from sample_data.making.weeks import (
    RAID,
    START,
    WEEKS,
    week_number,
    working_day_until,
    working_days,
)

COMPLETED, INTERIM, TERMINATED = "执行完毕", "终结本次执行程序", "终结执行"
HUNDRED_YUAN = 10_000
# 913 small = A+B+C, 190 livelihood = B+C+D+E, 95 wages = B+D; 964 distinct cases.
PLAN = {"A": 774, "B": 78, "C": 61, "D": 17, "E": 34}
RAID_FEN = (4_200_000, 3_100_000, 2_600_000, 1_500_000, 1_300_000)
_WEEK_WEIGHTS = (1, 6, 6, 10, 11, 11, 12, 13, 10, 2, 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money received on a day, and the week whose ledger first shows it."""

    on: date
    fen: int
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A closing, the week whose ledger first shows it, and the week that takes it back."""

    on: date
    method: str
    shown: int
    withdrawn: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case; `claims` are (first week, fen) in order, `serial` is given at the end."""

    key: int
    court: str
    number_court: str
    category: str
    filed_on: date
    cause: str
    applicant: str
    debtor: str
    debtor_id: str
    officer: int
    claims: tuple[tuple[int, int], ...]
    payments: tuple[Payment, ...] = ()
    waived_fen: int = 0
    closing: Closing | None = None
    case_type: str = "执"
    serial: int = 0
    original: int | None = None

    @property
    def case_no(self) -> str:
        """The official form of the number."""
        return f"（{self.filed_on.year}）{self.number_court}{self.case_type}{self.serial}号"

    def claim_at(self, week: int) -> int:
        """The claim as a ledger of that week states it."""
        return [fen for first, fen in self.claims if first <= week][-1]


def hundreds(fen: float) -> int:
    """Rounded to whole hundreds of yuan."""
    return round(fen / HUNDRED_YUAN) * HUNDRED_YUAN


def ordinary_cases(rng: Random) -> list[Case]:
    """All cases, closed and open, of all courts; keys are their places in the list."""
    deck = [category for category, count in PLAN.items() for _ in range(count)]
    rng.shuffle(deck)
    dealt = iter(deck)
    cases: list[Case] = []
    for court in COURTS:
        categories = [next(dealt) for _ in range(court.closed_in_scope)]
        cases += _closed_cases(rng, court, categories)
        cases += [
            _closed(rng, court, "N", _closing_day(rng, court)) for _ in range(court.closed_outside)
        ]
        shares = rng.choices("ABCDE", (75, 8, 8, 4, 5), k=court.open_in_scope)
        cases += [_open(rng, court, c) for c in shares + ["N"] * court.open_outside]
    return [replace(case, key=key) for key, case in enumerate(cases)]


def _closed_cases(rng: Random, court: Court, categories: list[str]) -> Iterator[Case]:
    """The closings of a court; five of 西丰 fall in its raid, 150 of 调兵山 in February."""
    raid = iter(RAID_FEN if court.code == "辽1223" else ())
    february = 150 if court.code == "辽1281" else 0
    for place, category in enumerate(categories):
        fen = next(raid, None) if category in SMALL else None
        if fen is not None:
            day = RAID[0] + timedelta(days=place % 3)
            yield _in_raid(_closed(rng, court, category, day), fen)
        elif court.code == "辽1281":
            yield _closed(rng, court, category, _closing_day(rng, court, late=place < february))
        else:
            yield _closed(rng, court, category, _closing_day(rng, court))


def _in_raid(case: Case, fen: int) -> Case:
    day = case.closing.on if case.closing else RAID[0]
    return replace(
        case,
        filed_on=date(2025, 11, 3) + timedelta(days=fen // 500_000),
        claims=((0, fen),),
        waived_fen=0,
        payments=(Payment(on=day, fen=fen, shown=week_number(day)),),
        closing=Closing(on=day, method=COMPLETED, shown=week_number(day)),
    )


def _closing_day(rng: Random, court: Court, *, late: bool | None = None) -> date:
    """A day by the weight of its week; 清河 rests in W10, 调兵山 is split at 1 February."""
    weights = list(_WEEK_WEIGHTS)
    if court.code == "辽1204":
        weights[9] = 0
    if late is not None:
        weights = [w if (n >= 7) is late else 0 for n, w in enumerate(weights)]
    days = working_days(rng.choices(WEEKS, weights)[0])
    if court.code == "辽1223":
        days = [day for day in days if not RAID[0] <= day <= RAID[1]]
    return rng.choice(days)


def _closed(rng: Random, court: Court, category: str, day: date) -> Case:
    shares = {"N": (30, 50, 20), "D": (72, 18, 10), "E": (72, 18, 10)}.get(category, (62, 24, 14))
    method = rng.choices((COMPLETED, INTERIM, TERMINATED), shares)[0]
    week = week_number(day)
    draft = _case(rng, court, category, _filed_before(rng, day, method))
    claim = draft.claim_at(0)
    waived = 0
    if method == COMPLETED:
        if "waived" in court.columns and rng.random() < 0.08:
            waived = hundreds(claim * rng.uniform(0.05, 0.15))
        total = claim - waived
    else:
        most = 0.6 if method == INTERIM else 0.9
        total = hundreds(claim * rng.uniform(0.05, most)) if rng.random() < 0.55 else 0
        total = min(total, claim - HUNDRED_YUAN // 10)
    payments = [*_opening(rng, draft, total, week), *_interim(rng, draft, total, week)]
    rest = total - sum(payment.fen for payment in payments)
    if rest:
        received = max(
            day - timedelta(days=rng.randint(0, 2)), WEEKS[week - 1].start, draft.filed_on
        )
        payments.append(Payment(on=received, fen=rest, shown=week))
    closing = Closing(on=day, method=method, shown=week)
    return replace(draft, waived_fen=waived, closing=closing, payments=tuple(payments))


def _filed_before(rng: Random, day: date, method: str) -> date:
    if method == INTERIM:  # more than three months must have passed
        return working_day_until(day - timedelta(days=rng.randint(100, 260)))
    fresh = (day - START).days - 4
    if fresh > 6 and rng.random() < 0.22:
        filed = working_day_until(START + timedelta(days=rng.randint(3, fresh)))
        return max(filed, date(2025, 12, 22))
    return working_day_until(min(day, START) - timedelta(days=rng.randint(8, 240)))


def _opening(rng: Random, case: Case, total: int, week: int) -> list[Payment]:
    """Money received before the campaign, on about a sixth of the older cases."""
    if case.filed_on > date(2025, 11, 20) or week == 1 or total < 200_000 or rng.random() > 0.16:
        return []
    on = case.filed_on + timedelta(days=rng.randint(8, 25))
    return [Payment(on=on, fen=hundreds(total * rng.uniform(0.1, 0.5)), shown=0)]


def _interim(rng: Random, case: Case, total: int, week: int) -> list[Payment]:
    """Now and then an instalment in an earlier week of the campaign."""
    first = max(week_number(case.filed_on), 1) + 1
    if first >= week or total < 400_000 or rng.random() > 0.1:
        return []
    shown = rng.randrange(first, week)
    on = rng.choice(working_days(WEEKS[shown - 1]))
    return [Payment(on=on, fen=hundreds(total * rng.uniform(0.1, 0.4)), shown=shown)]


def _open(rng: Random, court: Court, category: str) -> Case:
    if rng.random() < 0.3:
        filed = max(
            working_day_until(START + timedelta(days=rng.randint(3, 69))), date(2025, 12, 22)
        )
    else:
        filed = working_day_until(date(2025, 12, 18) - timedelta(days=rng.randint(0, 250)))
    case = _case(rng, court, category, filed)
    part = hundreds(case.claim_at(0) * rng.uniform(0.1, 0.6))
    return replace(case, payments=tuple(_opening(rng, case, part, 12)))


def _case(rng: Random, court: Court, category: str, filed_on: date) -> Case:
    cause = cause_for(rng, category)
    applicant = {"bank": bank, "firm": firm, "person": person}[applicant_kind(cause)](rng)
    debtor = (firm if owed_by_firm(cause) and rng.random() < 0.6 else person)(rng)
    return Case(
        key=0,
        court=court.code,
        number_court=court.code,
        category=category,
        filed_on=filed_on,
        cause=cause,
        applicant=applicant,
        debtor=debtor,
        debtor_id=identity_number(rng),
        officer=rng.randrange(court.officers),
        claims=((0, _claim(rng, court, category)),),
    )


def _claim(rng: Random, court: Court, category: str) -> int:
    """Fen; small claims by a long-tailed curve, now and then with 角 and 分."""
    if category == "N":
        return hundreds(rng.uniform(12_000_000, 120_000_000))
    if category not in SMALL:
        return hundreds(rng.uniform(10_400_000, 20_000_000))
    middle = 15_000 if court.code == "辽1281" else 9_500
    yuan = min(max(rng.lognormvariate(0, 0.85) * middle, 1_200), 97_000)
    return round(yuan * 100) if rng.random() < 0.08 else hundreds(yuan * 100)
