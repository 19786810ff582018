"""`enforce lake`: a workspace written out as a lake, made from one, returns read into one."""

from typing import TYPE_CHECKING, Annotated

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import JsonOption, WorkspaceOption, enter_room
from enforcement_cli.cli.screen import say

if TYPE_CHECKING:
    from enforcement_cli.workflow.lake.moving import Moved

LakeArgument = Annotated[str, typer.Argument(metavar="LAKE", help="数据湖的文件夹。")]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


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
