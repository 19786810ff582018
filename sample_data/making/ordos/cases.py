"""The cases of 鄂尔多斯: in the numbers of the plan, with money that adds up to the promise.

In: a random generator. Out: all cases with number, officer and course.
Refuses to know who was brought in, and how ledgers look.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sample_data.making.ordos.courts import COURTS, Court
from sample_data.making.people import person
from sample_data.making.plain.factory import closed, completed, draft, numbered, split, workdays
from sample_data.making.plain.nouns import INTERIM, TERMINATED, Case, Payment, Span
from sample_data.making.plain.proof import recovered

CAMPAIGN = Span(start=date(2026, 3, 31), end=date(2026, 6, 30), name="行动以来")
RECOVERED_FEN = 6_062_150_000
COMPLETED_CASES = 798
# What a father owed of 120,000 yuan after paying 8,500: livelihood, and more than 100,000.
SUPPORT_FEN = 11_150_000
# A loan repaid in one sum: neither livelihood nor small.
LOAN_FEN = 14_000_000
SMALL_AT_MOST_FEN = 10_000_000

HOLIDAYS = frozenset(
    [date(2026, 4, 6), date(2026, 6, 19)] + [date(2026, 5, day) for day in range(1, 6)]
)
LIVELIHOOD = {
    "追索劳动报酬纠纷": "wages", "劳动争议": "wages", "劳务合同纠纷": "wages",
    "抚养费纠纷": "support", "赡养费纠纷": "support", "抚育费纠纷": "support",
    "机动车交通事故责任纠纷": "injury", "医疗损害责任纠纷": "injury",
    "工伤保险待遇纠纷": "injury", "提供劳务者受害责任纠纷": "injury",
    "生命权、身体权、健康权纠纷": "injury", "房屋租赁合同纠纷": "basics",
    "商品房预售合同纠纷": "basics", "物业服务合同纠纷": "basics", "教育培训合同纠纷": "basics",
    "产品责任纠纷（食品安全）": "basics",
}  # fmt: skip
_LARGE = (
    "机动车交通事故责任纠纷", "医疗损害责任纠纷", "工伤保险待遇纠纷", "提供劳务者受害责任纠纷",
    "商品房预售合同纠纷",
)  # fmt: skip
_ORDINARY = (
    "民间借贷纠纷", "民间借贷纠纷", "买卖合同纠纷", "金融借款合同纠纷", "信用卡纠纷",
    "承揽合同纠纷", "追偿权纠纷", "借款合同纠纷",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """All cases; those that play a part are named by their number.

    `raised` is one of 东胜 that the intermediate court took up itself and lists.
    """

    all: tuple[Case, ...]
    support: str
    loan: str
    raised: str


def in_scope(case: Case) -> bool:
    """Whether a case is in one of the five classes."""
    return case.cause in LIVELIHOOD or case.claim_fen <= SMALL_AT_MOST_FEN


def actions_of(case: Case) -> tuple[str, ...]:
    """The actions a case belongs to, in the order of the campaign file."""
    kind = LIVELIHOOD.get(case.cause)
    small = case.claim_fen <= SMALL_AT_MOST_FEN
    own = ((kind,) if kind else ()) + (("small",) if small else ())
    return own + (("livelihood",) if kind else ()) + (("all_five",) if own else ())


def make_cases(rng: Random) -> Cases:
    """Every case of the ten courts, the large ones of the scope balanced to the promise."""
    drafts = [case for court in COURTS for case in _of_court(rng, court)]
    support, loan = _support(rng), _loan(rng)
    drafts = _balanced(rng, [*drafts, support, loan])
    cases = numbered(rng, drafts)
    raised = next(
        case
        for case in cases
        if case.court == "内0602" and case.filed_on >= date(2026, 5, 6) and case.closing is None
    )
    return Cases(
        all=tuple(cases),
        support=cases[-2].case_no,
        loan=cases[-1].case_no,
        raised=raised.case_no,
    )


def _of_court(rng: Random, court: Court) -> Iterator[Case]:
    officers = [person(rng) for _ in range(2 + court.completed // 30)]
    number = court.completed - (court.code == "内0622")
    for place in range(number):
        large = place % 100 < 15
        yield replace(_completed(rng, court, large=large), officer=rng.choice(officers))
    for _ in range(court.interim):
        filed = _filed(rng, date(2026, 1, 10))
        case = _any(rng, court, filed)
        day = rng.choice(_closing_days(max(filed + timedelta(days=100), date(2026, 4, 1))))
        fen = _part(rng, case.claim_fen) if rng.random() < 0.4 else 0
        yield replace(closed(case, day, INTERIM, fen), officer=rng.choice(officers))
    for _ in range(court.terminated):
        case = _any(rng, court, _filed(rng, date(2026, 3, 20)))
        case = closed(case, rng.choice(_closing_days(date(2026, 4, 1))), TERMINATED)
        yield replace(case, officer=rng.choice(officers), note="申请人撤回执行申请")
    for place in range(court.still_open):
        case = _any(rng, court, _filed(rng, date(2026, 6, 25)))
        yield replace(_paying(rng, case, place), officer=rng.choice(officers))
    for place in range(court.outside):
        case = _outside(rng, court)
        done = completed(case, rng.choice(_closing_days(date(2026, 4, 1)))) if place % 2 else case
        yield replace(done, officer=rng.choice(officers))


def _closing_days(first: date) -> list[date]:
    return workdays(first, CAMPAIGN.end, HOLIDAYS)


def _filed(rng: Random, last: date) -> date:
    """A working day of the year before, now and then as late as `last`."""
    late = rng.random() < 0.25
    span = (date(2026, 1, 5) if late else date(2025, 5, 6), last if late else date(2025, 12, 30))
    return rng.choice(workdays(min(span[0], last), span[1], HOLIDAYS))


def _small_fen(rng: Random) -> int:
    yuan = min(max(rng.lognormvariate(0, 0.85) * 21_000, 1_500), 99_000)
    return round(yuan * 100) if rng.random() < 0.1 else round(yuan / 100) * 10_000


def _any(rng: Random, court: Court, filed: date) -> Case:
    cause = rng.choice([*LIVELIHOOD, *_ORDINARY, *_ORDINARY])
    return draft(rng, court.code, filed, cause, _small_fen(rng))


def _completed(rng: Random, court: Court, *, large: bool) -> Case:
    """A performed case; a large one gets its money when all is known."""
    fresh = rng.random() < 0.2
    filed = _filed(rng, date(2026, 5, 29) if fresh else date(2026, 3, 25))
    day = rng.choice(_closing_days(max(filed + timedelta(days=9), date(2026, 4, 1))))
    if large:
        return completed(draft(rng, court.code, filed, rng.choice(_LARGE), 0), day)
    cause = rng.choice(list(LIVELIHOOD) if rng.random() < 0.38 else _ORDINARY)
    case = draft(rng, court.code, filed, cause, _small_fen(rng))
    before = filed < date(2026, 2, 1) and case.claim_fen > 500_000 and rng.random() < 0.15
    return completed(case, day, before=_part(rng, case.claim_fen) if before else 0)


def _part(rng: Random, fen: int) -> int:
    return max(round(fen * rng.uniform(0.1, 0.5) / 10_000) * 10_000, 10_000)


def _paying(rng: Random, case: Case, place: int) -> Case:
    """An open case; every third has paid a part in the campaign."""
    if place % 3:
        return case
    days = workdays(max(case.filed_on + timedelta(days=2), date(2026, 4, 1)), CAMPAIGN.end)
    payment = Payment(on=rng.choice(days), fen=_part(rng, case.claim_fen))
    return replace(case, payments=(payment,), note="分期履行中")


def _outside(rng: Random, court: Court) -> Case:
    fen = round(rng.uniform(110_000, 900_000) / 100) * 10_000
    return draft(rng, court.code, _filed(rng, date(2026, 3, 20)), rng.choice(_ORDINARY), fen)


def _support(rng: Random) -> Case:
    case = draft(rng, "内0622", date(2025, 11, 18), "抚养费纠纷", SUPPORT_FEN)
    done = completed(case, date(2026, 5, 21))
    return replace(done, officer=person(rng), is_key=True, note="重点督办")


def _loan(rng: Random) -> Case:
    case = draft(rng, "内0603", date(2025, 9, 16), "借款合同纠纷", LOAN_FEN, debtor=person(rng))
    return replace(completed(case, date(2026, 5, 12)), officer=person(rng), applicant=person(rng))


def _balanced(rng: Random, drafts: list[Case]) -> list[Case]:
    """What the scope still lacks, spread over its large cases."""
    missing = RECOVERED_FEN - recovered((c for c in drafts if in_scope(c)), CAMPAIGN)
    waiting = [place for place, case in enumerate(drafts) if case.claim_fen == 0]
    amounts = split(rng, missing, len(waiting), least=SMALL_AT_MOST_FEN + 200_000, step=10_000)
    for place, fen in zip(waiting, amounts, strict=True):
        case = drafts[place]
        paid = (replace(case.payments[-1], fen=fen),)
        drafts[place] = replace(case, claim_fen=fen, payments=paid)
    return drafts
