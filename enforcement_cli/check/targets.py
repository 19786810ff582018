"""The targets of a campaign against each other: T-01 to T-04.

Comes in: the targets of the campaign file and the indicators they name. Goes out: problems at the
entries. Refuses to know what is done: target_progress.py does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from enforcement_cli.model.campaign import Target
from enforcement_cli.model.indicator import Indicator
from enforcement_cli.model.money import in_unit, round_half_up
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem, Rule

_KINDS = {"fen": "money", "%": "rate"}
_WRITTEN = {"money": "金额", "rate": "百分数", "count": "个数"}
EVERYWHERE = Origin(file="enforce.toml")
# Action and indicator: what one target is about, whosever it is.
Pair = tuple[str | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetTable:
    """The targets in force, with what is needed to speak of them.

    `courts` are those that a target may be due from, `names` their short names, `actions` the
    actions' names. `now` holds the entry in force for each key, `all` every entry in file order.
    """

    all: Sequence[Target]
    now: Sequence[Target]
    indicators: Mapping[str, Indicator]
    courts: Sequence[str]
    names: Mapping[str, str]
    actions: Mapping[str, str]

    def what(self, action: str | None, indicator: str, court: str | None = None) -> str:
        """昌图县法院小标的案件执结."""
        known = self.indicators.get(indicator)
        whose = self.names.get(court, court) if court else ""
        return f"{whose}{self.actions.get(action or '', '')}{known.name if known else indicator}"


def check_target_table(table: TargetTable, rules: Mapping[str, Rule]) -> tuple[Problem, ...]:
    """T-01 to T-04: what is wrong with the targets as they stand."""
    mismatched = list(_mismatched(table, rules.get("T-02")))
    wrong = {problem.subject for problem in mismatched}
    lacking = list(_lacking(table, rules.get("T-01")))
    skipped = wrong | {problem.subject for problem in lacking}
    sums = [p for p in _sums(table, rules.get("T-03")) if p.subject not in skipped]
    changed = [p for p in _changed(table, rules.get("T-04")) if p.subject not in wrong]
    return (*lacking, *mismatched, *sums, *changed)


def _lacking(table: TargetTable, rule: Rule | None) -> Iterable[Problem]:
    if rule is None:
        return
    for pair, targets in _by_pair(table.now).items():
        having = {target.court for target in targets if target.court}
        missing = [court for court in table.courts if court not in having]
        if not having or not missing:
            continue
        facts = {
            "what": table.what(*pair),
            "courts": "、".join(table.names.get(court, court) for court in missing),
            "count": str(len(having)),
        }
        yield Problem(rule=rule, origin=_at(targets), facts=facts, subject=subject_of(pair))


def _mismatched(table: TargetTable, rule: Rule | None) -> Iterable[Problem]:
    if rule is None:
        return
    for pair, targets in _by_pair(table.now).items():
        for target in targets:
            reason = _mismatch(table, target)
            if reason:
                facts = {"what": table.what(*pair, target.court), "reason": reason}
                yield Problem(
                    rule=rule, origin=_at([target]), facts=facts, subject=subject_of(pair)
                )
                break


def _mismatch(table: TargetTable, target: Target) -> str:
    indicator = table.indicators.get(target.indicator)
    if indicator is None:
        return f"没有名为“{target.indicator}”的指标"
    wanted = _KINDS.get(indicator.unit, "count")
    if target.written and target.written != wanted:
        return f"指标按{_WRITTEN[wanted]}统计，目标按{_WRITTEN[target.written]}写"
    if indicator.direction == "up" and target.at_least is None:
        return "指标越多越好，目标只写了上限"
    if indicator.direction == "down" and target.at_most is None:
        return "指标越少越好，目标只写了下限"
    return ""


def _sums(table: TargetTable, rule: Rule | None) -> Iterable[Problem]:
    if rule is None:
        return
    for pair, targets in _by_pair(table.now).items():
        indicator = table.indicators.get(pair[1])
        whole = next((target for target in targets if target.court is None), None)
        parts = [_bound(target) for target in targets if target.court]
        if indicator is None or not indicator.additive or whole is None or not parts:
            continue
        stated, known = _bound(whole), [part for part in parts if part is not None]
        if stated is None or len(known) != len(parts) or sum(known) == stated:
            continue
        facts = {
            "what": table.what(*pair),
            "summed": shown(sum(known), indicator.unit),
            "stated": shown(stated, indicator.unit),
            "difference": shown(sum(known) - stated, indicator.unit),
        }
        yield Problem(
            rule=rule, origin=_at([whole]), facts=facts, subject=subject_of(pair),
            value=Decimal(sum(known)) - stated,
        )  # fmt: skip


def _changed(table: TargetTable, rule: Rule | None) -> Iterable[Problem]:
    """T-04 at a later entry of other value that does not say from which day."""
    if rule is None:
        return
    last: dict[tuple[str | None, Pair], Target] = {}
    for target in table.all:
        pair = (target.action, target.indicator)
        before = last.get((target.court, pair))
        last[target.court, pair] = target
        if before is None or target.start or _bound(before) == _bound(target):
            continue
        unit = unit_of(table, target.indicator)
        facts = {
            "what": table.what(*pair, target.court),
            "before": shown(_bound(before), unit),
            "now": shown(_bound(target), unit),
        }
        yield Problem(rule=rule, origin=_at([target]), facts=facts, subject=subject_of(pair))


def _by_pair(targets: Iterable[Target]) -> dict[Pair, list[Target]]:
    found: dict[Pair, list[Target]] = defaultdict(list)
    for target in targets:
        found[target.action, target.indicator].append(target)
    return found


def _bound(target: Target) -> Decimal | None:
    return target.at_least if target.at_least is not None else target.at_most


def _at(targets: Sequence[Target]) -> Origin:
    where = targets[-1].where
    return Origin(file=where) if where else EVERYWHERE


def subject_of(pair: Pair) -> str:
    """What is doubted, the same from one period to the next."""
    return f"{pair[0] or 'all'}.{pair[1]}"


def unit_of(table: TargetTable, indicator: str) -> str:
    """The unit an indicator is counted in; empty where there is no such indicator."""
    known = table.indicators.get(indicator)
    return known.unit if known else ""


def percent(rate: Decimal) -> str:
    """A rate between 0 and 1 in percent."""
    return f"{round_half_up(rate * 100, 2)}%"


def shown(value: Decimal | int | None, unit: str) -> str:
    """A target or what is done of it, with its unit: 万元, %, 件."""
    if value is None:
        return "未写"
    if unit == "fen":
        return f"{format(in_unit(int(value), '万元').normalize(), 'f')}万元"
    if unit == "%":
        return percent(Decimal(value))
    return f"{format(Decimal(value).normalize(), 'f')}{unit}"
