"""`enforce today`: what waits for me, each line with the next command."""

from typing import Any

import typer

from enforcement_cli.cli.board import warn_unknown_years
from enforcement_cli.cli.board_json import moment_json
from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    JsonOption,
    KnownAtOption,
    QuietOption,
    WorkspaceOption,
    enter_room,
    known_at_of,
)
from enforcement_cli.cli.screen import say
from enforcement_cli.model.failure import ExitCode

_TITLES = {
    "late": "逾期未报",
    "due": "今天到时限",
    "decide": "等我决定",
    "answer": "等法院答复",
    "expiring": "说明快到期",
    "report": "可以出战报",
}


def add_to(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("today")(today_command)


def today_command(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """What waits today."""
    from enforcement_cli.vocabulary.board import today_limit
    from enforcement_cli.workflow.today import today

    room = enter_room(folder, campaign)
    found = today(room, at=known_at_of(room, known_at))
    warn_unknown_years(found.board)
    kinds = {line.kind for line in found.lines}
    if not as_json:
        if not quiet:
            for kind in _TITLES:
                _show([line for line in found.lines if line.kind == kind], today_limit("shown"))
        counts = (
            f"{_TITLES[kind]} {sum(line.count for line in found.lines if line.kind == kind)}"
            for kind in _TITLES
            if kind in kinds
        )
        say(f"今天：{'，'.join(counts)}。" if kinds else "今天没有要办的事。")
    code = ExitCode.CLEAN
    if kinds & {"decide", "answer"}:
        code = ExitCode.FINDINGS
    if "late" in kinds:
        code = ExitCode.MISSING
    finish(Ending(command="today", data=_data(found), code=code), as_json=as_json)


def _show(lines: list[Any], most: int) -> None:
    if not lines:
        return
    say(_TITLES[lines[0].kind])
    for line in lines[:most]:
        say(f"  {line.text}")
        say(f"      {line.command}")
    if len(lines) > most:
        say(f"  另有 {len(lines) - most} 条，用 --json 查看全部。")


def _data(found: Any) -> dict[str, Any]:
    return {
        "at": moment_json(found.board.now),
        "lines": [
            {
                "kind": line.kind,
                "court": line.court,
                "count": line.count,
                "text": line.text,
                "command": line.command,
            }
            for line in found.lines
        ],
        "unknown_years": list(found.board.unknown_years),
    }
