"""目标完成情况: target, done, rate, against the target's own time, gap and what the end will see.

Comes in: figures with targets, and paces where they were worked out. Goes out: a table. Refuses to
project, and to take a bound from above for something to be reached.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import MISSING, cell_text, kind_of, rate_text, value_of
from enforcement_cli.bulletin.scope import place
from enforcement_cli.bulletin.standing import is_over, is_to_date, rate_name, standing, until_text
from enforcement_cli.model.bulletin import Column, FigureTable, Row, Value
from enforcement_cli.model.comparison import Pace
from enforcement_cli.model.indicator import Figure, FigureKey
from enforcement_cli.model.money import round_half_up

_PACES = {
    "days": "按日历天数、首尾都算",
    "workdays": "按工作日",
    "curve": "按方案的进度曲线",
}


def target_table(material: Material) -> FigureTable | None:
    """Target, done, rate, against the target's own time; None when nothing has a target."""
    told_paces = bool(material.paces)
    lines = [
        line
        for indicator, action in targeted(material)
        for court in (*material.courts, None)
        if not (court is None and len(material.courts) == 1)
        for line in _lines(material, indicator, action, court)
    ]
    if not lines:
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
    manner = _PACES[material.campaign.pace]
    elapsed = material.figure("time_progress", "cumulative")
    return FigureTable(
        id="targets",
        title="目标完成情况",
        stubhead="法院与指标",
        columns=tuple(columns),
        rows=tuple(_row(material, line, with_pace=told_paces) for line in lines),
        unit_line="单位：件、万元",
        notes=(f"时间进度为{rate_text(elapsed.value if elapsed else None)}，{manner}。",),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A line of the table: the figure to date and, where it was worked out, its pace."""

    key: FigureKey
    figure: Figure | None
    pace: Pace | None


def _lines(
    material: Material, indicator: str, action: str | None, court: str | None
) -> Iterable[_Asked]:
    """Every target of a figure: of the campaign, and of phases; without paces what figures know."""
    key = FigureKey(indicator=indicator, basis="cumulative", action=action, court=court)
    figure = material.figures.get(key)
    mine = [pace for pace in material.paces if pace.key == key]
    if material.period.kind == "phase":
        mine = [pace for pace in mine if pace.phase == material.period.label] or mine
    for pace in mine:
        yield _Asked(key=key, figure=figure, pace=pace)
    if not mine and figure is not None and figure.target:
        yield _Asked(key=key, figure=figure, pace=None)


def _row(material: Material, line: _Asked, *, with_pace: bool) -> Row:
    key, pace = line.key, line.pace
    indicator = material.indicators[key.indicator]
    what = indicator.name
    named = next((a.name for a in material.campaign.actions if a.id == key.action), "全部")
    whose = material.name(key.court) if key.court else place(material)
    if len(material.courts) == 1:
        whose = material.name(material.courts[0])
    when = ""
    if pace is not None and (pace.phase or pace.by < material.campaign.end):
        when = f"（{until_text(pace)}）"
    values = [
        _asked_for(line),
        _done(material, line),
        *_held_against_time(material, line),
    ]
    if with_pace:
        values.extend((_missing_yet(pace), Value(shown=_projected(pace))))
    return Row(label=f"{whose} {named}{what}{when}", values=tuple(values), total=key.court is None)


def _asked_for(line: _Asked) -> Value:
    """150; a bound from above says so: 不超过2, 4—6, 清零."""
    pace = line.pace
    if pace is None:
        bound = line.figure.target if line.figure else None
        kind = kind_of(line.figure.unit if line.figure else "")
        return Value(shown=cell_text(bound, kind), number=bound, kind=kind)
    kind = kind_of(pace.unit)
    shown = cell_text(pace.target, kind)
    if pace.kind == "clear":
        return Value(shown="清零")
    if pace.kind == "at_most":
        return Value(shown=f"不超过{shown}")
    if pace.kind == "between":
        return Value(shown=f"{shown}—{cell_text(pace.ceiling, kind)}")
    bound = int(pace.target) if pace.target == int(pace.target) else pace.target
    return Value(shown=shown, number=bound, kind=kind)


def _done(material: Material, line: _Asked) -> Value:
    pace, figure = line.pace, line.figure
    if pace is None or is_to_date(material, line.key, pace):
        return value_of(figure, kind_of(figure.unit if figure else ""))
    kind = kind_of(pace.unit)
    shown = cell_text(pace.value, kind)
    return Value(shown=shown, number=pace.value, kind=kind, key=line.key, window=until_text(pace))


def _held_against_time(material: Material, line: _Asked) -> tuple[Value, Value]:
    """完成率, and how far it is ahead of the target's time; a bound from above has neither."""
    pace, key = line.pace, line.key
    none = Value(shown=MISSING, kind="rate"), Value(shown=MISSING)
    if pace is None or (pace.kind in ("at_least", "between") and is_to_date(material, key, pace)):
        figure = material.figures.get(replace(key, indicator=rate_name(key.indicator)))
        rate = value_of(figure, "rate")
        elapsed = standing(material, key)[1]
    elif pace.rate is None:
        return none
    else:
        own = replace(key, indicator=rate_name(key.indicator))
        rate = Value(
            shown=rate_text(pace.rate),
            number=pace.rate,
            kind="rate",
            key=own,
            window=until_text(pace),
        )
        elapsed = pace.elapsed
    if rate.number is None or elapsed is None:
        return rate, Value(shown=MISSING)
    gap = round_half_up((Decimal(rate.number) - elapsed) * 100, 2)
    return rate, Value(shown=f"{gap:+}")


def _missing_yet(pace: Pace | None) -> Value:
    if pace is None or pace.gap is None:
        return Value(shown=MISSING)
    kind = kind_of(pace.unit)
    shown = cell_text(pace.gap, kind)
    if is_over(pace):
        return Value(shown=f"超出{shown}")
    return Value(shown=shown, number=pace.gap, kind=kind)


def _projected(pace: Pace | None) -> str:
    """138—152: never one number, and nothing before there are three points."""
    if pace is None or pace.low is None or pace.high is None:
        return MISSING
    if pace.reached:
        return "已完成"
    kind = kind_of(pace.unit)
    low, high = cell_text(pace.low, kind), cell_text(pace.high, kind)
    return low if low == high else f"{low}—{high}"


def targeted(material: Material) -> list[tuple[str, str | None]]:
    """The (indicator, action) pairs that have a target; a phase's own where it has any."""
    targets = material.campaign.targets
    if material.period.kind == "phase":
        own = [target for target in targets if target.phase == material.period.label]
        targets = tuple(own) or targets
    return list(dict.fromkeys((target.indicator, target.action) for target in targets))
