"""`enforce cases list KIND`: the cases somebody must look at.

Comes in: the words of a command line. Goes out: an Ending, or a file. The screen of the desk shows
names as they were sent: it is internal.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    CourtOption,
    DateOption,
    DayFlag,
    JsonOption,
    KnownAtOption,
    MonthFlag,
    TotalFlag,
    WeekFlag,
    WorkspaceOption,
    court_code,
    enter_room,
    known_at_of,
)
from enforcement_cli.cli.periods import wish_of
from enforcement_cli.cli.screen import say, show_table
from enforcement_cli.model.failure import UsageError

if TYPE_CHECKING:
    from enforcement_cli.model.case_list import CaseLine, CaseList
    from enforcement_cli.workflow.state import Room

_FORMATS = ("csv", "xlsx")
_HEADERS = (
    "法院", "案号", "承办人", "团队", "案由", "当事人", "日期", "天数", "金额（元）", "状态", "备注", "出处",
)  # fmt: skip


def cases_list(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="overdue due_soon ageing key interim livelihood_interim unpaid todos。",
        ),
    ],
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    court: CourtOption = None,
    team: Annotated[str | None, typer.Option("--team", metavar="T", help="团队。")] = None,
    officer: Annotated[str | None, typer.Option("--officer", metavar="O", help="承办人。")] = None,
    day: DayFlag = False,
    week: WeekFlag = False,
    month: MonthFlag = False,
    total: TotalFlag = False,
    date: DateOption = None,
    known_at: KnownAtOption = None,
    most: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="最多几行。")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="F", help="csv 或 xlsx，写成文件。")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="写到文件。")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """A list of cases as of a period's end."""
    from enforcement_cli.workflow.case_lists import Only, list_json, list_of
    from enforcement_cli.workflow.own_files import refuse_own_file

    if (form or "csv") not in _FORMATS:
        raise UsageError(f"没有格式“{form}”。", remedy=f"可用：{'、'.join(_FORMATS)}。")
    if form is not None and output is None:
        raise UsageError(f"{form} 要写成文件。", remedy="请加 --output 文件名。")
    room = enter_room(folder, campaign)
    if output is not None:
        refuse_own_file(room.workspace, output)
    code = court_code(room, court)
    wish = wish_of({"day": day, "week": week, "month": month, "total": total}, day=date)
    only = Only(courts=(code,) if code else None, team=team, officer=officer, most=most)
    moment = known_at_of(room, known_at)
    period, found = list_of(room, kind, wish, known_at=moment, only=only)
    if output is not None:
        _write(room, found, form or _suffix(output), output)
    if not as_json:
        _show(room, found, period.end.isoformat(), output)
    data = {"day": period.end, "file": str(output) if output else None} | list_json(found)
    finish(Ending(command="cases", data=data), as_json=as_json)


def _suffix(path: Path) -> str:
    kind = path.suffix.lower().lstrip(".")
    return kind if kind in _FORMATS else "csv"


def _write(room: "Room", found: "CaseList", kind: str, path: Path) -> None:
    from enforcement_cli.render.tables import write_table

    write_table(_HEADERS, (_cells(room, line) for line in found.lines), kind, path)


def _cells(room: "Room", line: "CaseLine") -> tuple[object, ...]:
    from enforcement_cli.model.money import in_unit

    names = {court.code: court.short for court in room.desk.courts}
    money = in_unit(line.amount_fen, "元") if line.amount_fen is not None else None
    return (
        names.get(line.court, line.court), line.case_no, line.officer, line.team, line.cause,
        line.party, line.day, line.days, money, line.state, line.note, line.origin,
    )  # fmt: skip


def _show(room: "Room", found: "CaseList", day: str, output: Path | None) -> None:
    say(f"{found.title}（截至 {day}）：{found.total} 件")
    if found.rule:
        say(found.rule)
    if found.buckets:
        say("　".join(f"{name} {count}" for name, count in found.buckets))
    if output is not None:
        say(f"已写 {output}：{len(found.lines)} 行。")
    elif found.lines:
        rows = [_cells(room, line) for line in found.lines]
        kept = [at for at in range(len(_HEADERS)) if any(row[at] not in (None, "") for row in rows)]
        show_table(
            "",
            [_HEADERS[at] for at in kept],
            ([("" if row[at] is None else row[at]) for at in kept] for row in rows),
        )
        if found.total > len(found.lines):
            say(f"共 {found.total} 件，列出 {len(found.lines)} 件。")
    if found.silent:
        names = {court.code: court.short for court in room.desk.courts}
        said = "、".join(names.get(court, court) for court in found.silent)
        say(f"不含{said}：没有报送所需的报表。")


app = typer.Typer(rich_markup_mode=None)
app.command("list", help="案件清单：超期、即将到期、账龄、重点、终本复核、案款未发放、督办。")(
    cases_list
)


@app.callback()
def _group() -> None:
    """A group of one command keeps its name."""
