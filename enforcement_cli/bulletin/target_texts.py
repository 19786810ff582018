"""目标完成 in sentences: who keeps pace, what is still missing, what the end will see.

Comes in: figures with targets, and paces where they were worked out. Goes out: sentences without
ranks. Refuses to project: a range is printed as it was found, or not at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from enforcement_cli.bulletin.lines import Line, joined
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import told
from enforcement_cli.bulletin.sentences import families, points
from enforcement_cli.bulletin.standing import is_over, standing, until_text
from enforcement_cli.bulletin.target_tables import targeted
from enforcement_cli.model.bulletin import Value
from enforcement_cli.model.comparison import Pace
from enforcement_cli.model.indicator import FigureKey


def keeping_pace(material: Material) -> Iterable[Line]:
    """How many courts keep pace with time and which do not, in campaign order, without ranks."""
    for action in material.campaign.actions:
        ahead: dict[str, bool] = {}
        for court in material.courts:
            key = FigureKey(
                indicator="cases_closed", basis="cumulative", action=action.id, court=court
            )
            rate, elapsed = standing(material, key)
            if rate is not None and rate.number is not None and elapsed is not None:
                ahead[court] = rate.number >= elapsed
        if len(ahead) < 2:  # one court alone says nothing about the others
            continue
        behind = [material.name(court) for court, is_ahead in ahead.items() if not is_ahead]
        line: Line = (f"{action.name}：", families(len(ahead) - len(behind)), "达到或快于序时进度")
        if behind:
            line += ("，", families(len(behind)), f"慢于序时进度（{'、'.join(behind)}）")
        yield (*line, "。")


def projections(material: Material) -> Iterable[Line]:
    """The desk's targets: still missing, and the range that the recent periods point to."""
    order = {pair: place for place, pair in enumerate(targeted(material))}
    whole = [one for one in material.paces if one.key.court is None or len(material.courts) == 1]
    for pace in sorted(whole, key=lambda one: _place_in(order, one)):
        name = _name_of(material, pace)
        if pace.kind == "at_most" and pace.gap == 0:
            yield (
                f"{name}",
                told(pace.value or 0, pace.unit),
                "，未超过目标上限",
                _asked(pace),
                "。",
            )
        elif pace.reached:
            yield (f"{name}目标", _asked(pace), "已完成。")
        elif is_over(pace):
            ceiling = pace.target if pace.ceiling is None else pace.ceiling
            most = told(ceiling, pace.unit, key=pace.key, aspect="target")
            yield (f"{name}超过目标上限", most, "，超出", _gap(pace), "。")
        elif pace.gap is not None:
            line: Line = (f"{name}距目标", _asked(pace), "还差", _gap(pace))
            if pace.low is not None and pace.high is not None:
                line += (
                    "，按近期进度预计完成",
                    told(pace.low, pace.unit, key=pace.key, aspect="low"),
                    "—",
                    told(pace.high, pace.unit, key=pace.key, aspect="high"),
                )
            yield (*line, "。")


def _place_in(order: Mapping[tuple[str, str | None], int], pace: Pace) -> int:
    """Where its target stands in the table."""
    return order.get((pace.key.indicator, pace.key.action), len(order))


def behind_by_court(material: Material) -> Iterable[Line]:
    """Courts slower than time, with what is still missing: 银州区法院小标的案件执结还差69件."""
    slow: list[Line] = [
        (f"{material.name(pace.key.court)}{_name_of(material, pace)}还差", _gap(pace))
        for pace in material.paces
        if pace.key.court is not None
        and len(material.courts) > 1
        and not pace.reached
        and pace.gap
        and pace.rate is not None
        and pace.elapsed is not None
        and pace.rate < pace.elapsed
    ]
    if slow:
        yield ("慢于序时进度的：", *joined(slow, "；"), "。")


def _name_of(material: Material, pace: Pace) -> str:
    named = next((a.name for a in material.campaign.actions if a.id == pace.key.action), "")
    when = f"（{until_text(pace)}）" if pace.phase or pace.by < material.campaign.end else ""
    return f"{named}{material.indicators[pace.key.indicator].name}{when}"


def _asked(pace: Pace) -> Value:
    return told(pace.target, pace.unit, key=pace.key, aspect="target")


def _gap(pace: Pace) -> Value:
    if pace.unit == "%":
        return replace(points(Decimal(pace.gap or 0), pace.key), aspect="gap")
    return told(pace.gap or 0, pace.unit, key=pace.key, aspect="gap")
