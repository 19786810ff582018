"""The cases of 九原 from January to September 2025, with their true course.

In: a random generator. Out: cases with team, officer, limit and track. Refuses to know ledgers.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sample_data.making.causes import cause_for
from sample_data.making.jiuyuan.campaign import COURT, FIRST, QUICK, SECOND, TEAMS, WHOLE
from sample_data.making.plain.factory import draft, numbered, workdays
from sample_data.making.plain.nouns import COMPLETED, INTERIM, TERMINATED, Case, Closing, Payment

_STOCK, _FILED = 180, 640  # open when the year began; filed until September
_LIMIT = timedelta(days=183)
_FEWEST_DAYS_INTERIM = 97
# Of the sample's plan: small only, small wages, small other livelihood, large ones, neither.
_CATEGORIES, _SHARES = "ABCDEN", (34, 16, 14, 4, 6, 26)
_MONGOLIAN = ("巴特尔", "乌云塔娜", "阿拉腾其木格", "苏日娜", "宝音图")


def jiuyuan_cases(rng: Random) -> list[Case]:
    """All cases, numbered."""
    drafts = [*_stock(rng), *_filed(rng)]
    found = numbered(rng, drafts, [_type(rng) for _ in drafts])
    resumed = [
        replace(case, original=f"（{rng.choice((2021, 2022))}）{COURT}执{place + 15}号")
        if case.case_type == "执恢"
        else case
        for place, case in enumerate(found)
    ]
    return [_due(case) for case in resumed]


def _stock(rng: Random) -> Iterator[Case]:
    for _ in range(_STOCK):
        filed = date(2024, 12, 27) - timedelta(days=rng.randint(0, 200))
        case = _draft(rng, filed)
        yield _closed(rng, case, rng.choice(_after(filed))) if rng.random() < 0.9 else case


def _filed(rng: Random) -> Iterator[Case]:
    days = workdays(date(2025, 1, 2), WHOLE.end)
    for place in range(_FILED):
        filed = days[place * len(days) // _FILED]
        case = _draft(rng, filed)
        quick = case.track == "简案"
        day = filed + timedelta(days=rng.randint(12, 80) if quick else rng.randint(40, 210))
        while day.weekday() > 4:
            day += timedelta(days=1)
        yield _closed(rng, case, day) if day <= WHOLE.end else case


def _after(filed: date) -> list[date]:
    days = workdays(date(2025, 1, 2), WHOLE.end - timedelta(days=30))
    return [day for day in days if day > filed + timedelta(days=15)]


def _draft(rng: Random, filed: date) -> Case:
    category = rng.choices(_CATEGORIES, _SHARES)[0]
    small = category in "ABC"
    claim = rng.randint(12, 990) * 10_000 if small else rng.randint(104, 900) * 100_000
    case = draft(rng, COURT, filed, cause_for(rng, category), claim)
    if not case.debtor.endswith("公司") and rng.random() < 0.08:
        case = replace(case, debtor=rng.choice(_MONGOLIAN))
    track = "简案" if small and rng.random() < 0.8 else "繁案"
    team = QUICK if track == "简案" else rng.choice((FIRST, SECOND))
    return replace(
        case,
        track=track,
        team=team,
        officer=rng.choice(TEAMS[team]),
        is_key=rng.random() < (0.1 if track == "繁案" else 0.01),
    )


def _closed(rng: Random, case: Case, day: date) -> Case:
    """Closed on a day: 执行完毕 more often of 简案; 终本 never of 涉民生 nor before its time."""
    simple = case.track == "简案"
    method = rng.choices(
        (COMPLETED, INTERIM, TERMINATED), (68, 16, 16) if simple else (40, 40, 20)
    )[0]
    old = (day - case.filed_on).days >= _FEWEST_DAYS_INTERIM
    if method == INTERIM and not (old and cause_is_ordinary(case)):
        method = TERMINATED if rng.random() < 0.5 else COMPLETED
    closing = Closing(on=day, method=method)
    if method == COMPLETED:
        paid = _in_parts(rng, case, day)
        return replace(case, closing=closing, payments=paid)
    part = case.claim_fen // 100 * rng.randint(5, 60) // 100 * 100
    shown = (Payment(on=day, fen=part),) if part > 100_000 and rng.random() < 0.4 else ()
    return replace(case, closing=closing, payments=shown)


def _in_parts(rng: Random, case: Case, day: date) -> tuple[Payment, ...]:
    """In one sum, or an instalment three weeks before."""
    first = day - timedelta(days=21)
    early = first > case.filed_on and first > WHOLE.start
    if early and case.claim_fen > 2_000_000 and rng.random() < 0.25:
        part = case.claim_fen // 400 * 100
        return (Payment(on=first, fen=part), Payment(on=day, fen=case.claim_fen - part))
    return (Payment(on=day, fen=case.claim_fen),)


def cause_is_ordinary(case: Case) -> bool:
    """Whether the case is none of 涉民生: only such are closed by 终本 here."""
    words = ("劳动", "劳务", "工伤", "交通事故", "抚养", "赡养", "扶养", "医疗", "生命权", "饲养")
    return not any(word in case.cause for word in words)


def _due(case: Case) -> Case:
    return replace(case, due_on=case.filed_on + _LIMIT)


def _type(rng: Random) -> str:
    return "执恢" if rng.random() < 0.15 else "执"
