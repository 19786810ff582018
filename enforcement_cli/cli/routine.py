"""`enforce run` and `enforce schedule`: what cron does, and the line that makes cron do it."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    DateOption,
    JsonOption,
    QuietOption,
    WorkspaceOption,
    day_of,
    enter_room,
)
from enforcement_cli.cli.screen import say
from enforcement_cli.cli.write import problem_counts, report_code
from enforcement_cli.model.failure import ExitCode

if TYPE_CHECKING:
    from enforcement_cli.workflow.report import Report
    from enforcement_cli.workflow.state import Room

NoInputOption = Annotated[bool, typer.Option("--no-input", help="从不提问（本命令本来就不提问）。")]


def add_to(app: typer.Typer) -> None:
    """Put the commands into the tree."""
    run = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    run.callback()(_group)
    run.command("weekly", help="收 inbox/ 里的报表，把本周战报写到 bulletins/。可重复运行。")(
        run_weekly_command
    )
    app.add_typer(run, name="run")
    schedule = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    schedule.callback()(_group)
    schedule.command("print", help="打印每周运行的 crontab 行。")(schedule_print)
    app.add_typer(schedule, name="schedule")


def _group() -> None:
    """A group of commands."""


def run_weekly_command(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    date: DateOption = None,
    no_input: NoInputOption = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The weekly routine."""
    from enforcement_cli.cli.receipts import receipt_json
    from enforcement_cli.model.clock import now
    from enforcement_cli.model.receipt import STATUS_NAMES
    from enforcement_cli.workflow.routine import run_weekly

    del no_input
    room = enter_room(folder, campaign)
    done = run_weekly(room, at=now(), day=day_of(date, "--date"))
    counts = Counter(p.severity for receipt in done.receipts for p in receipt.problems)
    code = report_code(done.issue.report)
    if code is ExitCode.CLEAN and counts["return"] + counts["query"]:
        code = ExitCode.FINDINGS
    if not as_json:
        if not quiet:
            counted = Counter(receipt.status for receipt in done.receipts)
            shown = "，".join(f"{STATUS_NAMES[status]} {n}" for status, n in counted.items())
            say(f"收件：{shown or '收件箱是空的'}。")
            for path in done.issue.files.values():
                say(f"已写 {path}")
        say(f"第{done.issue.number}期：{_ending(done.issue.report, room, counts)}")
    finish(
        Ending(
            command="run",
            data={
                "issue": done.issue.number,
                "files": {kind: str(path) for kind, path in done.issue.files.items()},
                "missing": list(done.issue.report.missing),
                "returns": [receipt_json(receipt) for receipt in done.receipts],
            },
            problems={word: counts[word] for word in ("return", "query", "note", "fixed")},
            code=code,
        ),
        as_json=as_json,
    )


def _ending(report: "Report", room: "Room", counts: Mapping[Any, int]) -> str:
    parts = []
    if report.missing:
        names = {court.code: court.short for court in room.desk.courts}
        parts.append(f"未报齐 {'、'.join(names[court] for court in report.missing)}")
    doubted = problem_counts(report)
    if doubted["return"] + doubted["query"]:
        parts.append(f"战报数据中有 {doubted['return'] + doubted['query']} 处退回或核实未答复")
    waiting = counts["return"] + counts["query"]
    if waiting:
        parts.append(f"本次收件有 {waiting} 个问题待答复")
    return "；".join(parts) + "。" if parts else "完成。"


def schedule_print(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    as_json: JsonOption = False,
) -> None:
    """The crontab lines of this workspace."""
    from enforcement_cli.workflow.schedule import cron_lines

    room = enter_room(folder, campaign)
    lines = cron_lines(room)
    if not as_json:
        for line in lines:
            say(line)
    finish(Ending(command="schedule", data={"crontab": lines}), as_json=as_json)
