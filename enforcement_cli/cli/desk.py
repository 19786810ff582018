"""`enforce init`, `demo`, `config`: a workspace made, a sample campaign played, settings looked at."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.allow import config_workdays
from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import JsonOption, QuietOption, WorkspaceOption, enter_room
from enforcement_cli.cli.screen import as_typed, hint, say, show_passing, show_table
from enforcement_cli.model.failure import ExitCode

if TYPE_CHECKING:
    from enforcement_cli.workflow.demo import DemoResult


def add_to(app: typer.Typer) -> None:
    """Put the commands into the tree."""
    app.command("init")(init_command)
    app.command("demo")(demo_command)
    config = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    config.command("show", help="每个设置的值，和它来自哪一行。")(config_show)
    config.command("workdays", help="放假和调休：看有哪些年份，补一年。")(config_workdays)
    app.add_typer(config, name="config")


def init_command(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="工作区文件夹。")] = Path(),
    as_json: JsonOption = False,
) -> None:
    """A new workspace."""
    from enforcement_cli.workflow.campaign.describe import campaign_days_note
    from enforcement_cli.workflow.campaign.file import read_campaign_file
    from enforcement_cli.workflow.resources import template_path
    from enforcement_cli.workflow.workdays import workdays_of
    from enforcement_cli.workflow.workspace import create_workspace, is_made

    text = template_path(None, "enforce.toml").read_text("utf-8")
    again = is_made(folder, text)
    workspace = create_workspace(folder, text)
    workdays_of(workspace)
    desk = read_campaign_file(workspace.campaign_file)
    if not as_json:
        say(f"{'早已建好，没有再改：' if again else '已建工作区 '}{workspace.root}")
        say(f"请修改 {workspace.campaign_file}：法院、行动、目标。")
        for campaign in desk.campaigns:
            say(campaign_days_note(campaign))
    finish(
        Ending(
            command="init",
            data={"workspace": str(workspace.root), "campaign_file": str(workspace.campaign_file)},
            next=(f"enforce ingest 报表文件夹 -C {as_typed(workspace.root)}",),
        ),
        as_json=as_json,
    )


def demo_command(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="演示工作区放在哪里。")] = Path(
        "enforce-demo"
    ),
    campaign: Annotated[
        str,
        typer.Option(
            "--campaign",
            metavar="NAME",
            help="示例行动：tieling、ordos、jiuyuan、lanshan、guyang。",
        ),
    ] = "tieling",
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The sample campaign end to end."""
    from enforcement_cli.cli.report_shown import report_json
    from enforcement_cli.cli.write import markdown_of
    from enforcement_cli.workflow.demo import run_demo, sample_folder

    silent = quiet or as_json
    result = run_demo(folder, sample_folder(campaign), None if silent else _tell)
    expected = not result.unexpected and not result.not_found
    if not as_json:
        if not quiet:
            sys.stdout.write(markdown_of(result.room, result.report))
            sys.stdout.flush()
        for word, findings in (("多出", result.unexpected), ("漏掉", result.not_found)):
            for finding in findings:
                hint(f"{word}：{' '.join(finding)}")
        planted = len(result.found) - len(result.unexpected) + len(result.not_found)
        found = len(result.found) - len(result.unexpected)
        hint(
            f"示例行动：收 {len(result.receipts)} 份报表，埋入的问题 {planted} 处，查出 {found} 处，"
            f"多报 {len(result.unexpected)} 处。工作区：{result.room.workspace.root}"
        )
        hint(f"战报：{result.files['docx']}；大屏和手机看：{result.files['html']}")
    data: dict[str, Any] = report_json(result.report) | {
        "files": {kind: str(path) for kind, path in result.files.items()},
        "returns": len(result.receipts),
        "found": [list(finding) for finding in result.found],
        "unexpected": [list(finding) for finding in result.unexpected],
        "not_found": [list(finding) for finding in result.not_found],
        "workspace": str(result.room.workspace.root),
    }
    where = as_typed(result.room.workspace.root)
    finish(
        Ending(
            command="demo",
            data=data,
            next=(
                f"enforce explain amount_recovered {_period_and_court(result)} -C {where}",
                f"enforce status -C {where}",
            ),
            code=ExitCode.CLEAN if expected else ExitCode.FAILED,
        ),
        as_json=as_json,
    )


def _period_and_court(result: "DemoResult") -> str:
    """The options by which `explain` speaks of the bulletin shown, of one court of several."""
    basic = [court for court in result.room.desk.courts if court.level == "basic"]
    court = f" --court {basic[-1].short}" if len(basic) > 1 else ""
    return f"--{result.report.figures.period.kind}{court}"


def _tell(line: str) -> None:
    if sys.stderr.isatty():
        show_passing(line)
        if line.startswith("完成"):
            show_passing("")
    else:
        hint(line)


def config_show(
    folder: WorkspaceOption = None,
    origin: Annotated[bool, typer.Option("--origin", help="显示每个值来自哪里。")] = False,
    as_json: JsonOption = False,
) -> None:
    """Every setting."""
    from enforcement_cli.workflow.campaign.describe import (
        campaign_days_note,
        describe_configuration,
    )

    room = enter_room(folder)
    settings = describe_configuration(room.desk, room.workspace.campaign_file)
    if not as_json:
        columns = ("设置", "值", "来自") if origin else ("设置", "值")
        show_table("", columns, (setting if origin else setting[:2] for setting in settings))
        for campaign in room.desk.campaigns:
            say(campaign_days_note(campaign))
    data = [{"key": key, "value": value, "origin": where} for key, value, where in settings]
    finish(Ending(command="config", data={"settings": data}), as_json=as_json)
