"""`enforce lake`: a workspace written out as a lake, made from one, returns read into one."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    FailOnOption,
    JsonOption,
    MasterOption,
    QuietOption,
    VerboseOption,
    WorkspaceOption,
    enter_room,
    fails_on,
    moment_of,
    present_of,
)
from enforcement_cli.cli.passwords import PasswordFileOption, passwords_in
from enforcement_cli.cli.receive import Back, ReceivedOption, Show, end_receiving, progress_of
from enforcement_cli.cli.screen import say
from enforcement_cli.model.failure import UnknownName

if TYPE_CHECKING:
    from enforcement_cli.workflow.lake.moving import Moved
    from enforcement_cli.workflow.state import Room

LakeArgument = Annotated[str, typer.Argument(metavar="LAKE", help="数据湖的文件夹。")]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.command("ingest", help="在 Spark 上收报表入数据湖：读取、检查、写成 Parquet 文件。")
def lake_ingest(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="报表文件夹，或 s3a://、hdfs:// 等地址。")
    ],
    lake: Annotated[str, typer.Argument(metavar="LAKE", help="数据湖的文件夹或地址；没有则新建。")],
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    master: MasterOption = None,
    received: ReceivedOption = None,
    password_file: PasswordFileOption = None,
    fail_on: FailOnOption = "query",
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Take returns into a lake."""
    from enforcement_cli.model.lake import LakePlace
    from enforcement_cli.workflow.judging import IngestOptions
    from enforcement_cli.workflow.lake.ingest import ingest_lake

    room, show = enter_room(folder, campaign), Show(as_json=as_json, quiet=quiet, verbose=verbose)
    place = LakePlace(address=lake, engine="spark", master=master)
    # Of a lake that is a folder nothing that is asked on the way takes a cluster.
    seen = replace(room, lake=replace(place, engine="duckdb") if place.is_local else place)
    options = IngestOptions(
        received_at=moment_of(received, "--received") if received else _arrival(room, seen),
        passwords=passwords_in(password_file),
    )
    receipts = ingest_lake(room, source, place, options, progress=progress_of(show))
    back = Back(mark=None, fails=fails_on(fail_on))
    paths = [] if "://" in source else [Path(source)]
    end_receiving("lake", paths, seen, receipts, options, back, show)


def _arrival(room: "Room", seen: "Room") -> datetime:
    """Now, after all that the lake has; where there is none yet, after what the workspace has."""
    try:
        return present_of(seen)
    except UnknownName:
        return present_of(room)


@app.command("export", help="把工作区的数据库整个写成数据湖（Parquet 文件）；原件不在其中。")
def lake_export(
    lake: LakeArgument,
    folder: WorkspaceOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="那里已有本台的数据湖时，整个换掉。")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write the store out."""
    from enforcement_cli.model.lake import LakePlace
    from enforcement_cli.workflow.lake.moving import export_lake

    done = export_lake(enter_room(folder), LakePlace(address=lake), replace=yes)
    _end("lake", done, f"已写 {done.folder}：", as_json=as_json)


@app.command("import", help="由数据湖建一个还没收过报表的工作区的数据库。")
def lake_import(
    lake: LakeArgument,
    folder: WorkspaceOption = None,
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="谁导入的。")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="为什么。")] = "",
    as_json: JsonOption = False,
) -> None:
    """Make the store from a lake."""
    from enforcement_cli.model.lake import LakePlace
    from enforcement_cli.workflow.lake.moving import import_lake

    done = import_lake(enter_room(folder), LakePlace(address=lake), by=by, reason=reason)
    _end("lake", done, "已导入：", as_json=as_json)


def _end(command: str, done: "Moved", said: str, *, as_json: bool) -> None:
    if not as_json:
        rows = sum(done.rows.values())
        say(f"{said}报表 {done.rows['returns']} 份，各表共 {rows} 行，{done.files} 个文件。")
    data = {
        "lake": str(done.folder),
        "rows": dict(done.rows),
        "files": done.files,
        "bytes": done.size,
    }
    finish(Ending(command=command, data=data), as_json=as_json)
