"""Courts beside one another: intervals by default, places only where ranks were asked for.

Comes in: markings and rankings. Goes out: sentences 13 and 14 of domain.md 6.3 and tables of
places. Refuses to put courts in order by itself.
"""

from collections.abc import Iterable

from enforcement_cli.bulletin.lines import Line
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import cell_text, kind_of, told
from enforcement_cli.model.bulletin import Aspect, Column, FigureTable, Row, Value
from enforcement_cli.model.comparison import Marking, Placed, Ranking
from enforcement_cli.model.indicator import FigureKey

_TOP = 3
_LOW: Aspect = "low"
_HIGH: Aspect = "high"


def markings(material: Material) -> Iterable[Line]:
    """Which courts lie inside a rate's interval, without order.

    A mark without an interval is against time, which the targets tell.
    """
    for marking in material.markings:
        if marking.low is None and marking.high is None:
            continue
        groups = (
            (marking.inside, "处于参考区间"),
            (marking.below, "低于参考值"),
            (marking.above, "高于参考值"),
        )
        parts = [f"{_names(material, courts)}{word}" for courts, word in groups if courts]
        if not parts:
            continue
        ask = "，请逐案分析原因" if marking.below or marking.above else ""
        left = "、".join(f"{material.name(court)}（{why}）" for court, why in marking.unmarked)
        yield (
            f"从{_name_of(material, marking.key)}看（参考区间",
            *_interval(material, marking),
            f"），{'；'.join(parts)}{ask}。{f'未作对比：{left}。' if left else ''}",
        )


def _interval(material: Material, marking: Marking) -> Line:
    """30.00%至60.00%, 不低于30.00%, 不高于60.00%."""
    unit = material.indicators[marking.key.indicator].unit
    low, high = (
        None if end is None else told(end, unit, key=marking.key, aspect=aspect)
        for end, aspect in ((marking.low, _LOW), (marking.high, _HIGH))
    )
    if low is None or high is None:
        return ("不高于", high) if high is not None else ("不低于", low or "")
    return (low, "至", high)


def leaders(material: Material) -> Iterable[Line]:
    """执结居前的是… over all cases, the actions' stand in tables; ties share a place and say so."""
    for ranking in material.rankings:
        if ranking.key.action is not None:
            continue
        last = max((placed.place for placed in ranking.lines), default=0)
        # Nobody is in front who has nobody behind.
        first = [placed for placed in ranking.lines if placed.place <= _TOP and placed.place < last]
        if not first:
            continue
        line: Line = (f"{_name_of(material, ranking.key)}居前的是",)
        for at, placed in enumerate(first):
            key = _key_of(ranking, placed)
            tied = f"，并列第{placed.place}" if placed.tied else ""
            line += (
                f"{'、' if at else ''}{material.name(placed.court)}（",
                told(placed.value, ranking.unit, key=key),
                f"{tied}）",
            )
        yield (*line, "。")


def ranking_tables(material: Material) -> tuple[FigureTable, ...]:
    """A table a ranking: place, court, figure; unranked courts stand below with the reason."""
    return tuple(_table(material, ranking) for ranking in material.rankings)


def _table(material: Material, ranking: Ranking) -> FigureTable:
    kind = kind_of(ranking.unit)
    unit = "万元" if ranking.unit == "fen" else ranking.unit
    rows = [
        Row(
            label=material.name(placed.court),
            values=(
                Value(shown=f"{'并列' if placed.tied else ''}第{placed.place}"),
                Value(
                    shown=cell_text(placed.value, kind),
                    number=placed.value,
                    kind=kind,
                    key=_key_of(ranking, placed),
                ),
            ),
        )
        for placed in ranking.lines
    ]
    rows.extend(
        Row(
            label=material.name(court),
            values=(Value(shown="不参与排名"), Value(shown=reason)),
        )
        for court, reason in ranking.unranked
    )
    name = _name_of(material, ranking.key)
    return FigureTable(
        id=f"rank-{ranking.key.indicator}-{ranking.key.action or 'all'}-{ranking.key.basis}",
        title=f"{name}位次",
        stubhead="法院",
        columns=(
            Column(title="位次", kind="text", additive=False),
            Column(title=f"{name}（{unit}）", kind=kind, additive=False),
        ),
        rows=tuple(rows),
    )


def _key_of(ranking: Ranking, placed: Placed) -> FigureKey:
    key = ranking.key
    return FigureKey(
        indicator=key.indicator, basis=key.basis, action=key.action, court=placed.court
    )


def _name_of(material: Material, key: FigureKey) -> str:
    action = next((a.name for a in material.campaign.actions if a.id == key.action), "")
    word = "累计" if key.basis == "cumulative" else ""
    return f"{action}{word}{material.indicators[key.indicator].name}"


def _names(material: Material, courts: Iterable[str]) -> str:
    return "、".join(material.name(court) for court in courts)
