"""Pictures of figures that also stand in a table or sentence.

Comes in: the material. Goes out: charts whose every value leads to its figure; None where there is
too little to draw. Refuses to draw overlapping actions as parts of a whole.
"""

from collections.abc import Sequence
from dataclasses import replace

from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import MISSING, cell_text, kind_of, value_of
from enforcement_cli.bulletin.scope import main_basis
from enforcement_cli.model.bulletin import Chart, Value
from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.vocabulary.bulletin import figures_of

_FEWEST = 2


def trend_chart(material: Material, indicator: str, title: str) -> Chart | None:
    """The desk's figure over the periods so far; a period without one is a gap."""
    points = material.trend
    declared = material.indicators.get(indicator)
    if len(points) < _FEWEST or declared is None:
        return None
    kind = kind_of(declared.unit)
    key = FigureKey(indicator=indicator)
    # An earlier period's figure has the same key as this one's: its window is that period.
    values = tuple(
        replace(
            value_of(point.figures.get(key), kind),
            window="" if point.period == material.period else point.period.label,
        )
        for point in points
    )
    if sum(value.number is not None for value in values) < _FEWEST:
        return None
    return Chart(
        id=f"trend-{indicator}",
        title=title,
        kind="line",
        labels=tuple(point.period.label for point in points),
        series=((declared.name, values),),
        unit=_unit(declared.unit),
    )


def target_charts(material: Material) -> tuple[Chart, ...]:
    """Courts against their targets, a chart an action that at least two courts have a target in."""
    found: list[Chart] = []
    for action in (None, *(action.id for action in material.campaign.actions)):
        figures = [
            (court, figure)
            for court in material.courts
            if (figure := material.figure("cases_closed", "cumulative", action=action, court=court))
            is not None
            and figure.target
        ]
        if len(figures) < _FEWEST:
            continue
        name = next((a.name for a in material.campaign.actions if a.id == action), "全部案件")
        found.append(
            Chart(
                id=f"targets-{action or 'all'}",
                title=f"{name}累计执结与目标",
                kind="bars",
                labels=tuple(material.name(court) for court, _ in figures),
                series=(("累计执结", tuple(value_of(figure, "count") for _, figure in figures)),),
                marks=tuple(
                    Value(
                        shown=cell_text(figure.target, "count"),
                        number=figure.target,
                        kind="count",
                        key=figure.key,
                        aspect="target",
                    )
                    for _, figure in figures
                ),
                unit="件",
            )
        )
    return tuple(found)


def recovery_chart(material: Material) -> Chart | None:
    """到位金额 by action: bars, since a case may be in several and parts exceed the whole."""
    word, basis = main_basis(material)
    named = [
        (action.name, material.figure("amount_recovered", basis, action=action.id))
        for action in material.campaign.actions
    ]
    if len(named) < _FEWEST or not any(figure and figure.value for _, figure in named):
        return None
    return Chart(
        id="recovered-by-action",
        title=f"各项行动{word}执行到位金额",
        kind="bars",
        labels=tuple(name for name, _ in named),
        series=(("执行到位金额", tuple(value_of(figure, "money") for _, figure in named)),),
        unit="万元",
        note="分项有交叉，不作累加",
    )


def court_chart(material: Material) -> Chart | None:
    """Closings by court, in campaign order."""
    word, basis = main_basis(material)
    if len(material.courts) < _FEWEST:
        return None
    values = [
        value_of(material.figure("cases_closed", basis, court=court), "count")
        for court in material.courts
    ]
    if all(value.number is None for value in values):
        return None
    return Chart(
        id="closed-by-court",
        title=f"各院{word}执结",
        kind="bars",
        labels=tuple(material.name(court) for court in material.courts),
        series=((f"{word}执结", tuple(values)),),
        unit="件",
    )


def measure_chart(material: Material, indicators: Sequence[str] = ()) -> Chart | None:
    """Measures beside one another, each label with its unit."""
    word, basis = main_basis(material)
    labels: list[str] = []
    values: list[Value] = []
    for indicator in indicators or figures_of("core_measures"):
        figure = material.figure(indicator, basis)
        if figure is None or not figure.value:
            continue
        labels.append(f"{material.indicators[indicator].name}（{figure.unit}）")
        values.append(value_of(figure, "count"))
    if len(values) < _FEWEST:
        return None
    return Chart(
        id="measures",
        title=f"{word}强制措施",
        kind="bars",
        labels=tuple(labels),
        series=((word or MISSING, tuple(values)),),
    )


def _unit(unit: str) -> str:
    return "万元" if unit == "fen" else unit
