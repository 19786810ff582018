"""同比、环比 and the same day of an earlier campaign: in sentences and a table of courts.

Comes in: comparisons as they were worked out. Goes out: sentences that say which days they speak
of, and who is left out. Refuses to divide: what has no share here has none.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from enforcement_cli.bulletin.lines import Line, joined
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import MISSING, cell_text, kind_of, told
from enforcement_cli.bulletin.scope import now_word, place
from enforcement_cli.bulletin.sentences import grown, points, share_value, span_text
from enforcement_cli.model.bulletin import Column, ColumnKind, FigureTable, Row, Value
from enforcement_cli.model.comparison import Comparison, ComparisonKind, Number
from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.model.money import round_half_up

# The period before stands in the tables of the period itself.
_KINDS: tuple[ComparisonKind, ...] = ("year", "day", "festival")
_TITLES: dict[ComparisonKind, str] = {
    "previous": "与上期比较",
    "year": "与上年同期比较",
    "day": "与上次行动同日比较",
    "festival": "与上次行动按春节对齐比较",
}
_SHORT: dict[ComparisonKind, str] = {"previous": "环比", "year": "同比"}
_THEN: dict[ComparisonKind, str] = {"previous": "上期", "year": "上年同期"}


def comparisons(material: Material) -> Iterable[Line]:
    """A sentence a kind for the desk, then who could not be compared."""
    for kind in _KINDS:
        told_of = [
            found
            for found in material.comparisons
            if found.kind == kind and found.key.action is None and found.then is not None
        ]
        whole = [found for found in told_of if found.key.court is None]
        if len(material.courts) == 1 and not whole:
            whole = told_of
        clauses = [clause for found in whole if (clause := _clause(material, found))]
        if clauses:
            yield (_head(material, whole[0]), *joined(clauses, "；"), "。")
        yield from _left_out(material, kind)


def _head(material: Material, found: Comparison) -> str:
    """与上年同期（2025年1月1日至1月31日）相比，; the earlier campaign by its name."""
    days = span_text(found.start, found.end)
    if found.kind == "year":
        return f"与上年同期（{days}）相比，"
    if found.kind == "previous":
        return f"与上期（{days}）相比，"
    earlier = _earlier(material)
    if found.kind == "festival":
        return f"按春节对齐，与{earlier}同一时点（{days}）相比，"
    day = (material.period.end - material.campaign.start).days + 1
    return f"按行动日对齐，与{earlier}第{day}天（{days}）相比，"


def _earlier(material: Material) -> str:
    wanted = material.campaign.compares
    return next((c.name for c in material.desk.campaigns if c.id == wanted), "上次行动")


def _clause(material: Material, found: Comparison) -> Line:
    """执结110件，同比增长12.34% / 执行完毕率58.35%，上升1.20个百分点 / 上期为零，不计算."""
    if found.now is None:
        return ()
    head: Line = (
        material.indicators[found.key.indicator].name,
        told(found.now, found.unit, key=found.key),
    )
    return (*head, *_changed(found))


def _changed(found: Comparison) -> Line:
    if found.change is None:
        return ()
    short, then = _SHORT.get(found.kind, ""), _THEN.get(found.kind, "当时")
    if found.unit == "%":
        change = Decimal(found.change)
        if round_half_up(change * 100, 2) == 0:
            return ("，持平",)
        return (f"，{short}{'上升' if change > 0 else '下降'}", points(change, found.key))
    if found.change == 0:
        return ("，持平",)
    if found.share is not None:
        return (f"，{short}{grown(found.share)}", share_value(found.share, found.key))
    why = "为零" if found.then == 0 else "为负数"
    return (f"（{then}{why}，不计算{short or '增减幅度'}）",)


def _left_out(material: Material, kind: ComparisonKind) -> Iterable[Line]:
    """Courts without a base, named once with the reason."""
    reasons: dict[str, dict[str, None]] = {}
    for found in material.comparisons:
        if found.kind == kind and found.key.court and found.then is None and found.note:
            reasons.setdefault(found.note, {})[material.name(found.key.court)] = None
    if reasons and len(material.courts) > 1:
        parts = "；".join(f"{'、'.join(courts)}（{note}）" for note, courts in reasons.items())
        yield (f"未纳入{_TITLES[kind].removeprefix('与')}：{parts}。",)
    elif reasons:
        yield (f"{_TITLES[kind]}：{'；'.join(reasons)}。",)


def comparison_tables(material: Material) -> tuple[FigureTable, ...]:
    """A table a kind: courts down, 本期、同期、增减、幅度 for each indicator across."""
    found: list[FigureTable] = []
    for kind in _KINDS:
        mine = [c for c in material.comparisons if c.kind == kind and c.key.action is None]
        if any(c.then is not None for c in mine):
            found.append(_table(material, kind, mine))
    return tuple(found)


def _table(material: Material, kind: ComparisonKind, found: Sequence[Comparison]) -> FigureTable:
    heads = list(dict.fromkeys((c.key.indicator, c.key.basis, c.unit) for c in found))
    columns: list[Column] = []
    for indicator, basis, unit in heads:
        name = material.indicators[indicator].name
        column = kind_of(unit)
        word = "累计" if basis == "cumulative" else now_word(material)
        columns.extend(
            Column(title=title, kind=shown, spanner=name, additive=False)
            for title, shown in (
                (word, column),
                (_THEN.get(kind, "当时"), column),
                ("增减（百分点）" if unit == "%" else "增减", "text" if unit == "%" else column),
                *((("增减幅度", "rate"),) if unit != "%" else ()),
            )
        )
    by_key = {(c.key.indicator, c.key.basis, c.key.court): c for c in found}
    courts = [*material.courts, *((None,) if len(material.courts) > 1 else ())]
    rows = []
    for court in courts:
        values: list[Value] = []
        for indicator, basis, unit in heads:
            one = by_key.get((indicator, basis, court)) or (
                by_key.get((indicator, basis, None)) if len(material.courts) == 1 else None
            )
            values.extend(_values(one, unit))
        label = material.name(court) if court else f"{place(material)}合计"
        rows.append(Row(label=label, values=tuple(values), total=court is None))
    days = span_text(found[0].start, found[0].end)
    return FigureTable(
        id=f"compared-{kind}",
        title=_TITLES[kind],
        stubhead="法院",
        columns=tuple(columns),
        rows=tuple(rows),
        unit_line="单位：件、万元",
        notes=(f"同期为{days}；合计不含无同期数据的法院。",),
    )


def _values(found: Comparison | None, unit: str) -> Iterable[Value]:
    """A court's four cells, three of a rate; a missing base leaves a sign, never 0."""
    kind = kind_of(unit)
    key = found.key if found else None
    yield _cell(found.now if found else None, kind, key)
    yield _cell(found.then if found else None, kind)
    change = found.change if found else None
    if unit == "%":
        size = MISSING if change is None else f"{round_half_up(Decimal(change) * 100, 2):+}"
        yield Value(shown=size)
        return
    yield _cell(change, kind)
    share = found.share if found else None
    yield _cell(share, "rate")


def _cell(number: Number, kind: ColumnKind, key: FigureKey | None = None) -> Value:
    return Value(shown=cell_text(number, kind), number=number, kind=kind, key=key)
