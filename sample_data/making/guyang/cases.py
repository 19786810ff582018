"""The cases of 固阳: those on the ledger of the two months, and those people were fetched in before.

In: a random generator. Out: cases with number, officer and course, money that adds up.
Refuses to know who was brought in, and how a ledger looks.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sample_data.making.causes import cause_for
from sample_data.making.people import person
from sample_data.making.plain.factory import closed, completed, draft, numbered, split, workdays
from sample_data.making.plain.nouns import (
    COMPLETED,
    INTERIM,
    TERMINATED,
    Case,
    Payment,
    Span,
)
from sample_data.making.plain.proof import recovered

COURT = "内0222"
CAMPAIGN = Span(start=date(2025, 10, 15), end=date(2025, 12, 14), name="行动以来")
CLOSED_CASES = 383
RECOVERED_FEN = 1_233_480_000
_COMPLETED, _INTERIM, _OPEN, _EARLIER = 238, 94, 118, 190
_TERMINATED = CLOSED_CASES - _COMPLETED - _INTERIM
_RESUMED = 26
_TEAMS = ("执行一团队", "执行二团队", "速执团队")
_SERIES = 5


def make_cases(rng: Random) -> tuple[list[Case], list[Case]]:
    """The cases of the campaign's ledgers, and those that only lists of measures name.

    Of the first 383 close in the campaign, and the money is as promised.
    """
    staff = [(person(rng), team) for team in _TEAMS for _ in range(2)]
    drafts = [*_closing(rng), *_series(rng), *(_open(rng, n) for n in range(_OPEN - _SERIES))]
    drafts = _balanced(rng, drafts)
    recent = [place for place, case in enumerate(drafts) if case.filed_on.year == 2025]
    resumed = set(recent[3::9][:_RESUMED])
    kinds = ["执恢" if place in resumed else "执" for place in range(len(drafts))]
    earlier = list(_earlier(rng))
    cases = numbered(rng, [*drafts, *earlier], kinds + ["执"] * len(earlier))
    placed = [_placed(rng, case, staff) for case in cases]
    return placed[: len(drafts)], placed[len(drafts) :]


def _earlier(rng: Random) -> Iterator[Case]:
    """Cases that were over before the campaign."""
    days = workdays(date(2024, 3, 1), date(2024, 12, 20))
    for _ in range(_EARLIER):
        cause = cause_for(rng, "A")
        yield draft(rng, COURT, rng.choice(days), cause, _fen(rng), debtor=person(rng))


def _placed(rng: Random, case: Case, staff: list[tuple[str, str]]) -> Case:
    """With officer and team; a resumed case names the one it resumes."""
    officer, team = rng.choice(staff)
    case = replace(case, officer=officer, team=team)
    if case.case_type != "执恢":
        return case
    serial = rng.randint(900, 1400)
    return replace(case, original=f"（2023）{COURT}执{serial}号", note="恢复执行")


def _fen(rng: Random) -> int:
    yuan = min(max(rng.lognormvariate(0, 0.9) * 16_000, 1_200), 400_000)
    return round(yuan * 100) if rng.random() < 0.1 else round(yuan / 100) * 10_000


def _case(rng: Random, filed: date, *, fen: int | None = None) -> Case:
    cause = cause_for(rng, rng.choices("ABC", (70, 12, 18))[0])
    return draft(rng, COURT, filed, cause, _fen(rng) if fen is None else fen)


def _filed(rng: Random, last: date) -> date:
    late = rng.random() < 0.3
    first = date(2025, 7, 1) if late else date(2024, 11, 4)
    return rng.choice(workdays(min(first, last), last if late else min(date(2025, 8, 29), last)))


def _closing(rng: Random) -> Iterator[Case]:
    """Every eighth performed case is a large one that gets its money when all is known."""
    for place in range(_COMPLETED):
        filed = _filed(rng, date(2025, 11, 28))
        day = _closing_day(rng, filed + timedelta(days=9))
        large = place % 8 == 0
        yield completed(_case(rng, filed, fen=0 if large else None), day)
    for _ in range(_INTERIM):
        filed = _filed(rng, date(2025, 7, 31))
        case = _case(rng, filed)
        fen = case.claim_fen // 40_000 * 10_000 if rng.random() < 0.3 else 0
        yield closed(case, _closing_day(rng, filed + timedelta(days=100)), INTERIM, fen)
    for _ in range(_TERMINATED):
        filed = _filed(rng, date(2025, 9, 30))
        case = closed(_case(rng, filed), _closing_day(rng, filed + timedelta(days=9)), TERMINATED)
        yield replace(case, note="申请人撤回执行申请")


def _closing_day(rng: Random, first: date) -> date:
    """Half of the closings come in the last month, as campaigns go."""
    last = rng.random() < 0.5
    begins = max(first, date(2025, 11, 14) if last else CAMPAIGN.start)
    return rng.choice(workdays(begins, CAMPAIGN.end))


def _open(rng: Random, place: int) -> Case:
    """An open case; every fourth has paid a part in the campaign, after the first ledger."""
    case = _case(rng, _filed(rng, date(2025, 12, 5)))
    part = case.claim_fen // 50_000 * 10_000
    if place % 4 or not part:
        return case
    first = max(case.filed_on + timedelta(days=3), date(2025, 11, 3))
    payment = Payment(on=rng.choice(workdays(first, CAMPAIGN.end)), fen=part)
    return replace(case, payments=(payment,), note="分期履行中")


def _series(rng: Random) -> Iterator[Case]:
    """Five workers and the one who owes them; settled, a part paid on the spot."""
    debtor = person(rng)
    filed = date(2025, 10, 20)
    first = draft(rng, COURT, filed, "劳务合同纠纷", 0, debtor=debtor)
    for fen in (260_000, 245_000, 230_000, 215_000, 210_000):
        case = draft(rng, COURT, filed, "劳务合同纠纷", fen, debtor=debtor)
        paid = (Payment(on=date(2025, 11, 26), fen=100_000),)
        yield replace(case, debtor_id=first.debtor_id, payments=paid, note="达成和解，分期履行中")


def _balanced(rng: Random, drafts: list[Case]) -> list[Case]:
    """What the campaign still lacks, spread over its large cases."""
    missing = RECOVERED_FEN - recovered(drafts, CAMPAIGN)
    waiting = [place for place, case in enumerate(drafts) if case.claim_fen == 0]
    amounts = split(rng, missing, len(waiting), least=4_000_000, step=10_000)
    for place, fen in zip(waiting, amounts, strict=True):
        case = drafts[place]
        if not case.closed_in(CAMPAIGN.start, CAMPAIGN.end, COMPLETED):
            raise ValueError(f"{case} cannot take {fen} fen")
        drafts[place] = replace(
            case, claim_fen=fen, payments=(replace(case.payments[-1], fen=fen),)
        )
    return drafts
