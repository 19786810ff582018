"""`enforce withdraw`: an accepted return taken out again."""

from typing import Annotated

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import JsonOption, WorkspaceOption, enter_room, present_of
from enforcement_cli.cli.screen import say


def add_to(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("withdraw")(withdraw_command)


def withdraw_command(
    return_id: Annotated[
        int, typer.Argument(metavar="RETURN", help="报表编号，见 enforce status。")
    ],
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="谁决定的。")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="原因。")],
    folder: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a return out."""
    from enforcement_cli.workflow.withdraw import withdraw_return

    room = enter_room(folder)
    done = withdraw_return(room, return_id, by=by, reason=reason, at=present_of(room))
    name = done.stored.file_name
    if not as_json:
        said = "早已撤出，没有再改：" if done.again else "已撤出 "
        say(f"{said}{name}（编号 {return_id}）。")
    finish(
        Ending(
            command="withdraw",
            data={"return": return_id, "file": name},
            next=("enforce status",),
        ),
        as_json=as_json,
    )
