"""`enforce state`: a number given by telephone, until the return comes."""

from typing import TYPE_CHECKING, Annotated

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    DateOption,
    JsonOption,
    WorkspaceOption,
    court_code,
    day_of,
    enter_room,
    present_of,
)
from enforcement_cli.cli.screen import say

if TYPE_CHECKING:
    from enforcement_cli.workflow.phoned import PhonedRecord
    from enforcement_cli.workflow.state import Room


def add_to(app: typer.Typer) -> None:
    """Put the command into the tree."""
    # A value such as -3 is refused with a reason, not taken for an option.
    settings = {"ignore_unknown_options": True}
    app.command("state", context_settings=settings)(state_command)


def state_command(
    court: Annotated[str, typer.Argument(metavar="COURT", help="法院：代字、简称或全称。")],
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="指标编号或名称。")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="如 12件、3人次、3.5万元。")],
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="谁记的。")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="谁报的、为什么。")],
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="P", help="哪一期，如 第3周。")
    ] = None,
    date: DateOption = None,
    cumulative: Annotated[bool, typer.Option("--cumulative", help="累计数，不是本期数。")] = False,
    action: Annotated[
        str | None, typer.Option("--action", metavar="ID", help="行动类别编号。")
    ] = None,
    unit: Annotated[str, typer.Option("--unit", metavar="U", help="数里没写的单位。")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只核对，不记录。")] = False,
    as_json: JsonOption = False,
) -> None:
    """Record a number given by telephone."""
    from enforcement_cli.workflow.figures import figure_json
    from enforcement_cli.workflow.periods import PeriodWish
    from enforcement_cli.workflow.phoned import PhonedWish, state_number

    room = enter_room(folder, campaign)
    wish = PhonedWish(
        court=str(court_code(room, court)),
        indicator=indicator,
        value=value,
        unit=unit,
        period=period or "",
        wish=PeriodWish(kind="week", day=day_of(date, "--date")),
        cumulative=cumulative,
        action=action,
        by=by,
        reason=reason,
    )
    record = state_number(room, wish, at=present_of(room, writes=not dry_run), dry_run=dry_run)
    if not as_json:
        _show(room, record, wish.by, dry_run=dry_run)
    data = {
        "court": wish.court,
        "indicator": record.indicator.id,
        "action": record.key.action,
        "basis": record.key.basis,
        "period": {"start": record.period.start, "end": record.period.end},
        "value": record.value,
        "unit": record.unit,
        "recorded": not dry_run and not record.again,
        "figure": figure_json(record.printed) if record.printed else None,
    }
    finish(Ending(command="state", data=data), as_json=as_json)


def _show(room: "Room", record: "PhonedRecord", by: str, *, dry_run: bool) -> None:
    from enforcement_cli.check.targets import shown

    names = {court.code: court.short for court in room.desk.courts}
    actions = {action.id: action.name for action in room.campaign.actions}
    basis = "累计" if record.key.basis == "cumulative" else "本期"
    value = shown(record.value, record.unit)
    what = (
        f"{names[str(record.key.court)]}{record.period.label}"
        f"（{record.period.start} 至 {record.period.end}）"
        f"{actions.get(record.key.action or '', '')}{basis}{record.indicator.name} {value}"
    )
    if dry_run:
        say(f"没有记录（--dry-run）：{what}。")
    elif record.again:
        say(f"已有同样的记录：{what}。")
    else:
        say(f"已记电话报数：{what}，{by}记录。")
    figure = record.printed
    if figure is None:
        return
    if "phoned" in figure.sources:
        say("战报中标“（电）”，收到报表后自动由报表替换。")
    elif figure.value is not None:
        printed = shown(int(figure.value), figure.unit)
        say(f"该院的报表已有此数（{printed}），战报按报表列示，两数不同时加注。")
    else:
        say("战报按另一单位统计此项，电话报数没有列入。")
