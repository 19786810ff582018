"""`enforce schedule`: the routine handed to what starts it by the clock, and taken back."""

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    JsonOption,
    WorkspaceOption,
    enter_room,
)
from enforcement_cli.cli.schedule_shown import (
    installed_json,
    jobs_json,
    named,
    row_of,
    show_placed,
    show_texts,
    texts_json,
)
from enforcement_cli.cli.screen import hint, say, show_table
from enforcement_cli.model.failure import UsageError

if TYPE_CHECKING:
    from enforcement_cli.workflow.schedule.install import Placed
    from enforcement_cli.workflow.schedule.jobs import Installed, Job, Kind, System

KindsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[KIND]...", help="daily、weekly、monthly。", show_default=False),
]
ForOption = Annotated[
    str | None,
    typer.Option("--for", metavar="S", help="cron、systemd、windows；默认看这台机器有哪个。"),
]
AtOption = Annotated[str, typer.Option("--at", metavar="HH:MM", help="几点运行，北京时间。")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="只说会怎样，什么都不改。")]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.command("print", help="打印定时任务的写法（默认每周的），什么都不改。")
def schedule_print(
    kinds: KindsArgument = None,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    system: ForOption = None,
    at: AtOption = "06:00",
    as_json: JsonOption = False,
) -> None:
    """The text a scheduler would be given."""
    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.schedule.install import system_named, texts_of

    chosen = system_named(system)
    texts = texts_of(_jobs(folder, campaign, kinds, at), chosen, now())
    if not as_json:
        show_texts(texts)
        if chosen == "windows":
            hint("提示：存成文件时编码选 Unicode（UTF-16）；enforce schedule install 会自己办好。")
    finish(Ending(command="schedule", data=texts_json(chosen, texts)), as_json=as_json)


@app.command("install", help="装上定时任务（默认每周的）；已装好的不重复装。")
def schedule_install(
    kinds: KindsArgument = None,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    system: ForOption = None,
    at: AtOption = "06:00",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Put the jobs into the scheduler."""
    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.schedule.install import install, system_named, texts_of
    from enforcement_cli.workflow.schedule.jobs import SYSTEM_NAMES

    chosen = system_named(system)
    jobs = _jobs(folder, campaign, kinds, at)
    moment = now()
    if dry_run:
        texts = texts_of(jobs, chosen, moment)
        if not as_json:
            say(f"没有改动（--dry-run）；会写进{SYSTEM_NAMES[chosen]}的是：")
            show_texts(texts)
        data = {**texts_json(chosen, texts), "dry_run": True, "entries": jobs_json(jobs, moment)}
        finish(Ending(command="schedule", data=data), as_json=as_json)
    placed = install(jobs, chosen, moment)
    if not as_json:
        show_placed(placed, moment)
    data = {
        "system": chosen,
        "dry_run": False,
        "entries": [
            {**entry, "changed": each.changed}
            for entry, each in zip(jobs_json(jobs, moment), placed, strict=True)
        ],
    }
    finish(Ending(command="schedule", data=data, next=_next_steps(placed, chosen)), as_json=as_json)


@app.command("remove", help="拆下本工作区的定时任务（默认全部）；别人的一行不动。")
def schedule_remove(
    kinds: KindsArgument = None,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    system: ForOption = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take the workspace's jobs out of the schedulers."""
    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.schedule.install import is_of, remove

    root = _root(folder)
    wanted = _kinds(kinds, ())
    found = [
        each
        for each in _installed(system, now())
        if is_of(each, root)
        and (not wanted or each.kind in wanted)
        and campaign in (None, each.campaign)
    ]
    if not dry_run:
        remove(found)
    if not as_json:
        for each in found:
            told = "会拆下（--dry-run，没有改动）" if dry_run else "已拆下"
            say(f"{told}：{named(each)}（{each.system} {each.name}）。")
        if not found:
            say("这个工作区没有装定时任务，没有改动。")
    data = {"dry_run": dry_run, "removed": [installed_json(each, root) for each in found]}
    finish(Ending(command="schedule", data=data), as_json=as_json)


@app.command("list", help="列出这台机器上装了哪些定时任务，下次何时运行。")
def schedule_list(
    kinds: KindsArgument = None,
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    system: ForOption = None,
    as_json: JsonOption = False,
) -> None:
    """The jobs of this workspace, then those of others."""
    from enforcement_cli.model.clock import now
    from enforcement_cli.workflow.schedule.install import is_of

    root = _root(folder)
    wanted = _kinds(kinds, ())
    found = sorted(
        (
            each
            for each in _installed(system, now())
            if (not wanted or each.kind in wanted) and campaign in (None, each.campaign)
        ),
        key=lambda each: not is_of(each, root),
    )
    gone = [each.root for each in found if each.root and not Path(each.root).is_dir()]
    if not as_json:
        if not any(is_of(each, root) for each in found):
            say("这个工作区没有装定时任务。")
        if found:
            columns = ("例行", "下次运行（北京时间）", "工作区", "装在")
            show_table("", columns, [row_of(each, root) for each in found])
    steps = tuple(f"enforce schedule remove -C '{place}'" for place in dict.fromkeys(gone))
    if not any(is_of(each, root) for each in found):
        steps = ("enforce schedule install", *steps)
    data = {"entries": [installed_json(each, root) for each in found]}
    finish(Ending(command="schedule", data=data, next=steps), as_json=as_json)


def _jobs(
    folder: Path | None, campaign: str | None, kinds: Sequence[str] | None, at: str
) -> "tuple[Job, ...]":
    from enforcement_cli.workflow.schedule.jobs import ALL_CAMPAIGNS, jobs_of

    wanted = _kinds(kinds, ("weekly",))
    hour = _hour(at)
    if campaign == ALL_CAMPAIGNS:
        return jobs_of(enter_room(folder), wanted, hour, campaign=ALL_CAMPAIGNS)
    return jobs_of(enter_room(folder, campaign), wanted, hour)


def _kinds(texts: Sequence[str] | None, default: "Sequence[Kind]") -> "tuple[Kind, ...]":
    from enforcement_cli.workflow.schedule.jobs import KINDS

    for text in texts or ():
        if text not in KINDS:
            raise UsageError(f"没有“{text}”这种例行。", remedy=f"可用：{'、'.join(KINDS)}。")
    return tuple(kind for kind in KINDS if kind in (texts or default))


def _hour(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()
    except ValueError as error:
        raise UsageError(f"--at 的时刻“{text}”认不出。", remedy="请写成 06:00。") from error


def _root(folder: Path | None) -> Path:
    """The workspace's folder; one named by -C may be gone, and its jobs still stand."""
    import os

    from enforcement_cli.workflow.workspace import find_workspace

    if folder is not None:
        return folder.expanduser().resolve()
    return find_workspace(Path.cwd(), None, os.environ).root


def _installed(system: str | None, at: datetime) -> "tuple[Installed, ...]":
    from enforcement_cli.workflow.schedule.install import SYSTEMS, installed, system_named

    return installed(SYSTEMS if system is None else (system_named(system),), at)


def _next_steps(placed: "Sequence[Placed]", system: "System") -> tuple[str, ...]:
    steps = ["enforce schedule list"]
    if system == "systemd" and any(each.changed for each in placed):
        steps.insert(0, "loginctl enable-linger（不登录时也运行）")
    return tuple(steps)
