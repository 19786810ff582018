"""Who has not sent what, and the texts that go to them today.

Comes in: a room and its board. Goes out: counts by court, and texts in files, each once a day.
Refuses to chase on a day that is not worked.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from enforcement_cli.model.board import Slot
from enforcement_cli.model.failure import ExitCode
from enforcement_cli.workflow.chase import ChaseWish, plan
from enforcement_cli.workflow.chase_texts import CHASE_FOLDER, send_chase
from enforcement_cli.workflow.routine.result import CourtCount
from enforcement_cli.workflow.routine.steps import Step
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.status import Board, load_board


def look(
    room: Room, at: datetime, day: date | None
) -> tuple[Step, tuple[Board | None, tuple[CourtCount, ...]]]:
    """The board, and how many returns of the latest periods are in, court by court.

    With `day` the periods that lie around it are looked at instead.
    """
    board = load_board(room, at)
    shown = _around(board, day) if day else _latest(board)
    counts = _counted(room, shown)
    # What is locked can no longer be sent; what waits for the desk itself is not the court's.
    late = [
        s for s in board.slots if s.late and s.is_missing and s.state not in ("locked", "received")
    ]
    facts: dict[str, int | str | Sequence[str]] = {
        "received": sum(count.received for count in counts),
        "missing": sum(len(count.missing) for count in counts),
        "late": list(dict.fromkeys(slot.court for slot in late)),
        "unknown_years": [str(year) for year in board.unknown_years],
    }
    code = ExitCode.MISSING if late else ExitCode.CLEAN
    step = Step(name="status", campaign=room.campaign.id, code=code, facts=facts)
    return step, (board, counts)


def chase_late(room: Room, board: Board, at: datetime) -> tuple[Step, None]:
    """Write the texts that are due today; who was told today already is not told again."""
    if not board.days.is_working(board.now.date()):
        return Step(name="chase", campaign=room.campaign.id, skipped=True), None
    chase = plan(board, ChaseWish())
    texts = send_chase(room, chase, at=at)
    facts: dict[str, int | str | Sequence[str]] = {
        "courts": [text.chase.court for text in texts if text.chase],
        "held": len(chase.held),
    }
    return Step(name="chase", campaign=room.campaign.id, facts=facts), None


def chase_files(room: Room, at: datetime) -> tuple[Path, ...]:
    """Today's texts, those of earlier runs of the day among them."""
    folder = room.workspace.bulletins / CHASE_FOLDER
    return tuple(sorted(folder.glob(f"{at:%Y%m%d}-*.txt")))


def _around(board: Board, day: date) -> list[Slot]:
    return [slot for slot in board.slots if slot.period.covers(day)]


def _latest(board: Board) -> list[Slot]:
    """Of every form the slots of its last period that is over."""
    last: dict[tuple[str, str], date] = {}
    for slot in board.slots:
        if slot.period.end < board.now.date():
            of = (slot.form, slot.every)
            last[of] = max(last.get(of, slot.period.end), slot.period.end)
    return [slot for slot in board.slots if last.get((slot.form, slot.every)) == slot.period.end]


def _counted(room: Room, slots: list[Slot]) -> tuple[CourtCount, ...]:
    counts: list[CourtCount] = []
    for court in room.desk.courts:
        mine = [slot for slot in slots if slot.court == court.code]
        if mine:
            counts.append(
                CourtCount(
                    campaign=room.campaign.id,
                    court=court.code,
                    name=court.short,
                    received=sum(slot.is_in for slot in mine),
                    missing=tuple(f"{s.form} {s.period.end}" for s in mine if s.is_missing),
                )
            )
    return tuple(counts)
