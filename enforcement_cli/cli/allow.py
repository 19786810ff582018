"""`enforce extend`, `exempt` and `config workdays`: more time, no return, and what a working day is."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.board_json import moment_json
from enforcement_cli.cli.chase import expected_form
from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    JsonOption,
    WorkspaceOption,
    court_code,
    day_of,
    enter_room,
    moment_of,
    present_of,
)
from enforcement_cli.cli.screen import say, show_table
from enforcement_cli.model.failure import UnknownName, UsageError

if TYPE_CHECKING:
    from enforcement_cli.workflow.allowances import Grant, Granted
    from enforcement_cli.workflow.state import Room

CourtArgument = Annotated[str, typer.Argument(metavar="COURT", help="法院：代字、简称或全称。")]
AllowedFormOption = Annotated[
    str | None, typer.Option("--form", metavar="FORM", help="哪种表；默认该院应报的各种表。")
]
ByOption = Annotated[str, typer.Option("--by", metavar="WHO", help="谁决定的。")]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="原因。")]
RevokeOption = Annotated[bool, typer.Option("--revoke", help="撤销以前同意的。")]


def add_to(app: typer.Typer) -> None:
    """Put the commands into the tree."""
    app.command("extend")(extend_command)
    app.command("exempt")(exempt_command)


def extend_command(
    court: CourtArgument,
    by: ByOption,
    reason: ReasonOption,
    until: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="T", help="延到何时，如 2026-02-05T17:00；只写日期为当天 24 时。"
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="D", help="哪一期：期内任一天。")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="第N周", help="哪一期：第6周，或 6。")
    ] = None,
    form: AllowedFormOption = None,
    revoke: RevokeOption = False,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    as_json: JsonOption = False,
) -> None:
    """More time for one period."""
    from enforcement_cli.workflow.allowances import extend, revoke_extension
    from enforcement_cli.workflow.clocks import desk_time

    room = enter_room(folder, campaign)
    grant = _grant(room, court, form, by, reason)
    day = _period_day(room, date, period)
    if revoke:
        done = revoke_extension(room, grant, day=day)
    else:
        if until is None:
            raise UsageError("没有写延到何时。", remedy="请加 --until 2026-02-05T17:00。")
        moment = desk_time(moment_of(until, "--until")).replace(second=0)
        done = extend(room, grant, day=day, until=moment)
    _end(room, "extend", done, as_json=as_json, revoked=revoke)


def exempt_command(
    court: CourtArgument,
    by: ByOption,
    reason: ReasonOption,
    until: Annotated[
        str | None, typer.Option("--until", metavar="D", help="免到哪天：截止日不晚于它的各期。")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="D", help="从哪天起；默认最近一个完整的期。")
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="到行动结束。")] = False,
    form: AllowedFormOption = None,
    revoke: RevokeOption = False,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    as_json: JsonOption = False,
) -> None:
    """No return for some time."""
    from enforcement_cli.workflow.allowances import exempt, revoke_exemption

    room = enter_room(folder, campaign)
    grant = _grant(room, court, form, by, reason)
    if revoke:
        done = revoke_exemption(room, grant)
    else:
        last = day_of(until, "--until")
        if (last is None) != whole:
            raise UsageError(
                "要写免到哪天，或写明到行动结束，二者取一。", remedy="请加 --until D 或 --whole。"
            )
        first = day_of(since, "--from") or _running_since(room, grant.at)
        done = exempt(room, grant, since=first, until=last)
    _end(room, "exempt", done, as_json=as_json, revoked=revoke)


def config_workdays(
    year: Annotated[int | None, typer.Argument(metavar="[YEAR]", help="要补或要改的年份。")] = None,
    off: Annotated[
        list[str] | None, typer.Option("--off", metavar="D/D", help="放假的日子，可写多次。")
    ] = None,
    on: Annotated[
        list[str] | None, typer.Option("--on", metavar="D", help="调休上班的周六、周日，可写多次。")
    ] = None,
    folder: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """The table of working days."""
    from enforcement_cli.workflow.workdays import add_year, workdays_of, workdays_path

    room = enter_room(folder)
    if year is None:
        table = workdays_of(room.workspace)
    elif not off and not on:
        raise UsageError(
            f"没有写 {year} 年的放假和调休。",
            remedy=f"例如 --off {year}-01-01/{year}-01-03 --on {year}-01-04。",
        )
    else:
        table = add_year(room.workspace, year, off or (), on or ())
    counts = {
        y: [sum(day.year == y for day in days) for days in (table.holidays, table.workdays)]
        for y in sorted(table.years, reverse=True)
    }
    if not as_json:
        show_table("", ("年份", "放假天数", "调休上班天数"), ((y, *n) for y, n in counts.items()))
        say(f"工作日表：{workdays_path(room.workspace)}")
    years = [{"year": y, "holidays": n[0], "workdays": n[1]} for y, n in counts.items()]
    data = {"years": years, "file": str(workdays_path(room.workspace))}
    finish(Ending(command="workdays", data=data), as_json=as_json)


def _grant(room: "Room", court: str, form: str | None, by: str, reason: str) -> "Grant":
    from enforcement_cli.workflow.allowances import Grant

    if not by.strip() or not reason.strip():
        raise UsageError("--by 和 --reason 不能为空。", remedy="请写明谁决定的、什么原因。")
    code = court_code(room, court)
    return Grant(
        court=code or "", form=expected_form(room, form), by=by, reason=reason, at=present_of(room)
    )


def _period_day(room: "Room", date: str | None, period: str | None) -> dt.date:
    """A day of the period that is meant."""
    from enforcement_cli.model.campaign import campaign_weeks

    day = day_of(date, "--date")
    if (day is None) == (period is None):
        raise UsageError(
            "要写哪一期：--date 或 --period，二者取一。", remedy="例如 --period 第6周。"
        )
    if day is not None:
        return day
    number = str(period).removeprefix("第").removesuffix("周")
    for week in campaign_weeks(room.campaign, room.desk.calendar):
        if str(week.number) == number:
            return week.end
    raise UnknownName(f"行动没有“{period}”。", remedy="请写成 第6周，或用 --date。")


def _running_since(room: "Room", at: dt.datetime) -> dt.date:
    """The start of the last complete period, else of the campaign: what the board shows."""
    from enforcement_cli.model.campaign import campaign_weeks

    weeks = campaign_weeks(room.campaign, room.desk.calendar)
    over = [week for week in weeks if week.end < at.date()]
    return over[-1].start if over else room.campaign.start


def _end(room: "Room", command: str, done: "Granted", *, as_json: bool, revoked: bool) -> None:
    from enforcement_cli.vocabulary.forms import form_named

    found = done.allowances
    court = room.desk.court_of(found[0].court)
    for each in () if as_json else found:
        kind = "延期" if each.kind == "extended" else "免报"
        until = f"至 {each.until:%Y-%m-%d %H:%M}" if each.until else "至行动结束"
        said = f"已撤销{kind}" if revoked else f"{kind}{until}"
        since = f"{each.period_start} 起" if each.period_end is None else f"到 {each.period_end}"
        say(f"{court.short if court else each.court} {form_named(each.form).title}"
            f"（{since}的期次）：{said}{'（早已如此，没有再改）' if done.again else ''}")  # fmt: skip
    data: dict[str, Any] = {
        "revoked": revoked,
        "allowances": [
            {
                "kind": each.kind,
                "court": each.court,
                "form": each.form,
                "period": {"start": each.period_start, "end": each.period_end},
                "until": moment_json(each.until),
                "by": each.by,
                "reason": each.reason,
            }
            for each in found
        ],
    }
    finish(Ending(command=command, data=data, next=("enforce status",)), as_json=as_json)
