"""Options that mean the same in every command, and the room they lead into."""

import os
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enforcement_cli.model.clock import parse_moment
from enforcement_cli.model.failure import UsageError

if TYPE_CHECKING:
    from enforcement_cli.model.lake import LakePlace
    from enforcement_cli.workflow.present import Present
    from enforcement_cli.workflow.state import Room
    from enforcement_cli.workflow.workspace import Workspace

WorkspaceOption = Annotated[
    Path | None,
    typer.Option("-C", "--workspace", metavar="DIR", help="工作区文件夹；默认从当前文件夹向上找。"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="只输出一个 JSON 对象。")]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help="只输出错误和最后一行。")]


def _show_log(count: int) -> int:
    """-vv: what goes to the log is shown as well."""
    if count > 1:
        from enforcement_cli.workflow.record.journal import show_on_screen

        show_on_screen()
    return count


VerboseOption = Annotated[
    int,
    typer.Option(
        "-v", "--verbose", count=True, callback=_show_log, help="更详细；-vv 同时显示运行日志。"
    ),
]
CampaignOption = Annotated[
    str | None,
    typer.Option("--campaign", metavar="ID", help="行动编号；默认方案文件里最后一个。"),
]
CourtOption = Annotated[
    str | None, typer.Option("--court", metavar="C", help="法院：代字、简称或全称。")
]
KnownAtOption = Annotated[
    str | None,
    typer.Option("--known-at", metavar="T", help="按当时已收到的报表计算，如 2026-01-13T09:00。"),
]
DateOption = Annotated[
    str | None, typer.Option("--date", metavar="D", help="期内任一天；默认最近一个完整的期。")
]
DayFlag = Annotated[bool, typer.Option("--day", help="一天。")]
WeekFlag = Annotated[bool, typer.Option("--week", help="一周。")]
MonthFlag = Annotated[bool, typer.Option("--month", help="一月。")]
QuarterFlag = Annotated[bool, typer.Option("--quarter", help="一季。")]
YearFlag = Annotated[bool, typer.Option("--year", help="一年。")]
TotalFlag = Annotated[bool, typer.Option("--total", help="行动以来。")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="D", help="起始日。")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="D", help="截止日（含）。")]
OperationOption = Annotated[
    str | None, typer.Option("--operation", metavar="ID", help="方案文件里的一次集中行动。")
]
PhaseOption = Annotated[
    str | None,
    typer.Option("--phase", metavar="NAME", help='方案文件里的一个阶段；"" 为最近结束的一个。'),
]
FormatsOption = Annotated[
    str | None, typer.Option("--format", metavar="F,F", help="md,xlsx,docx,html,pdf；写文件用。")
]
ProfileOption = Annotated[
    str,
    typer.Option(
        "--profile", metavar="P", help="当事人怎么写：internal 不隐、bulletin 王某某、public 公开。"
    ),
]

StaffOption = Annotated[
    str, typer.Option("--by", metavar="WHO", help="按团队 team 或承办人 officer 列出。")
]
CompareOption = Annotated[
    str,
    typer.Option(
        "--compare",
        metavar="K,K",
        help="与哪些日子比：year 去年同期、day 上次行动同日、festival 按春节对齐。",
    ),
]
ListsOption = Annotated[
    str, typer.Option("--lists", metavar="K,K", help="附哪些清单，见 enforce cases list；或 all。")
]
BulletinsOption = Annotated[
    Path | None, typer.Option("--output", metavar="DIR", help="写到哪个文件夹；默认 bulletins/。")
]
RankFlag = Annotated[bool, typer.Option("--rank", help="排出位次；不加则按方案文件的顺序。")]
MarkOption = Annotated[
    Path | None,
    typer.Option("--mark", metavar="DIR", help="把标好问题的副本和回执、退回、核实文稿写到这里。"),
]
FailOnOption = Annotated[
    str,
    typer.Option(
        "--fail-on", metavar="LEVEL", help="有哪级问题时退出码为 3：return、query（默认）、none。"
    ),
]
LakeOption = Annotated[
    str | None,
    typer.Option(
        "--lake", metavar="LAKE", help="数据从这个数据湖来，不从工作区的数据库来：文件夹或地址。"
    ),
]
EngineOption = Annotated[
    str,
    typer.Option("--engine", metavar="E", help="用什么算：duckdb（本机）、spark；与 --lake 同用。"),
]
MasterOption = Annotated[
    str | None,
    typer.Option("--master", metavar="URL", help="Spark 集群：yarn、k8s://…、local[2]；默认本机。"),
]
_FAILS_ON: dict[str, tuple[str, ...]] = {
    "return": ("return",),
    "query": ("return", "query"),
    "none": (),
}


def fails_on(level: str) -> tuple[str, ...]:
    """The severities that make a run end with findings.

    Raises:
        UsageError: there is no such level.
    """
    if level not in _FAILS_ON:
        raise UsageError(
            f"--fail-on 没有“{level}”这一级。", remedy=f"可用：{'、'.join(_FAILS_ON)}。"
        )
    return _FAILS_ON[level]


def enter_room(
    folder: Path | None, campaign: str | None = None, lake: "LakePlace | None" = None
) -> "Room":
    """The workspace of the command line, its desk and campaign; the lake its facts come from."""
    from enforcement_cli.workflow.state import enter

    return replace(enter(workspace_of(folder), campaign), lake=lake)


def lake_of(address: str | None, engine: str, master: str | None) -> "LakePlace | None":
    """The lake of `--lake`, `--engine` and `--master`; None: the workspace's store.

    Raises:
        UsageError: there is no such engine, or the options do not belong together.
    """
    from enforcement_cli.model.lake import ENGINES, LakePlace

    if engine not in ENGINES:
        raise UsageError(f"--engine 没有“{engine}”。", remedy=f"可用：{'、'.join(ENGINES)}。")
    if master is not None and engine != "spark":
        raise UsageError("--master 是 Spark 的。", remedy="请加 --engine spark。")
    if address is None:
        if engine != "duckdb":
            raise UsageError("--engine 要与 --lake 同用。", remedy="请加 --lake 数据湖。")
        return None
    place = LakePlace(
        address=address, engine="spark" if engine == "spark" else "duckdb", master=master
    )
    if place.engine == "duckdb" and not place.is_local:
        raise UsageError("DuckDB 只读本机的文件夹。", where=address, remedy="请加 --engine spark。")
    return place


def workspace_of(folder: Path | None) -> "Workspace":
    """The workspace of the command line, its campaign file unread."""
    from enforcement_cli.workflow.workspace import find_workspace

    return find_workspace(Path.cwd(), folder, os.environ)


def day_of(text: str | None, option: str) -> date | None:
    """A date option.

    Raises:
        UsageError: it is no date.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"{option} 的日期“{text}”认不出。", remedy="请写成 2026-02-05。"
        ) from error


def moment_of(text: str, option: str) -> datetime:
    """A moment option: the user's word, whatever the clocks say.

    Raises:
        UsageError: it is no date or time.
    """
    try:
        return parse_moment(text)
    except ValueError as error:
        raise UsageError(
            f"{option} 的时间“{text}”认不出。", remedy="请写成 2026-02-05 或 2026-02-05T09:00。"
        ) from error


def known_at_of(room: "Room", text: str | None) -> datetime:
    """The moment of `--known-at`; where it is not given, everything stored until now is known.

    Raises:
        UsageError: it is no date or time.
    """
    return present_of(room, writes=False) if text is None else moment_of(text, "--known-at")


def present_of(room: "Room", *, writes: bool = True) -> datetime:
    """Now, as it may enter the room's store; a lake's is only read."""
    if room.lake is None:
        return present_in(room.workspace, writes=writes)
    from enforcement_cli.workflow.present import present_over

    return _told(present_over(room))


def present_in(workspace: "Workspace", *, writes: bool = True) -> datetime:
    """Now, as it may enter the store; a clock that cannot be right is told on standard error."""
    from enforcement_cli.workflow.present import present

    return _told(present(workspace, writes=writes))


def _told(found: "Present") -> datetime:
    for warning in found.warnings:
        sys.stderr.write(f"注意：{warning}\n")
    return found.moment


def court_code(room: "Room", text: str | None) -> str | None:
    """The code of a court by code, short, full or other name; an unknown one is never guessed.

    Raises:
        UnknownName: no court of the campaign file has that name; the nearest is suggested.
    """
    if text is None:
        return None
    for court in room.desk.courts:
        if text == court.code or text in court.names:
            return court.code
    from rapidfuzz import process

    from enforcement_cli.model.failure import UnknownName

    names = {name: court.short for court in room.desk.courts for name in court.names}
    nearest = process.extractOne(text, list(names), score_cutoff=50)
    meant = f"是不是“{names[nearest[0]]}”？" if nearest else ""
    raise UnknownName(
        f"没有法院“{text}”。{meant}",
        remedy=f"可用：{'、'.join(court.short for court in room.desk.courts)}。",
    )
