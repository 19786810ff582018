"""`enforce explain` and `indicators`: where a number comes from, what it counts."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    CourtOption,
    DateOption,
    DayFlag,
    FromOption,
    JsonOption,
    KnownAtOption,
    MonthFlag,
    OperationOption,
    QuarterFlag,
    ToOption,
    TotalFlag,
    WeekFlag,
    WorkspaceOption,
    YearFlag,
    court_code,
    enter_room,
    moment_of,
)
from enforcement_cli.cli.periods import wish_of
from enforcement_cli.cli.screen import say, show_table

if TYPE_CHECKING:
    from enforcement_cli.workflow.explain import ExplainedFigure, ExplainedPart
    from enforcement_cli.workflow.state import Room

_NATURES = {
    "case": "",
    "increase": "增加",
    "reduction": "核减",
    "dated": "到账",
    "derived": "台账差额",
    "opening": "行动前",
    "declared": "报送数",
    "inferred": "推算",
    "phoned": "电话报数",
    "carried": "沿用上期",
}


def add_to(app: typer.Typer) -> None:
    """Put the commands into the tree."""
    app.command("explain")(explain_command)
    indicators = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    indicators.command("list", help="全部指标。")(indicators_list)
    indicators.command("show", help="一个指标的定义；--sql 看取数语句。")(indicators_show)
    app.add_typer(indicators, name="indicators")


def explain_command(
    indicator: Annotated[
        str, typer.Argument(metavar="INDICATOR", help="指标编号或名称，如 amount_recovered。")
    ],
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    day: DayFlag = False,
    week: WeekFlag = False,
    month: MonthFlag = False,
    quarter: QuarterFlag = False,
    year: YearFlag = False,
    total: TotalFlag = False,
    operation: OperationOption = None,
    start: FromOption = None,
    end: ToOption = None,
    date: DateOption = None,
    court: CourtOption = None,
    action: Annotated[
        str | None, typer.Option("--action", metavar="ID", help="行动类别编号。")
    ] = None,
    cumulative: Annotated[bool, typer.Option("--cumulative", help="累计数，不是本期数。")] = False,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what makes a figure."""
    from enforcement_cli.workflow.explain import ExplainWish, explain, explained_json

    room = enter_room(folder, campaign)
    flags = {
        "day": day, "week": week, "month": month, "quarter": quarter, "year": year, "total": total,
    }  # fmt: skip
    wish = ExplainWish(
        indicator=indicator,
        period=wish_of(flags, operation=operation, start=start, end=end, day=date),
        basis="cumulative" if cumulative else "period",
        action=action,
        court=court_code(room, court),
    )
    found = explain(room, wish, known_at=moment_of(known_at, "--known-at"))
    if not as_json:
        for explained in found:
            _show_explained(room, explained)
    finish(
        Ending(command="explain", data={"figures": [explained_json(item) for item in found]}),
        as_json=as_json,
    )


def _show_explained(room: "Room", explained: "ExplainedFigure") -> None:
    names = {court.code: court.short for court in room.desk.courts}
    money = explained.figure.unit == "fen"
    show_table(
        f"{explained.indicator.name}（{explained.period.start} 至 {explained.period.end}）",
        ("法院", "案号", "日期", "金额（元）" if money else "数量", "来自"),
        (_line(names, item, money=money) for item in explained.parts),
    )
    value = explained.figure.value
    shown = "未报" if value is None else _amount(int(value), money=money)
    unit = "元" if money else explained.figure.unit
    events = sum(item.part.amount for item in explained.parts)
    distinct = f"（{events} 人次，按证件号码去重）" if explained.by_person else ""
    say(
        f"共 {len(explained.parts)} 项，合计 {_amount(explained.total, money=money)}{unit}{distinct}；"
        f"战报中为 {shown}{unit if value is not None else ''}。"
    )
    say(f"口径：{explained.indicator.source or explained.indicator.name}。")


def _line(names: dict[str, str], item: "ExplainedPart", *, money: bool) -> tuple[Any, ...]:
    part = item.part
    source = str(item.origin) if item.origin else "没有单元格"
    if item.before and part.before and part.before.stated is not None and part.cell:
        stated = _amount(part.cell.stated or 0, money=money)
        before = _amount(part.before.stated, money=money)
        source += f"＝{stated}，减去 {item.before}＝{before}"
    nature = _NATURES.get(part.nature, "")
    return (
        names.get(part.court, part.court),
        part.case_no,
        part.day or "",
        _amount(part.amount, money=money) + (f"（{nature}）" if nature else ""),
        source,
    )


def _amount(value: int, *, money: bool) -> str:
    if not money:
        return str(value)
    from enforcement_cli.model.money import in_unit

    return f"{in_unit(value, '元'):.2f}"


def indicators_list(folder: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Every indicator of the workspace; ours alone outside of one."""
    found = _indicators(folder)
    if not as_json:
        show_table(
            "",
            ("编号", "名称", "单位", "口径"),
            ((i.id, i.name, _unit(i.unit), i.source) for i in found.values()),
        )
    data = [
        {"id": i.id, "name": i.name, "unit": i.unit, "kind": i.kind, "source": i.source}
        for i in found.values()
    ]
    finish(Ending(command="indicators", data={"indicators": data}), as_json=as_json)


def indicators_show(
    name: Annotated[str, typer.Argument(metavar="ID", help="指标编号或名称。")],
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    date: DateOption = None,
    sql: Annotated[bool, typer.Option("--sql", help="显示取数语句。")] = False,
    as_json: JsonOption = False,
) -> None:
    """The card of one indicator."""
    from dataclasses import asdict

    from enforcement_cli.indicator.declare import indicator_named

    own = None
    statement = ""
    if sql:
        from enforcement_cli.workflow.statement import statement_of

        room = enter_room(folder, campaign)
        own = room.own_indicators
        statement = statement_of(room, name, wish_of({}, day=date))
    indicator = indicator_named(name, own)
    if not as_json:
        say(f"{indicator.name}（{indicator.id}）")
        say(f"单位：{_unit(indicator.unit)}    版本：{indicator.version}")
        say(f"口径：{indicator.source or '—'}")
        if indicator.kind == "rate":
            say(
                f"分子：{indicator.numerator}    分母：{indicator.denominator}    全市为分子之和除以分母之和"
            )
        elif indicator.where or indicator.measure:
            say(f"条件：{indicator.where or indicator.measure}")
        if statement:
            say(statement)
    data = asdict(indicator) | ({"sql": statement} if statement else {})
    finish(Ending(command="indicators", data=data), as_json=as_json)


def _indicators(folder: Any) -> Any:
    from enforcement_cli.indicator.declare import all_indicators
    from enforcement_cli.model.failure import UnknownName

    try:
        own = enter_room(folder).own_indicators
    except UnknownName:
        if folder is not None:
            raise
        own = None
    return all_indicators(own)


def _unit(unit: str) -> str:
    return {"fen": "元（按分存储）"}.get(unit, unit)
