"""`enforce explain`: where a number comes from."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    CourtOption,
    DateOption,
    DayFlag,
    EngineOption,
    FromOption,
    JsonOption,
    KnownAtOption,
    LakeOption,
    MasterOption,
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
    known_at_of,
    lake_of,
)
from enforcement_cli.cli.periods import wish_of
from enforcement_cli.cli.screen import say, show_table

if TYPE_CHECKING:
    from decimal import Decimal

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


WindowOption = Annotated[
    str | None,
    typer.Option(
        "--window", metavar="NAME", help="战报旁列的口径（[[campaign.beside]] 的 name）。"
    ),
]


def add_to(app: typer.Typer) -> None:
    """Put the commands into the tree."""
    app.command("explain")(explain_command)


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
    team: Annotated[str | None, typer.Option("--team", metavar="NAME", help="一个团队。")] = None,
    officer: Annotated[
        str | None, typer.Option("--officer", metavar="NAME", help="一个承办人。")
    ] = None,
    window: WindowOption = None,
    cumulative: Annotated[bool, typer.Option("--cumulative", help="累计数，不是本期数。")] = False,
    known_at: KnownAtOption = None,
    lake: LakeOption = None,
    engine: EngineOption = "duckdb",
    master: MasterOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what makes a figure."""
    from enforcement_cli.workflow.explain import ExplainWish, explain, explained_json
    from enforcement_cli.workflow.explain_ground import Whose

    room = enter_room(folder, campaign, lake_of(lake, engine, master))
    flags = {
        "day": day, "week": week, "month": month, "quarter": quarter, "year": year, "total": total,
    }  # fmt: skip
    wish = ExplainWish(
        indicator=indicator,
        period=wish_of(flags, operation=operation, start=start, end=end, day=date),
        basis="cumulative" if cumulative else "period",
        action=action,
        court=court_code(room, court),
        whose=Whose(team=team, officer=officer, window=window),
    )
    found = explain(room, wish, known_at=known_at_of(room, known_at))
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
    shown = "未报" if value is None else _amount(value, money=money)
    unit = "元" if money else explained.figure.unit
    events = sum(part.amount for part in explained.listed)
    rows = explained.by_person and explained.listed
    distinct = f"（明细 {events} 人次，按证件号码去重）" if rows else ""
    what = "中位数" if explained.indicator.kind == "median" else "合计"
    say(
        f"共 {len(explained.parts)} 项，{what} {_amount(explained.total, money=money)}{unit}{distinct}；"
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
    if item.sentence:
        source += f"：“{item.sentence}”"
    nature = _NATURES.get(part.nature, "")
    return (
        names.get(part.court, part.court),
        part.case_no,
        part.day or "",
        _amount(part.amount, money=money) + (f"（{nature}）" if nature else ""),
        source,
    )


def _amount(value: "int | Decimal", *, money: bool) -> str:
    if not money:
        return str(value)
    from enforcement_cli.model.money import in_unit

    return f"{in_unit(int(value), '元'):.2f}"
