"""`enforce template`: blank returns to send to the courts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    CourtOption,
    JsonOption,
    QuietOption,
    WorkspaceOption,
    court_code,
    day_of,
    enter_room,
)
from enforcement_cli.cli.screen import say

if TYPE_CHECKING:
    from enforcement_cli.workflow.blank_returns import BlankFile


def add_to(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("template")(template_command)


def template_command(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--form",
            metavar="F",
            help="cases payments measures aggregate 之一；默认行动方案里应报的各种。",
        ),
    ] = None,
    court: CourtOption = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="D", help="期内任一天；默认今天所在的一周。")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="DIR", help="写到哪个文件夹；默认 bulletins/空白表/。"),
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Blank returns of a week."""
    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.blank_returns import write_blank_returns

    room = enter_room(folder, campaign)
    files = write_blank_returns(
        room,
        day=day_of(date, "--date") or now().date(),
        court=court_code(room, court),
        form=form,
        folder=output,
    )
    if not as_json:
        if not quiet:
            for file in files:
                say(f"已写 {file.path}")
        say(f"{files[0].period.label}空白表 {len(files)} 份。")
    data = {"campaign": room.campaign.id, "files": [_data(file) for file in files]}
    finish(Ending(command="template", data=data), as_json=as_json)


def _data(file: "BlankFile") -> dict[str, Any]:
    return {
        "court": file.court,
        "form": file.form,
        "period": {"kind": "week", "start": file.period.start, "end": file.period.end},
        "due": file.due,
        "path": str(file.path),
    }
