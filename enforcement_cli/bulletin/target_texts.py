"""目标完成: target, done, rate and gap, who keeps pace, and what the end will see.

Comes in: figures with targets, and paces where they were worked out. Goes out: a table, sentences
without ranks. Refuses to project: a range is printed as it was found, or not at all.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from enforcement_cli.bulletin.lines import Line, joined
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import MISSING, cell_text, kind_of, rate_text, told, value_of
from enforcement_cli.bulletin.scope import place
from enforcement_cli.bulletin.sentences import families
from enforcement_cli.model.bulletin import Column, FigureTable, Row, Value
from enforcement_cli.model.comparison import Pace
from enforcement_cli.model.indicator import Figure
from enforcement_cli.model.money import round_half_up

_PACES = {
    "days": "按日历天数、首尾都算",
    "workdays": "按工作日",
    "curve": "按方案的进度曲线",
}


def target_table(material: Material) -> FigureTable | None:
    """Target, done, rate, against 时间进度; None when nothing has a target."""
    elapsed = material.figure("time_progress", "cumulative")
    told_paces = bool(material.paces)
    rows = [
        _row(material, figure, elapsed, with_pace=told_paces)
        for indicator, action in _targeted(material)
        for court in (*material.courts, None)
        if (figure := material.figure(indicator, "cumulative", action=action, court=court))
        is not None
        and figure.target
        and not (court is None and len(material.courts) == 1)
    ]
    if not rows:
        return None
    columns = [
        Column(title="目标", kind="text", additive=False),
        Column(title="累计完成", kind="text", additive=False),
        Column(title="完成率", kind="rate", additive=False),
        Column(title="与序时进度相差（百分点）", kind="text", additive=False),
    ]
    if told_paces:
        columns.append(Column(title="还差", kind="text", additive=False))
        columns.append(Column(title="预计完成", kind="text", additive=False))
    said = _PACES[material.campaign.pace]
    return FigureTable(
        id="targets",
        title="目标完成情况",
        stubhead="法院与指标",
        columns=tuple(columns),
        rows=tuple(rows),
        unit_line="单位：件、万元",
        notes=(f"时间进度为{rate_text(elapsed.value if elapsed else None)}，{said}。",),
    )


def _row(material: Material, figure: Figure, elapsed: Figure | None, *, with_pace: bool) -> Row:
    key = figure.key
    kind = kind_of(figure.unit)
    rate = material.figure(
        "target_rate" if key.indicator == "cases_closed" else f"target_rate:{key.indicator}",
        "cumulative",
        action=key.action,
        court=key.court,
    )
    gap = MISSING
    if rate and rate.value is not None and elapsed and elapsed.value is not None:
        gap = f"{round_half_up((Decimal(rate.value) - Decimal(elapsed.value)) * 100, 2):+}"
    what = material.indicators[key.indicator].name
    named = next((a.name for a in material.campaign.actions if a.id == key.action), "全部")
    whose = material.name(key.court) if key.court else place(material)
    if len(material.courts) == 1:
        whose = material.name(material.courts[0])
    asked = Value(shown=cell_text(figure.target, kind), number=figure.target, kind=kind)
    values = [asked, value_of(figure, kind), value_of(rate, "rate"), Value(shown=gap)]
    if with_pace:
        found = next((pace for pace in material.paces if pace.key == key), None)
        values.extend((_missing_yet(found), Value(shown=_projected(found))))
    return Row(label=f"{whose} {named}{what}", values=tuple(values), total=key.court is None)


def _missing_yet(pace: Pace | None) -> Value:
    if pace is None or pace.gap is None:
        return Value(shown=MISSING)
    kind = kind_of(pace.unit)
    return Value(shown=cell_text(pace.gap, kind), number=pace.gap, kind=kind)


def _projected(pace: Pace | None) -> str:
    """138—152: never one number, and nothing before there are three points."""
    if pace is None or pace.low is None or pace.high is None:
        return MISSING
    if pace.reached:
        return "已完成"
    kind = kind_of(pace.unit)
    low, high = cell_text(pace.low, kind), cell_text(pace.high, kind)
    return low if low == high else f"{low}—{high}"


def _targeted(material: Material) -> list[tuple[str, str | None]]:
    """The (indicator, action) pairs that have a target; a phase's own where it has any."""
    targets = material.campaign.targets
    if material.period.kind == "phase":
        own = [target for target in targets if target.phase == material.period.label]
        targets = tuple(own) or targets
    return list(dict.fromkeys((target.indicator, target.action) for target in targets))


def keeping_pace(material: Material) -> Iterable[Line]:
    """How many courts keep pace with time and which do not, in campaign order, without ranks."""
    elapsed = material.figure("time_progress", "cumulative")
    if elapsed is None or not isinstance(elapsed.value, Decimal):
        return
    for action in material.campaign.actions:
        rates = {
            court: figure.value
            for court in material.courts
            if (
                figure := material.figure(
                    "target_rate", "cumulative", action=action.id, court=court
                )
            )
            and isinstance(figure.value, Decimal)
        }
        if len(rates) < 2:  # one court alone says nothing about the others
            continue
        behind = [material.name(court) for court, rate in rates.items() if rate < elapsed.value]
        line: Line = (f"{action.name}：", families(len(rates) - len(behind)), "达到或快于序时进度")
        if behind:
            line += ("，", families(len(behind)), f"慢于序时进度（{'、'.join(behind)}）")
        yield (*line, "。")


def projections(material: Material) -> Iterable[Line]:
    """The desk's targets: still missing, and the range that the recent periods point to."""
    order = {pair: place for place, pair in enumerate(_targeted(material))}
    whole = [one for one in material.paces if one.key.court is None or len(material.courts) == 1]
    for pace in sorted(whole, key=lambda one: _place_in(order, one)):
        name = _name_of(material, pace)
        if pace.reached:
            yield (f"{name}目标", _asked(pace), "已完成。")
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
    return f"{named}{material.indicators[pace.key.indicator].name}"


def _asked(pace: Pace) -> Value:
    return told(pace.target, pace.unit, key=pace.key, aspect="target")


def _gap(pace: Pace) -> Value:
    return told(pace.gap or 0, pace.unit, key=pace.key, aspect="gap")
