"""Figures by team or by officer: a table, and what stands out of the whole in sentences.

Comes in: figures whose key names a team or an officer. Goes out: a table in the order the figures
came, and sentences of quality. Refuses to rank people.
"""

from collections.abc import Iterable, Sequence

from enforcement_cli.bulletin.lines import Line, joined
from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import kind_of, said, value_of
from enforcement_cli.bulletin.scope import bases, before_word, is_whole, now_word
from enforcement_cli.bulletin.sentences import change_of
from enforcement_cli.model.bulletin import Column, FigureTable, Row
from enforcement_cli.model.indicator import Basis, Figure, FigureKey
from enforcement_cli.vocabulary.bulletin import figures_of

_STUB = {"team": "团队", "officer": "承办人"}


def staff_table(material: Material) -> FigureTable | None:
    """A row a team or officer, by court; counts 本期 and 累计, rates of the period."""
    people = _people(material)
    if not people:
        return None
    heads = _heads(material)
    rows = [
        Row(
            label=_label(material, court, name),
            values=tuple(
                value_of(_of_staff(material, indicator, basis, court, name), column.kind)
                for column, indicator, basis in heads
            ),
        )
        for court, name in people
    ]
    everyone = tuple(range(len(rows)))
    rows.append(
        Row(
            label="合计",
            values=tuple(
                value_of(material.figure(indicator, basis), column.kind)
                for column, indicator, basis in heads
            ),
            total=True,
            covers=everyone,
        )
    )
    return FigureTable(
        id=f"by-{material.by}",
        title=f"各{_STUB[material.by]}办案情况",
        stubhead=_STUB[material.by],
        columns=tuple(column for column, _, _ in heads),
        rows=tuple(rows),
        unit_line="单位：件、万元",
    )


def staff_sentences(material: Material) -> Iterable[Line]:
    """本周执行完毕：一团队12件、二团队9件. In the table's order, which is no rank."""
    people = _people(material)
    for indicator in ("cases_completed", "cases_closed"):
        parts: list[Line] = [
            (_label(material, court, name), said(figure))
            for court, name in people
            if (figure := _of_staff(material, indicator, "period", court, name)) is not None
            and figure.value
        ]
        if parts:
            name = material.indicators[indicator].name
            yield (f"{now_word(material)}{name}：", *joined(parts, "、"), "。")


def staff_quality(material: Material) -> Iterable[Line]:
    """重点案件、平均用时 and the rates of the whole, each with its change."""
    before = before_word(material)
    clauses: list[Line] = []
    for indicator in figures_of("staff_rates"):
        figure = material.figure(indicator)
        if figure is None or figure.value is None:
            continue
        change = () if is_whole(material) else change_of(figure, before)
        clauses.append((material.indicators[indicator].name, said(figure), *change))
    if clauses:
        yield (now_word(material), *joined(clauses, "；"), "。")


def _people(material: Material) -> list[tuple[str | None, str]]:
    """Court and name of every team or officer, courts in order, within them as the figures came."""
    order = {court: place for place, court in enumerate(material.courts)}
    found = dict.fromkeys(
        (key.court, name)
        for key in material.figures
        if (name := _name(material, key)) is not None and (key.court is None or key.court in order)
    )
    # A court's own line replaces the one of the same name that names no court.
    courts = {court for court, _ in found if court is not None}
    kept = [one for one in found if one[0] is not None or not courts]
    return sorted(kept, key=lambda one: order.get(one[0] or "", -1))


def _name(material: Material, key: FigureKey) -> str | None:
    return key.team if material.by == "team" else key.officer


def _label(material: Material, court: str | None, name: str) -> str:
    return f"{material.name(court)}{name}" if court and len(material.courts) > 1 else name


def _of_staff(
    material: Material, indicator: str, basis: Basis, court: str | None, name: str
) -> Figure | None:
    who = {"team": name} if material.by == "team" else {"officer": name}
    return material.figures.get(FigureKey(indicator=indicator, basis=basis, court=court, **who))


def _heads(material: Material) -> Sequence[tuple[Column, str, Basis]]:
    heads: list[tuple[Column, str, Basis]] = []
    staffed = {key.indicator for key in material.figures if _name(material, key) is not None}
    for indicator in figures_of("staff_counts"):
        declared = material.indicators.get(indicator)
        if declared is None or indicator not in staffed:
            continue
        kind = kind_of(declared.unit)
        heads.extend(
            (Column(title=word, kind=kind, spanner=declared.name), indicator, basis)
            for word, basis in bases(material)
        )
    for indicator in figures_of("staff_rates"):
        declared = material.indicators.get(indicator)
        if declared is None or indicator not in staffed:
            continue
        days = "（天）" if declared.unit == "天" else ""
        column = Column(
            title=f"{declared.name}{days}",
            kind=kind_of(declared.unit),
            spanner=now_word(material),
            additive=False,
        )
        heads.append((column, indicator, "period"))
    return heads
