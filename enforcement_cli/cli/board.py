"""`enforce status`: who has sent what, why a file was not taken, what waits for an answer."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import typer

from enforcement_cli.cli.ending import Ending, finish
from enforcement_cli.cli.options import (
    CampaignOption,
    DateOption,
    JsonOption,
    KnownAtOption,
    QuietOption,
    WorkspaceOption,
    day_of,
    enter_room,
    moment_of,
)
from enforcement_cli.cli.screen import say, show_table
from enforcement_cli.model.failure import ExitCode

if TYPE_CHECKING:
    from enforcement_cli.workflow.state import Room
    from enforcement_cli.workflow.status import Slot, Status


def add_to(app: typer.Typer) -> None:
    """Put the command into the tree."""
    app.command("status", help="本周谁报了、谁没报，文件为什么没收，还有哪些问题待答复。")(
        status_command
    )


def status_command(
    folder: WorkspaceOption = None,
    campaign: CampaignOption = None,
    date: DateOption = None,
    known_at: KnownAtOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The board of a week."""
    from enforcement_cli.workflow.periods import PeriodWish
    from enforcement_cli.workflow.status import status

    room = enter_room(folder, campaign)
    wish = PeriodWish(kind="week", day=day_of(date, "--date"))
    found = status(room, wish, known_at=moment_of(known_at, "--known-at"))
    if not as_json:
        _show(room, found, quiet=quiet)
    counts = Counter(problem.severity for problem in found.problems)
    code = ExitCode.CLEAN
    if found.problems or found.refused:
        code = ExitCode.FINDINGS
    if found.missing:
        code = ExitCode.MISSING
    finish(
        Ending(
            command="status",
            data=_data(found),
            problems={word: counts[word] for word in ("return", "query", "note", "fixed")},
            code=code,
        ),
        as_json=as_json,
    )


def _show(room: "Room", found: "Status", *, quiet: bool) -> None:
    from enforcement_cli.workflow.status import STATE_NAMES

    names = {court.code: court.short for court in room.desk.courts}
    if not quiet:
        show_table(
            f"{found.period.label}（{found.period.start} 至 {found.period.end}）报送情况",
            ("法院", "报表", "状态", "收到", "行数", "编号", "说明"),
            (_line(names, slot, STATE_NAMES[slot.state]) for slot in found.slots),
        )
        for stored in found.refused:
            say(f"未收：{stored.file_name}（{names.get(stored.court or '', '认不出法院')}）")
        if found.problems:
            show_table(
                "待答复的问题",
                ("编号", "法院", "代码", "位置", "问题"),
                (
                    (p.problem_id, names.get(p.court or "", ""), p.code, _place(p), p.message)
                    for p in found.problems
                ),
            )
    late = sum(1 for slot in found.slots if slot.late)
    say(
        f"应报 {len(found.slots)} 份，已收 {len(found.slots) - len(found.missing)} 份，"
        f"迟报 {late} 份；待答复 {len(found.problems)} 项。"
    )


def _line(names: dict[str, str], slot: "Slot", state: str) -> tuple[Any, ...]:
    received = slot.received_at.strftime("%m-%d %H:%M") if slot.received_at else ""
    late = "，迟报" if slot.late else ""
    held = f"（{slot.held} 行未计入）" if slot.held else ""
    return (
        names[slot.court],
        slot.title,
        state + late,
        received,
        f"{slot.rows}{held}" if slot.return_id else "",
        slot.return_id or "",
        slot.reason,
    )


def _place(problem: Any) -> str:
    from enforcement_cli.model.origin import Origin

    origin = Origin(
        file=problem.file_name, sheet=problem.sheet, row=problem.row, column=problem.column
    )
    return str(origin)


def _data(found: "Status") -> dict[str, Any]:
    return {
        "period": {
            "kind": found.period.kind,
            "start": found.period.start,
            "end": found.period.end,
        },
        "returns": [
            {
                "court": slot.court,
                "form": slot.form,
                "state": slot.state,
                "late": slot.late,
                "due": slot.due,
                "received_at": slot.received_at,
                "return": slot.return_id,
                "file": slot.file_name or None,
                "rows": slot.rows,
                "held": slot.held,
                "reason": slot.reason or None,
            }
            for slot in found.slots
        ],
        "refused": [
            {"file": stored.file_name, "court": stored.court, "form": stored.form}
            for stored in found.refused
        ],
        "problems": [
            {
                "id": p.problem_id,
                "court": p.court,
                "code": p.code,
                "severity": p.severity,
                "cell": _place(p),
                "message": p.message + p.remedy,
            }
            for p in found.problems
        ],
    }
