"""What is done against the targets, in time: T-05 to T-09.

Comes in: how far each court has come. Goes out: what is to be told of each, one thing of its pace.
Refuses to compute a figure, and to rank.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from enforcement_cli.check.targets import (
    EVERYWHERE,
    TargetTable,
    percent,
    shown,
    subject_of,
    unit_of,
)
from enforcement_cli.model.money import round_half_up
from enforcement_cli.model.problem import Problem, Rule

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a court has come with one target; amounts in base units, `pace` from 0 to 1.

    `recent` are its last periods, `periods_left` how many are still to come until `end`.
    """

    court: str | None
    action: str | None
    indicator: str
    done: int
    target: Decimal
    pace: Decimal
    end: date
    recent: tuple[int, ...] = ()
    periods_left: int = 0


def check_progress(
    table: TargetTable, progress: Iterable[Progress], rules: Mapping[str, Rule]
) -> tuple[Problem, ...]:
    """T-05 to T-09 for targets of a least number; what no rate can be said of is only listed."""
    found: list[Problem] = []
    for each in progress:
        small = rules.get("T-09")
        counted = unit_of(table, each.indicator) != "fen"
        if small and counted and each.target < small.number("base_at_least"):
            facts = {"target": shown(each.target, unit_of(table, each.indicator))}
            found.append(_problem(small, table, each, facts))
            continue
        found += _pace(table, each, rules)
        found += _projected(table, each, rules.get("T-08"))
    return tuple(found)


def _pace(table: TargetTable, each: Progress, rules: Mapping[str, Rule]) -> list[Problem]:
    rate, unit = each.done / each.target, unit_of(table, each.indicator)
    facts = {"done": percent(rate), "pace": percent(each.pace)}
    early = rules.get("T-07")
    if early and _far_above(early, rate, each.pace):
        return [_problem(early, table, each, facts)]
    gap = rate - each.pace
    behind, ahead = rules.get("T-05"), rules.get("T-06")
    if gap < 0 and rate < 1:
        more = {
            "gap": f"{round_half_up(-gap * 100, 2)}",
            "short": shown(each.target - each.done, unit),
        }
        return [_problem(behind, table, each, facts | more)] if behind else []
    reached = "已达到目标" if rate >= 1 else f"快于序时进度 {round_half_up(gap * 100, 2)} 个百分点"
    return [_problem(ahead, table, each, facts | {"pace": reached})] if ahead else []


def _far_above(rule: Rule, rate: Decimal, pace: Decimal) -> bool:
    return (
        pace * _HUNDRED <= rule.number("time_at_most_percent")
        and rate * _HUNDRED >= rule.number("done_at_least_percent")
        and rate >= pace * rule.number("times_of_pace")
    )


def _projected(table: TargetTable, each: Progress, rule: Rule | None) -> list[Problem]:
    """T-08 where even the best of the recent periods, repeated to the end, falls short."""
    if rule is None or len(each.recent) < rule.number("periods_at_least") or not each.periods_left:
        return []
    unit = unit_of(table, each.indicator)
    slow, fast = min(each.recent), max(each.recent)
    low, high = (each.done + pace * each.periods_left for pace in (slow, fast))
    if high >= each.target:
        return []
    facts = {
        "count": str(len(each.recent)), "slow": shown(slow, unit), "fast": shown(fast, unit),
        "end": f"{each.end:%Y-%m-%d}", "low": shown(low, unit), "high": shown(high, unit),
        "short": shown(each.target - high, unit),
    }  # fmt: skip
    return [_problem(rule, table, each, facts)]


def _problem(rule: Rule, table: TargetTable, each: Progress, facts: dict[str, str]) -> Problem:
    what = table.what(each.action, each.indicator, each.court)
    return Problem(
        rule=rule,
        origin=EVERYWHERE,
        facts=facts | {"what": what if each.court else f"全市{what}"},
        subject=f"{subject_of((each.action, each.indicator))}.{each.court or 'desk'}",
        value=Decimal(each.done),
    )
