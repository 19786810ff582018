"""How scheduled jobs are shown: sentences, lines of a table, JSON.

Comes in: jobs, texts, what install did. Goes out: text on the screen, values for `--json`. Refuses
to know any scheduler.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from enforcement_cli.cli.screen import hint, say

if TYPE_CHECKING:
    from enforcement_cli.workflow.schedule.install import Placed
    from enforcement_cli.workflow.schedule.jobs import Installed, Job, System


def show_texts(texts: dict[str, str]) -> None:
    """What a scheduler would be given, each text under its name where there are several."""
    for name, text in texts.items():
        if len(texts) > 1:
            say(f"# ==== {name}")
        say(text.rstrip("\n"))


def show_placed(placed: "Sequence[Placed]", at: datetime) -> None:
    """What install did, job by job, and what somebody typed in besides."""
    from enforcement_cli.workflow.schedule.jobs import KIND_NAMES, next_run, said

    for each in placed:
        told = "已装好" if each.changed else "本来就装好了，没有改动"
        following = next_run(each.job.beat, at)
        shown = f"，下次 {following:%Y-%m-%d %H:%M}" if following else ""
        say(f"{told}：{KIND_NAMES[each.job.kind]}，{said(each.job.beat)}（北京时间）{shown}。")
        for number in each.by_hand:
            hint(
                f"提示：crontab 第{number}行是手工加的同一任务，会重复运行，请用 crontab -e 删去。"
            )


def row_of(found: "Installed", root: Path) -> tuple[str, ...]:
    """A job's line in the list."""
    here = "本工作区" if found.root == str(root) else found.root
    if found.root and not Path(found.root).is_dir():
        here += "（文件夹已不在）"
    following = f"{found.next_run:%Y-%m-%d %H:%M}" if found.next_run else "看不出（被手工改过）"
    return (named(found), following, here, f"{found.system} {found.name}")


def named(found: "Installed") -> str:
    """A job in words: its kind and campaign."""
    from enforcement_cli.workflow.schedule.jobs import KIND_NAMES

    names = {str(kind): name for kind, name in KIND_NAMES.items()}
    return f"{names.get(found.kind, '（被手工改过）')} {found.campaign}".strip()


def texts_json(system: "System", texts: dict[str, str]) -> dict[str, object]:
    """The texts as JSON; `crontab` are its lines, empty for the other schedulers."""
    lines = texts["crontab"].splitlines() if system == "cron" else []
    return {"system": system, "texts": texts, "crontab": lines}


def jobs_json(jobs: "Sequence[Job]", at: datetime) -> list[dict[str, object]]:
    """Jobs as JSON; `next_run` is an ISO moment in UTC+8."""
    from enforcement_cli.workflow.schedule.jobs import next_run, said

    return [
        {
            "kind": job.kind,
            "campaign": job.campaign,
            "workspace": str(job.root),
            "name": job.name,
            "when": said(job.beat),
            "next_run": _moment(next_run(job.beat, at)),
        }
        for job in jobs
    ]


def installed_json(found: "Installed", root: Path) -> dict[str, object]:
    """A job that was found, as JSON; `ours`: it runs in this workspace."""
    return {
        "system": found.system,
        "name": found.name,
        "kind": found.kind or None,
        "campaign": found.campaign,
        "workspace": found.root,
        "ours": found.root == str(root),
        "next_run": _moment(found.next_run),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
