"""Aggregate figures over weeks, made in memory, for the checks over time and courts.

Comes in: figures by court and week in base units. Goes out: the doubts of check_series as
(code, court, week, what). Refuses stores and files.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from math import exp
from typing import Any

from enforcement_cli.check.series import Names, series_of
from enforcement_cli.check.series_checks import check_series
from enforcement_cli.check.series_doubt import SeriesDoubt
from enforcement_cli.model.problem import CheckSetting
from enforcement_cli.model.reported import ReportedFigure, ReportedReturn
from enforcement_cli.vocabulary.checks import rules_in_force

START = date(2026, 1, 5)
COURTS = tuple(f"辽120{n}" for n in range(1, 8))
NAMES = Names(courts={court: f"{court}法院" for court in COURTS}, actions={"small": "小标的案件"})
# indicator -> (unit, size of a court's week)
COUNTS = {
    "cases_filed": 22, "cases_closed": 18, "cases_completed": 8, "cases_closed_interim": 6,
    "persons_summoned": 30, "persons_compelled": 6, "persons_detained": 3, "persons_fined": 2,
    "persons_restricted": 35, "persons_blacklisted": 14, "searches": 9, "network_queries": 160,
    "vehicles_seized": 4, "houses_sealed": 5, "accounts_frozen": 25, "operations": 2,
    "police_deployed": 40, "exit_bans": 0.2,
}  # fmt: skip
MONEY = {"amount_recovered": "cases_closed", "amount_claimed": "cases_filed"}


def slot(week: int) -> tuple[date, date]:
    first = START + timedelta(days=7 * (week - 1))
    return first, first + timedelta(days=6)


def unit_of(indicator: str) -> str:
    return "fen" if indicator.startswith("amount") else "件" if "cases" in indicator else "人次"


class Weeks:
    """Figures by (court, week): {(action, indicator, basis): value}; a week is one return."""

    def __init__(self) -> None:
        self.said: dict[tuple[str, int], dict[tuple[str, str, str], int]] = {}
        self.units: dict[str, str] = {}
        self.earlier: dict[tuple[str, int, str, str], tuple[int, ...]] = {}
        self.doubted: set[tuple[str, int, str, str]] = set()

    def put(
        self, court: str, week: int, indicator: str, basis: str, value: int, action: str = ""
    ) -> None:
        self.said.setdefault((court, week), {})[action, indicator, basis] = value

    def line(self, indicator: str, *values: int | None, court: str = COURTS[0], basis: str = "period",
             action: str = "") -> Weeks:  # fmt: skip
        for week, value in enumerate(values, 1):
            if value is not None:
                self.put(court, week, indicator, basis, value, action)
        return self

    def figures(self) -> list[ReportedFigure]:
        found: list[ReportedFigure] = []
        for number, ((court, week), stated) in enumerate(sorted(self.said.items()), 1):
            first, last = slot(week)
            of = ReportedReturn(
                return_id=number, court=court, campaign="c", form="aggregate", start=first,
                end=last, as_of=last, file=f"{court}-{week}.xlsx",
            )  # fmt: skip
            for column, ((action, indicator, basis), value) in enumerate(stated.items(), 2):
                where = (court, week, indicator, basis)
                found.append(
                    ReportedFigure(
                        of=of, action=action, indicator=indicator, basis=basis,  # type: ignore[arg-type]
                        start=first if basis == "period" else START, end=last, value=value,
                        unit=self.units.get(indicator, unit_of(indicator)), sheet="表1", row=5,
                        column=column, earlier=self.earlier.get(where, ()),
                        doubted=where in self.doubted,
                    )
                )  # fmt: skip
        return found


def doubts(
    made: Weeks, *settings: CheckSetting, left_out: Mapping[int, Iterable[str]] = {}
) -> list[SeriesDoubt]:
    asked = {number: frozenset(fields) for number, fields in left_out.items()}
    rules = cache(lambda day: rules_in_force(settings, day))
    return check_series(series_of(made.figures(), NAMES, rules), asked)


def told(made: Weeks, *settings: CheckSetting, **more: Any) -> list[tuple[str, str, int, str]]:
    """(code, court, week, subject) of every doubt; every message is worded."""
    found = doubts(made, *settings, **more)
    assert all(doubt.problem.message and doubt.problem.remedy is not None for doubt in found)
    return sorted(
        (
            d.problem.code,
            d.figure.of.court,
            (d.figure.of.start - START).days // 7 + 1,
            d.problem.subject,
        )
        for d in found
    )


def codes(made: Weeks, **more: Any) -> list[str]:
    return [code for code, *_ in told(made, **more)]


def poisson(rng: random.Random, mean: float) -> int:
    limit, product, count = exp(-min(mean, 500)), rng.random(), 0
    if mean > 60:
        return max(0, round(rng.gauss(mean, mean**0.5)))
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def campaign(seed: int, courts: int = 7, weeks: int = 10) -> Weeks:
    """Plausible returns: courts of different size, busy and quiet weeks, a holiday, big cases."""
    rng = random.Random(seed)
    made = Weeks()
    mood = [rng.lognormvariate(0, 0.25) for _ in range(weeks + 1)]
    mood[min(7, weeks)] = 0.15
    for n in range(courts):
        court = COURTS[n] if n < len(COURTS) else f"辽12{n:02d}"
        size = rng.lognormvariate(0, 0.6)
        share = {name: rng.lognormvariate(0, 0.3) for name in COUNTS}
        carried = round(400 * size)
        sums: dict[tuple[str, str], int] = {}
        for week in range(1, weeks + 1):
            week_mood = mood[week] * rng.lognormvariate(0, 0.3)
            values: dict[tuple[str, str], int] = {}
            for name, usual in COUNTS.items():
                if name in ("cases_completed", "cases_closed_interim"):
                    continue
                mean = usual * size * share[name] * week_mood * rng.lognormvariate(0, 0.25)
                values["", name] = poisson(rng, mean)
            closed = values["", "cases_closed"]
            values["", "cases_completed"] = sum(rng.random() < 0.45 for _ in range(closed))
            values["", "cases_closed_interim"] = sum(
                rng.random() < 0.5 for _ in range(closed - values["", "cases_completed"])
            )
            values["small", "cases_closed"] = sum(rng.random() < 0.6 for _ in range(closed))
            for amount, per in MONEY.items():
                yuan = sum(rng.lognormvariate(10, 1.6) for _ in range(values["", per]))
                values["", amount] = round(yuan / 100) * 10_000
            yuan = sum(rng.lognormvariate(9, 1.0) for _ in range(values["small", "cases_closed"]))
            values["small", "amount_recovered"] = round(yuan / 100) * 10_000
            for (action, name), value in values.items():
                made.put(court, week, name, "period", value, action)
                sums[action, name] = sums.get((action, name), 0) + value
                made.put(court, week, name, "cumulative", sums[action, name], action)
            open_now = 400 * 0 + carried + sums["", "cases_filed"] - sums["", "cases_closed"]
            made.put(court, week, "cases_open", "cumulative", max(open_now, 0))
    return made


def changed(made: Weeks, court: str, week: int, indicator: str, basis: str, value: int) -> Weeks:
    """A copy of a campaign with one figure otherwise."""
    other = Weeks()
    other.said = {key: dict(stated) for key, stated in made.said.items()}
    other.said[court, week]["", indicator, basis] = value
    return other


def shuffled(figures: list[ReportedFigure], seed: int) -> list[ReportedFigure]:
    """The same figures, their returns numbered and ordered otherwise."""
    rng = random.Random(seed)
    numbers = sorted({figure.of.return_id for figure in figures})
    mixed = dict(zip(numbers, rng.sample(numbers, len(numbers)), strict=True))
    renamed = [replace(f, of=replace(f.of, return_id=mixed[f.of.return_id])) for f in figures]
    rng.shuffle(renamed)
    return renamed
