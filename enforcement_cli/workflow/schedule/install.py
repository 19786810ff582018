"""Schedules as use cases: show, install, remove and list the jobs of a workspace.

Comes in: jobs, a scheduler. Goes out: what changed, what stands where. Refuses to know how each
scheduler writes a job down.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from enforcement_cli.model.failure import UsageError
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.schedule.calls import has
from enforcement_cli.workflow.schedule.cron import (
    by_hand,
    cron_lines,
    install_cron,
    installed_cron,
    remove_cron,
)
from enforcement_cli.workflow.schedule.jobs import Installed, Job, System, machine_zone
from enforcement_cli.workflow.schedule.systemd import (
    install_systemd,
    installed_systemd,
    remove_systemd,
    unit_texts,
)
from enforcement_cli.workflow.schedule.windows import (
    install_windows,
    installed_windows,
    remove_windows,
    task_name,
    task_xml,
)
from enforcement_cli.workflow.workspace import Workspace

SYSTEMS: tuple[System, ...] = ("cron", "systemd", "windows")
_PROGRAMS: dict[System, str] = {"cron": "crontab", "systemd": "systemctl", "windows": "schtasks"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A job in its scheduler; `changed` is False where it was there as it is.

    `by_hand` are lines of the crontab that somebody typed in and that run the same once more.
    """

    job: Job
    changed: bool
    by_hand: tuple[int, ...] = ()


def system_named(text: str | None) -> System:
    """The scheduler of `--for`; what this machine has where it is not given.

    Raises:
        UsageError: there is no such scheduler.
    """
    for system in SYSTEMS:
        if text == system:
            return system
    if text is not None:
        raise UsageError(f"--for 没有“{text}”这一种。", remedy=f"可用：{'、'.join(SYSTEMS)}。")
    if sys.platform == "win32":
        return "windows"
    return "systemd" if has("systemctl") and not has("crontab") else "cron"


def texts_of(jobs: Sequence[Job], system: System, at: datetime) -> dict[str, str]:
    """What the scheduler would be given, by the name it has there."""
    if system == "cron":
        zone = machine_zone(at)
        return {"crontab": "".join(f"{line}\n" for job in jobs for line in cron_lines(job, zone))}
    if system == "systemd":
        return {name: text for job in jobs for name, text in unit_texts(job).items()}
    return {task_name(job): task_xml(job, at) for job in jobs}


def install(jobs: Sequence[Job], system: System, at: datetime) -> tuple[Placed, ...]:
    """Put jobs into the scheduler; what is there already is left as it is.

    Raises:
        EnforceError: the scheduler is not there or refused; the same command goes on with it.
    """
    placed = []
    for job in jobs:
        if system == "cron":
            changed, typed = install_cron(job, at), by_hand(job)
            placed.append(Placed(job=job, changed=changed, by_hand=typed))
        elif system == "systemd":
            placed.append(Placed(job=job, changed=install_systemd(job)))
        else:
            placed.append(Placed(job=job, changed=install_windows(job, at)))
        if placed[-1].changed:
            about = {"campaign": job.campaign, "kind": job.kind}
            with audited(Workspace(job.root), "schedule_install", about=about):
                pass  # the scheduler's own step is done, and may be repeated
    return tuple(placed)


def remove(found: Sequence[Installed]) -> None:
    """Take installed jobs out of their schedulers.

    Raises:
        EnforceError: a scheduler refused; the same command goes on with it.
    """
    take_out = {"cron": remove_cron, "systemd": remove_systemd, "windows": remove_windows}
    for each in found:
        take_out[each.system](each)
        workspace = Workspace(Path(each.root))
        # A job may outlive its workspace.
        if workspace.campaign_file.is_file():
            about = {"campaign": each.campaign, "kind": each.kind}
            with audited(workspace, "schedule_remove", about=about):
                pass


def installed(systems: Sequence[System], at: datetime) -> tuple[Installed, ...]:
    """Every job of enforce that this account has in these schedulers, where the machine has them.

    Raises:
        EnforceError: a scheduler does not answer.
    """
    look = {"cron": installed_cron, "systemd": installed_systemd, "windows": installed_windows}
    return tuple(
        found for system in systems if has(_PROGRAMS[system]) for found in look[system](at)
    )


def is_of(found: Installed, root: Path) -> bool:
    """Whether a job runs in that workspace."""
    return found.root == str(root)
