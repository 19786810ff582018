"""The cases of 蓝山 in 2025, with their true course.

In: a random generator. Out: 2403 cases, 2251 of them closed in the year; the money of each part to
the fen. Refuses to know ledgers and lists.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sample_data.making.lanshan.campaign import BACKLOG, COURT, FESTIVAL, STORM, YEAR
from sample_data.making.lanshan.cells import (
    CELLS,
    FAMILY,
    LOANS,
    SERVICE,
    TRADE,
    TRAFFIC,
    WAGES,
    parties,
)
from sample_data.making.plain.factory import draft, numbered, split, workdays
from sample_data.making.plain.nouns import (
    COMPLETED,
    INTERIM,
    TERMINATED,
    Case,
    Closing,
    Payment,
    Span,
)

WAN_FEN = 1_000_000
YEAR_FEN = 1_981_234 * 10_000  # prints 1.98亿元
STORM_FEN = 11_342 * 10_000  # 113万余元
EARLY_FEN = 1_420 * WAN_FEN  # January and February, the storm in it
PRESERVED = "保全完毕"
OFFICERS = ("雷春平", "盘建新", "唐小芳", "欧阳立", "成志斌")
_EARLY = Span(start=YEAR.start, end=date(2025, 2, 28), name="")
_OLD = 260  # filed before 2025; the other 300 of the stock in January and February
_FUND_FEN = 320_000  # what an employer holds back each month
_HOUSE_LOAN = "借款合同纠纷"


def lanshan_cases(rng: Random) -> list[Case]:
    """All cases of the year, numbered, the officers given."""
    stock = [*_stock(rng), *_early(rng)]
    must = [place for place, case in enumerate(stock) if _must_be_old(case)]
    may = [place for place in range(len(stock)) if place not in set(must)]
    old = {*must, *rng.sample(may, _OLD - len(must))}
    drafts = [
        _filed_last_year(rng, case) if place in old else _filed_in_winter(rng, case)
        for place, case in enumerate(stock)
    ]
    drafts += _from_march(rng)
    found = numbered(rng, drafts, [_type(rng, case) for case in drafts])
    return [
        replace(
            case,
            officer=rng.choice(OFFICERS),
            original=_original(rng, place) if case.case_type == "执恢" else "",
        )
        for place, case in enumerate(found)
    ]


def _stock(rng: Random) -> Iterator[Case]:
    """What stood open on 1 March: closed later, or open still."""
    days = _days(date(2025, 3, 3), BACKLOG.end)
    for cell in CELLS:
        money = split(rng, cell.fen, cell.paying)
        rng.shuffle(money)
        for place in range(cell.closed + cell.opened):
            fen = money[place] if place < cell.paying else 0
            case = _draft(rng, rng.choice(cell.causes), enterprise=cell.enterprise)
            if place >= cell.closed:
                yield case
                continue
            yield _closed(rng, case, rng.choice(days), fen, since=BACKLOG.start)


def _early(rng: Random) -> Iterator[Case]:
    """210 closings before March: 24 in full in the twelve days, eight others without money."""
    storm = [*workdays(STORM.start, STORM.end), date(2025, 1, 18), date(2025, 1, 25), STORM.end]
    for fen in split(rng, STORM_FEN, 24):
        yield _in_full(_small(rng), rng.choice(storm), fen)
    for _ in range(8):
        yield _closed(rng, _small(rng), rng.choice(storm), 0, since=STORM.start)
    days = [day for day in _days(date(2025, 1, 2), _EARLY.end) if not STORM.holds(day)]
    money = [*split(rng, EARLY_FEN - STORM_FEN, 104), *[0] * 74]
    for fen in money:
        causes = (*LOANS, *TRADE, TRAFFIC, *WAGES)
        case = _draft(rng, rng.choice(causes), enterprise=rng.random() < 0.4)
        yield _closed(rng, case, rng.choice(days), fen, since=YEAR.end)


def _from_march(rng: Random) -> Iterator[Case]:
    """1843 filed since March: 413 preservations and 1355 others closed, 75 open."""
    days = _days(date(2025, 3, 14), YEAR.end)
    for _ in range(413):
        day = rng.choice(days)
        filed = max(day - timedelta(days=rng.randint(3, 12)), BACKLOG.start)
        case = replace(_draft(rng, rng.choice(TRADE), enterprise=True), filed_on=filed)
        yield replace(case, closing=Closing(on=day, method=PRESERVED), track="执保")
    spent = EARLY_FEN + sum(cell.fen for cell in CELLS) + 7 * _FUND_FEN
    money = [*split(rng, YEAR_FEN - spent, 900), *[0] * 455]
    causes = (*LOANS, *LOANS, *TRADE, *TRADE, *FAMILY, *WAGES, SERVICE, TRAFFIC, TRAFFIC)
    late = [day for day in days if day >= date(2025, 6, 16)]
    for fen in money:
        case = _draft(rng, rng.choice(causes), enterprise=rng.random() < 0.4)
        yield _fresh(rng, case, rng.choice(days if fen else late), fen)
    for place in range(74):
        kind = "执保" if place < 7 else ""
        low = 340 if kind else 200
        filed = YEAR.start + timedelta(days=rng.randint(low, 362))
        yield replace(
            _draft(rng, rng.choice(causes), enterprise=rng.random() < 0.4), filed_on=filed,
            track=kind,
        )  # fmt: skip
    yield _fund_case(rng)


def _fund_case(rng: Random) -> Case:
    """A housing fund's loan: its name says 住房, its cause does not (T33)."""
    case = draft(rng, COURT, date(2025, 4, 10), _HOUSE_LOAN, 18_640_000, debtor="田少峰、何秀竹")
    paid = tuple(Payment(on=date(2025, month, 15), fen=_FUND_FEN) for month in range(6, 13))
    note = "每月扣划工资，12月止"
    return replace(case, applicant="蓝山县住房公积金管理部", payments=paid, note=note)


def _fresh(rng: Random, case: Case, day: date, fen: int) -> Case:
    """A case filed since March and closed by `day`; 终本 only after more than three months."""
    done = _closed(rng, case, day, fen, since=YEAR.end)
    interim = done.closing is not None and done.closing.method == INTERIM
    if interim and day < date(2025, 6, 16):
        interim, done = False, replace(done, closing=Closing(on=day, method=TERMINATED))
    latest = day - timedelta(days=96 if interim else 10)
    filed = latest - timedelta(days=rng.randint(0, 110))
    return replace(done, filed_on=max(filed, BACKLOG.start))


def _closed(rng: Random, case: Case, day: date, fen: int, *, since: date) -> Case:
    """Closed on a day with so much money in all; an instalment came after `since`, if any did."""
    livelihood = case.cause in (*WAGES, *FAMILY, SERVICE, TRAFFIC)
    if not fen:
        method = TERMINATED if livelihood or rng.random() < 0.25 else INTERIM
        return replace(case, closing=Closing(on=day, method=method))
    if rng.random() < 0.8:
        done = _in_full(case, day, fen)
    else:
        method = TERMINATED if livelihood or rng.random() < 0.4 else INTERIM
        claim = fen + rng.randint(20, 400) * 100_000
        closing = Closing(on=day, method=method)
        whole = (Payment(on=day, fen=fen),)
        done = replace(case, claim_fen=claim, payments=whole, closing=closing)
    first = day - timedelta(days=rng.randint(35, 60))
    if first > since and fen > 2_000_000 and rng.random() < 0.3:
        part = fen // 300 * 100
        paid = (Payment(on=first, fen=part), Payment(on=day, fen=fen - part))
        return replace(done, payments=paid)
    return done


def _in_full(case: Case, day: date, fen: int) -> Case:
    closing = Closing(on=day, method=COMPLETED)
    return replace(case, claim_fen=fen, payments=(Payment(on=day, fen=fen),), closing=closing)


def _draft(rng: Random, cause: str, *, enterprise: bool) -> Case:
    """Not yet dated; the claim is that of a case that brings nothing in."""
    claim = rng.randint(30, 9_000) * 10_000
    case = draft(rng, COURT, YEAR.start, cause, claim)
    return parties(rng, case, enterprise=enterprise)


def _small(rng: Random) -> Case:
    return _draft(rng, rng.choice((*LOANS, "劳务合同纠纷")), enterprise=False)


def _first_day(case: Case) -> date:
    """The first day on which anything came of the case."""
    closing = case.closing
    return min([closing.on if closing else BACKLOG.end, *(p.on for p in case.payments)])


def _must_be_old(case: Case) -> bool:
    """Too early in the year to have been filed in it, or for 终本 after three months."""
    interim = case.closing is not None and case.closing.method == INTERIM
    return _first_day(case) < (date(2025, 4, 14) if interim else date(2025, 1, 10))


def _filed_last_year(rng: Random, case: Case) -> Case:
    """Filed in 2024; some had brought money in by then, which is in nobody's flow."""
    filed = date(2024, 9, 20) - timedelta(days=rng.randint(0, 260))
    case = replace(case, filed_on=filed)
    january = any(payment.on < date(2025, 2, 1) for payment in case.payments)
    if january or rng.random() > 0.2:
        return case
    before = rng.randint(2, 60) * 50_000
    opening = Payment(on=filed + timedelta(days=rng.randint(15, 90)), fen=before)
    return replace(case, claim_fen=case.claim_fen + before, payments=(opening, *case.payments))


def _filed_in_winter(rng: Random, case: Case) -> Case:
    """Filed in January or February 2025, before anything came of it."""
    interim = case.closing is not None and case.closing.method == INTERIM
    latest = min(_first_day(case) - timedelta(days=97 if interim else 6), date(2025, 2, 27))
    return replace(case, filed_on=rng.choice(_days(date(2025, 1, 2), latest)))


def _type(rng: Random, case: Case) -> str:
    if case.track:
        return case.track
    return "执恢" if rng.random() < 0.14 else "执"


def _original(rng: Random, place: int) -> str:
    return f"（{rng.choice((2021, 2022))}）{COURT}执{place + 20}号"


def _days(start: date, end: date) -> list[date]:
    return [day for day in workdays(start, end) if not FESTIVAL.holds(day)]
