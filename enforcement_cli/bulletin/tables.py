"""The printed tables of courts: actions, progress, measures, rates.

Comes in: the material. Goes out: tables whose numbers lead to their figures. Refuses to know where
in a bulletin they stand.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import (
    MISSING,
    REVISED_MARK,
    cell_text,
    is_revised,
    kind_of,
    value_of,
)
from enforcement_cli.bulletin.scope import (
    bases,
    before_word,
    inside,
    is_whole,
    main_basis,
    now_word,
)
from enforcement_cli.bulletin.table_rows import Cell, court_table
from enforcement_cli.model.bulletin import Column, ColumnKind, FigureTable, Value
from enforcement_cli.model.indicator import Figure
from enforcement_cli.vocabulary.bulletin import figures_of

_METHODS = (
    ("执行完毕", "cases_completed"),
    ("终本", "cases_closed_interim"),
    ("终结执行", "cases_terminated"),
)


def action_table(material: Material) -> FigureTable:
    """各院三项行动: 本周、累计、完成率 for each action side by side, then the distinct total."""
    cells: list[Cell] = []
    for action in material.campaign.actions:
        cells.extend(_closed_cells(material, action.name, action.id))
    total = "合计（去重）" if len(material.campaign.actions) > 1 else "全部案件"
    cells.extend(_closed_cells(material, total, None))
    cells.extend(_flow_cells(material, "执行到位金额", "amount_recovered", "money"))
    return court_table(material, "actions", "各院行动进展", cells, "单位：件、万元")


def progress_table(material: Material) -> FigureTable:
    """各院环比与结案方式: this week against last, how cases were closed, what is open."""
    word, basis = main_basis(material)
    methods = [
        Cell(
            column=Column(title=title, kind="count", spanner=word),
            indicator=indicator,
            basis=basis,
        )
        for title, indicator in _METHODS
    ]
    rate = Cell(
        column=Column(title="执行完毕率", kind="rate", spanner=word, additive=False),
        indicator="completion_rate",
        basis=basis,
    )
    still = Cell(
        column=Column(title="期末未结", kind="count", spanner=""),
        indicator="cases_open",
        basis="cumulative",
    )
    compared = (
        [
            *_compared(material, "执结", "cases_closed", "count"),
            *_compared(material, "执行到位", "amount_recovered", "money"),
        ]
        if material.flows and (material.previous is not None or material.period.kind == "week")
        else []
    )
    cells = [*compared, *methods, rate, still]
    return court_table(material, "progress", "各院办案情况", cells, "单位：件、万元")


def measure_table(material: Material) -> FigureTable:
    """各院强制措施: a court without the column or the list shows —, not 0."""
    core = figures_of("core_measures")
    return _measures(material, "measures", "各院强制措施", (*core, "fines_amount"))


def long_measure_tables(material: Material) -> tuple[FigureTable, ...]:
    """Every measure that the desk has any of: on persons, then on property and for finding it."""
    core = figures_of("core_measures")
    persons = [*core, "fines_amount"]
    persons.extend(
        indicator
        for indicator in figures_of("person_measures")
        if indicator not in core and _is_any(material, indicator)
    )
    property_of = [
        indicator for indicator in figures_of("property_measures") if _is_any(material, indicator)
    ]
    found = [_measures(material, "measures", "各院强制措施", persons)]
    if property_of:
        found.append(_measures(material, "property", "各院查控与财产措施", property_of))
    return tuple(found)


def rate_table(material: Material) -> FigureTable | None:
    """各院质效指标: rates of the period, never averaged; None where none is known."""
    known = [
        indicator
        for indicator in figures_of("rates")
        if (figure := material.figure(indicator)) is not None and figure.value is not None
    ]
    if not known:
        return None
    cells = [
        Cell(
            column=Column(
                title=material.indicators[indicator].name
                + ("（天）" if material.indicators[indicator].unit == "天" else ""),
                kind=kind_of(material.indicators[indicator].unit),
                spanner=now_word(material),
                additive=False,
            ),
            indicator=indicator,
        )
        for indicator in known
    ]
    return court_table(material, "rates", "各院质效指标", cells, "")


def unit_text(material: Material, indicator: str) -> str:
    """The unit its figure has: 人 where persons were counted, else 人次; 万元 for money."""
    figure = material.figure(indicator, main_basis(material)[1])
    unit = figure.unit if figure else material.indicators[indicator].unit
    return "万元" if unit == "fen" else unit


def _measures(
    material: Material, identity: str, title: str, indicators: Sequence[str]
) -> FigureTable:
    cells: list[Cell] = []
    units: dict[str, None] = {}
    for indicator in indicators:
        unit = unit_text(material, indicator)
        units[unit] = None
        cells.extend(
            _flow_cells(
                material,
                f"{material.indicators[indicator].name}（{unit}）",
                indicator,
                "money" if unit == "万元" else "count",
                additive=unit != "人",
            )
        )
    return court_table(material, identity, title, cells, f"单位：{'、'.join(units)}")


def _is_any(material: Material, indicator: str) -> bool:
    figure = material.figure(indicator, main_basis(material)[1])
    return figure is not None and bool(figure.value)


def _closed_cells(material: Material, spanner: str, action: str | None) -> list[Cell]:
    cells = _flow_cells(material, spanner, "cases_closed", "count", action=action)
    to_date = material.period.kind != "year" or is_whole(material)
    if (
        to_date
        and not inside(material)
        and any(
            target.indicator == "cases_closed"
            and target.action == action
            and target.court
            and not target.phase
            for target in material.campaign.targets
        )
    ):
        column = Column(title="完成率", kind="rate", spanner=spanner, additive=False)
        cells.append(
            Cell(column=column, indicator="target_rate", basis="cumulative", action=action)
        )
    return cells


def _flow_cells(
    material: Material,
    spanner: str,
    indicator: str,
    kind: ColumnKind,
    *,
    action: str | None = None,
    additive: bool = True,
) -> list[Cell]:
    return [
        Cell(
            column=Column(title=word, kind=kind, spanner=spanner, additive=additive),
            indicator=indicator,
            basis=basis,
            action=action,
        )
        for word, basis in bases(material)
    ]


def _compared(material: Material, spanner: str, indicator: str, kind: ColumnKind) -> Iterable[Cell]:
    """This period, the one before, and what is between them."""

    def now(figure: Figure | None) -> Value:
        return value_of(figure, kind)

    def before(figure: Figure | None) -> Value:
        # Who has not reported is in no base: what it had would not add up to the totals below.
        if figure is None or figure.value is None:
            return derived(None, kind)
        mark = REVISED_MARK if is_revised(figure) else ""
        return replace(derived(figure.previous, kind), mark=mark)

    def change(figure: Figure | None) -> Value:
        return derived(figure.change if figure else None, kind)

    picks: tuple[tuple[str, Callable[[Figure | None], Value]], ...] = (
        (now_word(material), now),
        (before_word(material), before),
        ("增减", change),
    )
    for word, pick in picks:
        column = Column(title=word, kind=kind, spanner=spanner)
        yield Cell(column=column, indicator=indicator, pick=pick)


def derived(number: object, kind: ColumnKind) -> Value:
    """A cell that no figure's own value stands in."""
    if not isinstance(number, int):
        return Value(shown=MISSING, kind=kind)
    return Value(shown=cell_text(number, kind), number=number, kind=kind)
