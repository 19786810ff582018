"""The record of a run: run.json for programs, run.html for people; one folder a day and kind.

Comes in: a Run. Goes out: an object of codes, courts, hashes and counts, and two files. Refuses to
hold what a return says: no message of a check, no name of a file that a court sent.
"""

import json
import platform
import socket
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from enforcement_cli import __version__
from enforcement_cli.disk.whole import make_folder
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.render.files import write_text
from enforcement_cli.workflow.routine.bulletins import Draft
from enforcement_cli.workflow.routine.page import run_page
from enforcement_cli.workflow.routine.result import Run, RunWish
from enforcement_cli.workflow.routine.state import records_folder
from enforcement_cli.workflow.routine.steps import Step, is_gate
from enforcement_cli.workflow.state import Room

SCHEMA = "enforce.run/1"
_MOST_ATTEMPTS = 50
_UNFINISHED = {
    "code": "unfinished",
    "message": "这次运行还没有结束，或者中途被中断。",
    "where": "",
    "next": "重新运行同一命令即可继续。",
}


def record_folder(rooms: Sequence[Room], wish: RunWish, at: datetime) -> Path:
    """Where the record of a run of that day lies; a campaign besides the last has its own."""
    last = rooms[-1].desk.campaigns[-1].id
    ids = {room.campaign.id for room in rooms}
    own = "" if last in ids else f"-{rooms[-1].campaign.id}"
    return records_folder(rooms[-1].workspace) / f"{wish.kind}-{at:%Y-%m-%d}{own}"


def begin_record(folder: Path, wish: RunWish, at: datetime) -> None:
    """Note that a run began: whoever is killed leaves a record that says so.

    Raises:
        EnforceError: the disk refused.
    """
    attempts = [*_attempts(folder), {"started": at.isoformat(), "ended": None, "status": "failed"}]
    data = {
        "kind": wish.kind,
        "date": f"{at:%Y-%m-%d}",
        "started": at.isoformat(),
        "ended": None,
        "attempts": attempts[-_MOST_ATTEMPTS:],
    }
    problems = {"return": 0, "query": 0, "note": 0, "fixed": 0}
    _write(
        folder,
        {
            "schema": SCHEMA, "status": "failed", "error": _UNFINISHED, "data": data,
            "problems": problems, "next": [_UNFINISHED["next"]],
        },
    )  # fmt: skip


def end_record(folder: Path, room: Room, run: Run) -> None:
    """Write the record of a run that ended, as JSON and as a page.

    Raises:
        BadConfiguration: the page's template is wrong; the JSON is written.
        EnforceError: the disk refused.
    """
    attempts = _attempts(folder)
    attempt = {"started": run.started.isoformat(), "ended": run.ended.isoformat(),
               "status": run.status, "exit_code": int(run.code)}  # fmt: skip
    if attempts and attempts[-1]["ended"] is None:
        attempts.pop()
    told = envelope(run, [*attempts, attempt][-_MOST_ATTEMPTS:])
    _write(folder, told)
    page = run_page(room, run, told)
    write_text(folder / "run.html", page, folder=folder)


def kept_record(rooms: Sequence[Room], wish: RunWish, run: Run) -> dict[str, Any]:
    """The object that run.json has of a run that ended."""
    return envelope(run, _attempts(record_folder(rooms, wish, run.started)))


def envelope(run: Run, attempts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A run as `--json` prints it and run.json keeps it (design.md section 5)."""
    told: dict[str, Any] = {"schema": SCHEMA, "status": run.status}
    failed = failure(run)
    if failed is not None:
        told["error"] = {
            "code": failed.slug, "message": failed.message, "where": failed.where,
            "next": failed.remedy,
        }  # fmt: skip
    told["data"] = _data(run, attempts)
    told["problems"] = run.severities
    told["next"] = list(next_steps(run))
    return told


def failure(run: Run) -> EnforceError | None:
    """The failure that gave the run its exit code, the first where a shut gate did; else None."""
    errors = [step.error for step in run.steps if step.status == "failed" and step.error]
    return next((e for e in errors if e.code is run.code), errors[0] if errors else None)


def next_steps(run: Run) -> tuple[str, ...]:
    """Commands for whoever looks at the run, the most pressing first."""
    found: list[str] = []
    if run.status == "failed":
        found.append(f"enforce run {run.kind}")
    out = {(draft.campaign, draft.period) for draft in run.published}
    if any(step.name == "publish" and is_gate(step.error) for step in run.steps):
        held = [d for d in run.drafts if (d.campaign, d.period) not in out]
        found += [f"enforce publish --{d.period.kind} --date {d.period.end} --by …" for d in held]
    if any(count.missing for count in run.courts):
        found.append("enforce status")
    if run.unanswered or any(draft.doubts for draft in run.drafts):
        found.append("enforce today")
    return tuple(found)


def _data(run: Run, attempts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    last = run.drafts[-1] if run.drafts else None
    return {
        "kind": run.kind,
        "date": f"{run.started:%Y-%m-%d}",
        "campaigns": list(run.campaigns),
        "started": run.started.isoformat(),
        "ended": run.ended.isoformat(),
        "seconds": round((run.ended - run.started).total_seconds()),
        "version": __version__,
        "host": socket.gethostname(),
        "platform": platform.system(),
        "exit_code": int(run.code),
        "rested": run.rested,
        "issue": last.number if last else None,
        "missing": list(last.missing) if last else [],
        "steps": [_step(step) for step in run.steps],
        "returns": [
            {
                "sha256": receipt.sha256,
                "status": receipt.status,
                "court": receipt.head.court if receipt.head else None,
                "form": receipt.head.form if receipt.head else None,
                "period_end": str(receipt.head.period_end) if receipt.head else None,
            }
            for receipt in run.receipts
        ],
        "courts": [
            {
                "campaign": each.campaign, "court": each.court, "received": each.received,
                "missing": list(each.missing),
            }
            for each in run.courts
        ],
        "bulletins": [_draft(draft, published=False) for draft in run.drafts],
        "published": [_draft(draft, published=True) for draft in run.published],
        "waiting": [
            {
                "kind": each.waiting.kind, "period_end": str(each.waiting.end),
                "until": f"{each.until:%Y-%m-%dT%H:%M}", "moved": each.moved,
            }
            for each in run.waiting
            if each.waiting and each.until
        ],
        "files": [{"what": f.goods, "file": f.path, "sha256": f.sha256} for f in run.files],
        "codes": [
            {"code": code, "severity": severity, "count": count}
            for (code, severity), count in sorted(run.problems.items())
        ],
        "deliveries": [
            {
                "name": each.name, "outcome": each.outcome, "files": each.files,
                "tries": each.tries, "told": each.told,
            }
            for each in run.deliveries
        ],
        "attempt": len(attempts),
        "attempts": list(attempts),
    }  # fmt: skip


def _step(step: Step) -> dict[str, Any]:
    """A step as it is kept. What the gate says may quote a bulletin, so its codes alone are kept."""
    told: dict[str, Any] = {
        "name": step.name, "campaign": step.campaign, "status": step.status,
        "code": int(step.code), "facts": dict(step.facts),
    }  # fmt: skip
    if step.error is not None:
        told["error"] = step.error.slug
    return told


def _draft(draft: Draft, *, published: bool) -> dict[str, Any]:
    return {
        "campaign": draft.campaign,
        "issue": draft.number,
        "kind": draft.period.kind,
        "start": str(draft.period.start),
        "end": str(draft.period.end),
        "published": published or draft.published,
        "caught_up": draft.caught_up,
        "missing": list(draft.missing),
        "doubts": draft.doubts,
        "formats": list(draft.files),
    }


def _attempts(folder: Path) -> list[dict[str, Any]]:
    """What earlier runs of the day left; a record that somebody has changed is begun anew."""
    try:
        found = json.loads((folder / "run.json").read_text("utf-8"))
        return [dict(each) for each in found["data"]["attempts"]]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError):
        return []


def _write(folder: Path, told: Mapping[str, Any]) -> None:
    make_folder(folder)
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    write_text(folder / "run.json", text, folder=folder)
