"""The printed tables: courts in campaign order, 基层合计, 全市合计 (domain.md 6.4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import (
    MISSING,
    count_text,
    joined_marks,
    rate_text,
    value_of,
    wan_text,
)
from enforcement_cli.model.bulletin import Column, ColumnKind, FigureTable, Row, Value
from enforcement_cli.model.indicator import Basis, Figure, FigureKey
from enforcement_cli.model.money import round_half_up

PERIOD_WORDS = {"day": "当日", "week": "本周", "month": "本月", "quarter": "本季", "year": "本年"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a column shows: which figure, or a function of the court for what is derived of one."""

    column: Column
    indicator: str = ""
    basis: Basis = "period"
    action: str | None = None
    pick: Callable[[Figure | None], Value] | None = None


def action_table(material: Material) -> FigureTable:
    """各院三项行动: 本周、累计、完成率 for each action side by side, then the distinct total."""
    cells: list[Cell] = []
    for action in material.campaign.actions:
        cells.extend(_closed_cells(material, action.name, action.id))
    total = "合计（去重）" if len(material.campaign.actions) > 1 else "全部案件"
    cells.extend(_closed_cells(material, total, None))
    cells.extend(_flow_cells(material, "执行到位金额", "amount_recovered", "money"))
    return _table(material, "actions", "各院行动进展", cells, "单位：件、万元")


def progress_table(material: Material) -> FigureTable:
    """各院环比与结案方式: this week against last, how cases were closed, what is open."""
    scope = [
        Cell(
            column=Column(title=word, kind="count", spanner="执结"),
            indicator="cases_closed",
            pick=pick,
        )
        for word, pick in _compared(material, "count")
    ]
    money = [
        Cell(
            column=Column(title=word, kind="money", spanner="执行到位"),
            indicator="amount_recovered",
            pick=pick,
        )
        for word, pick in _compared(material, "money")
    ]
    inside = material.period.kind in ("operation", "custom")
    basis: Basis = "period" if inside else "cumulative"
    word = "期内" if inside else "累计"
    methods = [
        Cell(
            column=Column(title=title, kind="count", spanner=word),
            indicator=indicator,
            basis=basis,
        )
        for title, indicator in (
            ("执行完毕", "cases_completed"),
            ("终本", "cases_closed_interim"),
            ("终结执行", "cases_terminated"),
        )
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
    cells = [*scope, *money, *methods, rate, still] if material.flows else [*methods, rate, still]
    return _table(material, "progress", "各院办案情况", cells, "单位：件、万元")


def measure_table(material: Material) -> FigureTable:
    """各院强制措施: a court without the column or the list shows —, not 0."""
    cells: list[Cell] = []
    for indicator in ("persons_compelled", "persons_detained", "persons_fined", "searches"):
        declared = material.indicators[indicator]
        figure = material.figure(indicator)
        unit = figure.unit if figure else declared.unit
        cells.extend(
            _flow_cells(
                material, f"{declared.name}（{unit}）", indicator, "count", additive=unit != "人"
            )
        )
    fines = material.indicators["fines_amount"].name
    cells.extend(_flow_cells(material, f"{fines}（万元）", "fines_amount", "money"))
    return _table(material, "measures", "各院强制措施", cells, "单位：人次、次、万元")


def target_table(material: Material) -> FigureTable | None:
    """目标完成: target, done, rate, against 时间进度; None when nothing has a target."""
    rows: list[Row] = []
    pace = material.figure("time_progress", "cumulative")
    for indicator, action in _targeted(material):
        for court in (*material.courts, None):
            figure = material.figure(indicator, "cumulative", action=action, court=court)
            if figure is None or not figure.target:
                continue
            rows.append(_target_row(material, figure, pace))
    if not rows:
        return None
    columns = (
        Column(title="目标", kind="text", additive=False),
        Column(title="累计完成", kind="text", additive=False),
        Column(title="完成率", kind="rate", additive=False),
        Column(title="与序时进度相差（百分点）", kind="text", additive=False),
    )
    return FigureTable(
        id="targets",
        title="目标完成情况",
        stubhead="法院与指标",
        columns=columns,
        rows=tuple(rows),
        unit_line="单位：件、万元",
        notes=(f"时间进度为{rate_text(pace.value if pace else None)}，按日历天数、首尾都算。",),
    )


def _target_row(material: Material, figure: Figure, pace: Figure | None) -> Row:
    key = figure.key
    show = wan_text if figure.unit == "fen" else count_text
    kind: ColumnKind = "money" if figure.unit == "fen" else "count"
    rate = material.figure(
        "target_rate" if key.indicator == "cases_closed" else f"target_rate:{key.indicator}",
        "cumulative",
        action=key.action,
        court=key.court,
    )
    gap = MISSING
    if rate and rate.value is not None and pace and pace.value is not None:
        gap = f"{round_half_up((Decimal(rate.value) - Decimal(pace.value)) * 100, 2):+}"
    what = material.indicators[key.indicator].name
    named = next((a.name for a in material.campaign.actions if a.id == key.action), "全部")
    whose = material.name(key.court) if key.court else "全市"
    return Row(
        label=f"{whose} {named}{what}",
        values=(
            Value(shown=show(figure.target), number=figure.target, kind=kind),
            value_of(figure, kind),
            value_of(rate, "rate"),
            Value(shown=gap),
        ),
        total=key.court is None,
    )


def _targeted(material: Material) -> list[tuple[str, str | None]]:
    """The (indicator, action) pairs that have a target, in the campaign file's order."""
    pairs = [(target.indicator, target.action) for target in material.campaign.targets]
    return list(dict.fromkeys(pairs))


def _closed_cells(material: Material, spanner: str, action: str | None) -> list[Cell]:
    cells = _flow_cells(material, spanner, "cases_closed", "count", action=action)
    if material.period.kind not in ("operation", "custom") and any(
        target.indicator == "cases_closed" and target.action == action and target.court
        for target in material.campaign.targets
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
    """本期 beside 累计; only one of them where the period is the whole."""
    bases: list[tuple[str, Basis]] = [("累计", "cumulative")]
    if material.flows:
        bases.insert(0, (PERIOD_WORDS[material.period.kind], "period"))
    elif material.period.kind in ("operation", "custom"):
        bases = [("期内", "period")]
    return [
        Cell(
            column=Column(title=word, kind=kind, spanner=spanner, additive=additive),
            indicator=indicator,
            basis=basis,
            action=action,
        )
        for word, basis in bases
    ]


def _compared(
    material: Material, kind: ColumnKind
) -> list[tuple[str, Callable[[Figure | None], Value]]]:
    word = PERIOD_WORDS.get(material.period.kind, "本期")

    def now(figure: Figure | None) -> Value:
        return value_of(figure, kind)

    def before(figure: Figure | None) -> Value:
        return _plain(figure.previous if figure else None, kind)

    def change(figure: Figure | None) -> Value:
        return _plain(figure.change if figure else None, kind)

    return [(word, now), (word.replace("本", "上").replace("当", "前"), before), ("增减", change)]


def _plain(number: object, kind: ColumnKind) -> Value:
    if not isinstance(number, int):
        return Value(shown=MISSING, kind=kind)
    show = wan_text if kind == "money" else count_text
    return Value(shown=show(number), number=number, kind=kind)


def _table(
    material: Material, identity: str, title: str, cells: Sequence[Cell], unit_line: str
) -> FigureTable:
    rows = [_row(material, material.name(court), cells, court) for court in material.courts]
    basic = _basic_places(material)
    if len(material.courts) > 1:
        if basic and len(basic) < len(material.courts):
            rows.append(_basic_row(rows, basic, cells))
        everyone = tuple(range(len(material.courts)))
        whole = _row(material, "全市合计", cells, None)
        rows.append(Row(label=whole.label, values=whole.values, total=True, covers=everyone))
    return FigureTable(
        id=identity,
        title=title,
        stubhead="法院",
        columns=tuple(cell.column for cell in cells),
        rows=tuple(rows),
        unit_line=unit_line,
    )


def _basic_places(material: Material) -> tuple[int, ...]:
    levels = {court.code: court.level for court in material.desk.courts}
    return tuple(i for i, code in enumerate(material.courts) if levels[code] == "basic")


def _row(material: Material, label: str, cells: Sequence[Cell], court: str | None) -> Row:
    values: list[Value] = []
    for cell in cells:
        key = FigureKey(indicator=cell.indicator, basis=cell.basis, action=cell.action, court=court)
        figure = material.figures.get(key)
        values.append(cell.pick(figure) if cell.pick else value_of(figure, cell.column.kind))
    return Row(label=label, values=tuple(values))


def _basic_row(rows: Sequence[Row], places: tuple[int, ...], cells: Sequence[Cell]) -> Row:
    """基层合计: sums where sums are right, else —; courts that have not reported are left out."""
    values: list[Value] = []
    for i, cell in enumerate(cells):
        numbers = [rows[place].values[i].number for place in places]
        known = [int(number) for number in numbers if number is not None]
        kind = cell.column.kind
        if not cell.column.additive or not known:
            values.append(Value(shown=MISSING, kind=kind))
            continue
        show = wan_text if kind == "money" else count_text
        mark = joined_marks(rows[place].values[i].mark for place in places)
        values.append(Value(shown=show(sum(known)), number=sum(known), kind=kind, mark=mark))
    return Row(label="基层合计", values=tuple(values), total=True, covers=places)
