"""What really happened, invented: a court's cases, payments, measures or figures of one week.

Comes in: a random generator. Goes out: a Truth, plain values in 分, dates and counts. Refuses to
know how anybody writes it down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from enforcement_cli.model.campaign import Campaign, Desk, campaign_weeks
from enforcement_cli.model.court import Court
from enforcement_cli.model.period import Period
from enforcement_cli.workflow.campaign.file import read_campaign_file
from enforcement_cli.workflow.demo import sample_folder
from tests.disguise import words

SIGMA = 1.3
# How fine a court states money: to the 分, the 元, 100 元.
GRAINS = (1, 100, 100, 10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One return's facts. `rows` are cases, payments or events by field; a field left out or None
    was not said. `figures` are (court, action, indicator, basis) to value."""

    form: str
    court: Court
    week: Period
    rows: tuple[dict[str, Any], ...] = ()
    figures: dict[tuple[str, str | None, str, str], int] | None = None


@cache
def desk() -> Desk:
    """The sample's desk."""
    return read_campaign_file(sample_folder("tieling") / "enforce.toml")


def campaign() -> Campaign:
    """The sample's campaign."""
    return desk().campaigns[0]


@cache
def weeks() -> tuple[Period, ...]:
    """Its weeks."""
    return campaign_weeks(campaign(), desk().calendar)


def invent(rng: Random, form: str) -> Truth:
    """A truth of a row form."""
    court, week = rng.choice(desk().courts), rng.choice(weeks()[1:])
    make = {"cases": _cases, "payments": _payments, "measures": _measures}[form]
    return Truth(form=form, court=court, week=week, rows=tuple(make(rng, court, week)))


def median_of(court: Court) -> float:
    """The court's median claim in 元: 2万 to 8万, always the same for a court."""
    return 20_000 + 60_000 * (Random(court.code).random())


def money(rng: Random, median: float, grain: int = 1) -> int:
    """A log-normal amount in 分, a multiple of `grain`."""
    fen = math.exp(rng.gauss(math.log(median * 100), SIGMA))
    return max(round(fen / grain), 1) * grain


def case_numbers(rng: Random, court: Court, years: list[int]) -> list[str]:
    """Different official numbers of a court, one a year given."""
    serials = rng.sample(range(1, 4000), len(years))
    kinds = [rng.choice(["执"] * 9 + ["执恢"]) for _ in years]
    return [
        f"（{year}）{court.code}{kind}{serial}号"
        for year, kind, serial in zip(years, kinds, serials, strict=True)
    ]


def _cases(rng: Random, court: Court, week: Period) -> list[dict[str, Any]]:
    count = rng.choice([rng.randint(20, 60)] * 9 + [rng.randint(2, 8)])
    grain = rng.choice(GRAINS)
    filed = [week.end - timedelta(days=int(rng.expovariate(1 / 220))) for _ in range(count)]
    numbers = case_numbers(rng, court, [day.year for day in filed])
    return [
        _case(rng, number, day, money(rng, median_of(court), grain), week.end, grain)
        for number, day in zip(numbers, filed, strict=True)
    ]


def _case(
    rng: Random, number: str, filed: date, claim: int, as_of: date, grain: int
) -> dict[str, Any]:
    how = rng.choices(
        ["", "completed", "closed_interim", "terminated", "cancelled", "dismissed"],
        [45, 30, 15, 8, 1, 1],
    )[0]
    closed = None
    if how:
        closed = max(filed, as_of - timedelta(days=rng.randint(0, 150)))
    part = int(claim * rng.uniform(0.03, 0.95)) // grain * grain
    recovered: int | None = rng.choice([None, 0, 0, part])
    waived = None
    if how == "completed":
        waived = claim // 10 // grain * grain if rng.random() < 0.1 else None
        recovered = claim - (waived or 0)
    elif how == "closed_interim":
        recovered = rng.choice([0, 0, None, min(part, claim // 5 // grain * grain)])
        if rng.random() < 0.02:  # what stood on an account
            recovered = min(rng.randint(5, 500) * 100, claim)
    row: dict[str, Any] = {
        "case_no": number, "filed_on": filed, "cause": rng.choice(words.CAUSES),
        "claim_fen": claim, "recovered_fen": recovered, "waived_fen": waived,
        "closing_claim_fen": claim if how and rng.random() < 0.8 else None,
        "closed_on": closed, "close_method": how or None,
        "due_on": filed + timedelta(days=180),
        "officer": rng.choice(words.OFFICERS), "team": rng.choice(words.TEAMS),
        "applicant": _party(rng), "debtor": _party(rng),
        "note": rng.choice(words.NOTES) if rng.random() < 0.2 else None,
        "declared_actions": tuple(sorted(rng.sample(_action_ids(), rng.randint(0, 2)))),
    }  # fmt: skip
    for field in words.LEDGER_MEASURES:
        if rng.random() < 0.15:
            row[field] = max(filed, as_of - timedelta(days=rng.randint(0, 60)))
    return row


def _action_ids() -> list[str]:
    return [action.id for action in campaign().actions]


def _party(rng: Random) -> str:
    if rng.random() < 0.3:
        return rng.choice(words.COMPANIES)
    return rng.choice(words.SURNAMES) + "某" + rng.choice(["", "某", "甲", "乙"])


def _days(rng: Random, week: Period) -> date:
    return week.start + timedelta(days=rng.randrange((week.end - week.start).days + 1))


def _payments(rng: Random, court: Court, week: Period) -> list[dict[str, Any]]:
    grain, count = rng.choice(GRAINS), rng.randint(5, 40)
    years = [rng.choice([week.end.year, week.end.year - 1]) for _ in range(count)]
    return [
        {
            "case_no": number, "received_on": _days(rng, week),
            "amount_fen": money(rng, median_of(court) / 2, grain),
            "manner": rng.choice(words.MANNERS), "debtor": _party(rng),
        }
        for number in case_numbers(rng, court, years)
    ]  # fmt: skip


def _measures(rng: Random, court: Court, week: Period) -> list[dict[str, Any]]:
    count = rng.randint(5, 40)
    years = [rng.choice([week.end.year, week.end.year - 1]) for _ in range(count)]
    return [
        {
            "case_no": number, "kind": rng.choice(list(words.MEASURE_KINDS)),
            "taken_on": _days(rng, week), "quantity": rng.choice([1, 1, 1, 1, 2, 3]),
            "debtor": _party(rng), "officer": rng.choice(words.OFFICERS),
        }
        for number in case_numbers(rng, court, years)
    ]  # fmt: skip
