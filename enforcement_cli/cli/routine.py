"""`enforce run`: what cron does, and how it ended."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    DateOption,
    JsonOption,
    QuietOption,
    WorkspaceOption,
    day_of,
    present_in,
)
from enforcement_cli.cli.screen import hint, say
from enforcement_cli.model.clock import now
from enforcement_cli.model.failure import StoreBusy

if TYPE_CHECKING:
    from enforcement_cli.model.routine import RunKind
    from enforcement_cli.workflow.routine.result import Run
    from enforcement_cli.workflow.workspace import Workspace

CampaignsOption = Annotated[
    str | None,
    typer.Option(
        "--campaign",
        metavar="ID",
        help="行动编号；all 为正在进行的全部行动；默认方案文件里最后一个。",
    ),
]
PublishOption = Annotated[
    bool | None,
    typer.Option("--publish/--no-publish", help="战报过了发布前检查就发布；默认按 [routine]。"),
]
NoInputOption = Annotated[bool, typer.Option("--no-input", help="从不提问（本命令本来就不提问）。")]


def add_to(app: typer.Typer) -> None:
    """Put the commands into the tree."""
    run = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    run.callback()(_group)
    run.command("daily", help="每天：收件、退回、催报；到了时限的战报补出。放假的日子只收件。")(
        run_daily_command
    )
    run.command("weekly", help="收 inbox/ 里的报表，把欠出的周战报写到 bulletins/。可重复运行。")(
        run_weekly_command
    )
    run.command("monthly", help="每月：同 weekly，出月通报。")(run_monthly_command)
    app.add_typer(run, name="run")


def _group() -> None:
    """A group of commands."""


def run_daily_command(
    folder: WorkspaceOption = None,
    campaign: CampaignsOption = None,
    date: DateOption = None,
    publish: PublishOption = None,
    no_input: NoInputOption = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The daily routine."""
    del no_input
    _run("daily", folder, campaign, date, publish, as_json=as_json, quiet=quiet)


def run_weekly_command(
    folder: WorkspaceOption = None,
    campaign: CampaignsOption = None,
    date: DateOption = None,
    publish: PublishOption = None,
    no_input: NoInputOption = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The weekly routine."""
    del no_input
    _run("weekly", folder, campaign, date, publish, as_json=as_json, quiet=quiet)


def run_monthly_command(
    folder: WorkspaceOption = None,
    campaign: CampaignsOption = None,
    date: DateOption = None,
    publish: PublishOption = None,
    no_input: NoInputOption = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The monthly routine."""
    del no_input
    _run("monthly", folder, campaign, date, publish, as_json=as_json, quiet=quiet)


def _run(
    kind: "RunKind",
    folder: Path | None,
    campaign: str | None,
    date: str | None,
    publish: bool | None,
    *,
    as_json: bool,
    quiet: bool,
) -> None:
    from enforcement_cli.workflow.routine.record import kept_record, next_steps
    from enforcement_cli.workflow.routine.result import RunWish
    from enforcement_cli.workflow.routine.run import rooms_of, run_routine
    from enforcement_cli.workflow.warming import warm_for
    from enforcement_cli.workflow.workspace import find_workspace

    workspace = find_workspace(Path.cwd(), folder, os.environ)
    warm_for([workspace.inbox], workspace.store)
    try:
        at = present_in(workspace)
    except StoreBusy:
        at = now()  # the run meets it too, and puts it on its record
    rooms = rooms_of(workspace, campaign, at)
    wish = RunWish(kind=kind, day=day_of(date, "--date"), publish=publish)
    run = run_routine(rooms, wish, at=at)
    if as_json:
        ending = Ending(command="run", code=run.code, envelope=kept_record(rooms, wish, run))
        finish(ending, as_json=True)
    _show_errors(run)
    if run.status != "failed":
        _show(run, workspace, quiet=quiet)
    # What failed names its next step itself.
    follow = () if quiet or run.status == "failed" else next_steps(run)
    finish(Ending(command="run", code=run.code, next=follow), as_json=False)


def _show_errors(run: "Run") -> None:
    """A sentence for every step that failed, or that the gate held back."""
    from enforcement_cli.workflow.routine.steps import STEP_NAMES

    for step in run.steps:
        if step.error is not None:
            error = step.error
            where = f"{error.where}：" if error.where else ""
            told = f"{where}{error.message}{error.remedy}"
            others = "" if step.status != "failed" else f"（{STEP_NAMES[step.name]}；其余各步照常）"
            hint(f"错（{int(error.code)}）{told}{others}")


def _out_before(run: "Run") -> "set[Path]":
    """The files of issues that were published before this run, which stay as they are."""
    out = {(draft.campaign, draft.period) for draft in run.drafts if draft.published}
    again = (issue for issue in run.published if (issue.campaign, issue.period) in out)
    return {path for issue in again for path in issue.files.values()}


def _show(run: "Run", workspace: "Workspace", *, quiet: bool) -> None:
    from enforcement_cli.workflow.routine.words import OUTCOME_WORDS, conclusion, inbox_words
    from enforcement_cli.workflow.workdays import unknown_year_warning

    if not quiet:
        warning = unknown_year_warning(run.unknown_years)
        if warning:
            hint(warning)
        say(f"收件：{inbox_words(run)}。")
        before = _out_before(run)
        for file in run.files:
            if file.path:
                path = workspace.root / file.path
                say(f"{'已有' if path in before else '已写'} {path}")
        for each in run.deliveries:
            words = f"{each.files} 个文件，{OUTCOME_WORDS[each.outcome]}"
            last = f"，最后一行：{each.last}" if each.last else ""
            say(f"投递“{each.name}”：{words}{'：' if each.told else ''}{each.told}{last}")
    say(conclusion(run))
