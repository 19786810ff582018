"""The JSON of slots, files and problems, the same in status, chase and today.

Comes in: values of the board. Goes out: plain data. Knows no terminal.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from enforcement_cli.model.board import SentFile, Slot
    from enforcement_cli.store.problems import StoredProblem


def moment_json(moment: datetime | None) -> str | None:
    """A moment of the store, which is UTC+8, with its zone."""
    return f"{moment.isoformat()}+08:00" if moment else None


def slot_json(slot: "Slot") -> dict[str, Any]:
    """A due return, with its clocks, what was granted, and every file that came for it."""
    file, clocks, granted = slot.file, slot.clocks, slot.allowance
    return {
        "court": slot.court,
        "form": slot.form,
        "period": {"kind": slot.period.kind, "start": slot.period.start, "end": slot.period.end},
        "state": slot.state,
        "late": slot.late,
        "due": moment_json(clocks.due) if clocks else None,
        "on_time_until": moment_json(clocks.on_time_until) if clocks else None,
        "locked_at": moment_json(clocks.locked_at) if clocks else None,
        "by_weekday": clocks.by_weekday if clocks else False,
        "allowance": {
            "kind": granted.kind,
            "until": moment_json(granted.until),
            "by": granted.by,
            "reason": granted.reason,
            "at": moment_json(granted.at),
        }
        if granted
        else None,
        "complete_at": moment_json(slot.complete_at),
        "received_at": moment_json(file.came) if file else None,
        "return": file.return_id if file else None,
        "file": file.file_name if file else None,
        "rows": file.rows if file else 0,
        "held": file.held if file else 0,
        "reason": "；".join(f"{r.code} {r.message}" for r in slot.reasons[:2]) or None,
        "problems": _reasons(file) if file else [],
        "history": [
            {
                "return": each.return_id,
                "file": each.file_name,
                "state": each.state,
                "received_at": moment_json(each.came),
                "version": each.version,
            }
            for each in slot.history
        ],
    }


def _reasons(file: "SentFile") -> list[dict[str, Any]]:
    return [
        {
            "code": reason.code,
            "severity": reason.severity,
            "cell": reason.cell,
            "message": reason.message + reason.remedy,
            "command": reason.command or None,
        }
        for reason in file.reasons
    ]


def problem_json(problem: "StoredProblem") -> dict[str, Any]:
    """A problem that waits for an answer; `cell` has the file before it."""
    from enforcement_cli.model.origin import Origin

    origin = Origin(
        file=problem.file_name, sheet=problem.sheet, row=problem.row, column=problem.column
    )
    return {
        "id": problem.problem_id,
        "court": problem.court,
        "code": problem.code,
        "severity": problem.severity,
        "cell": str(origin),
        "message": problem.message + problem.remedy,
    }
