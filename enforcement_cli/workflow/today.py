"""What waits for the desk today, each thing with the command that deals with it.

Comes in: a room, a moment. Goes out: lines by kind, the most pressing first. Refuses to do any of
it. One look into the store, as `status` has.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from enforcement_cli.model.board import Reason, Slot
from enforcement_cli.model.period import Period
from enforcement_cli.store.problems import StoredProblem
from enforcement_cli.workflow.board import reason_of
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.status import Board, load_board

# late: courts whose time has passed; due: what falls due today; decide: what only the desk can
# answer; answer: what courts have to answer; expiring: explanations that run out; report: a week
# whose bulletin has not gone out.
TodayKind = Literal["late", "due", "decide", "answer", "expiring", "report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayLine:
    """One thing to do; `court` None where it is of no one court, `count` how many it stands for."""

    kind: TodayKind
    text: str
    command: str
    count: int
    court: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """All of it; no lines: nothing to do."""

    board: Board
    lines: tuple[TodayLine, ...]


def today(room: Room, *, at: datetime) -> Today:
    """What waits at a moment."""
    board = load_board(room, at)
    # Of an early board even the first week is not over.
    over = [p for p in _weeks(board) if p.end < board.now.date()]
    lines = [
        *_late(room, board, over[-1] if over else None),
        *_due(board),
        *_decide(room, board),
        *_answer(room, board),
        *_expiring(room, board),
        *_report(board, over),
    ]
    return Today(board=board, lines=tuple(lines))


def _weeks(board: Board) -> list[Period]:
    weeks = {slot.period for slot in board.slots if slot.period.kind == "week"}
    return sorted(weeks, key=lambda week: week.end)


def _late(room: Room, board: Board, last: Period | None) -> Iterator[TodayLine]:
    """A line a court. What is locked can only be granted more time, and only lately so."""
    late: dict[str, list[Slot]] = {}
    for slot in board.slots:
        lost = slot.state == "locked" and slot.period != last
        if slot.is_missing and slot.late and slot.state != "received" and not lost:
            late.setdefault(slot.court, []).append(slot)
    for court, slots in late.items():
        short = _short(room, court)
        what = "、".join(
            f"{s.period.label}{s.title}{'（已锁定）' if s.state == 'locked' else ''}" for s in slots
        )
        locked = all(slot.state == "locked" for slot in slots)
        command = (
            f"enforce extend {short} --date {slots[-1].period.end} --until … --by … --reason …"
            if locked
            else f"enforce chase --court {short}"
        )
        text = f"{short}逾期未报：{what}"
        yield TodayLine(kind="late", text=text, command=command, count=len(slots), court=court)


def _due(board: Board) -> Iterator[TodayLine]:
    """What falls due today and is not in."""
    falling = [
        slot
        for slot in board.slots
        if slot.is_missing
        and slot.clocks
        and slot.clocks.due.date() == board.now.date()
        and board.now <= slot.clocks.due
    ]
    for moment in sorted({slot.clocks.due for slot in falling if slot.clocks}):
        count = sum(slot.clocks is not None and slot.clocks.due == moment for slot in falling)
        text = f"今天 {moment:%H:%M} 到时限，还有 {count} 份未报"
        yield TodayLine(kind="due", text=text, command="enforce chase", count=count)


def _decide(room: Room, board: Board) -> Iterator[TodayLine]:
    """Questions the desk answers with a command, one line a command."""
    asked: dict[str, list[tuple[StoredProblem, Reason]]] = {}
    for problem in board.waiting:
        reason = reason_of(problem)
        if reason.command:
            asked.setdefault(reason.command, []).append((problem, reason))
    for command, questions in asked.items():
        problem, reason = questions[0]
        place = f"“{problem.file_name.rpartition('/')[2]}”{reason.cell}"
        text = f"请定：{_short(room, problem.court)} {place} {reason.code} {reason.message}"
        yield TodayLine(
            kind="decide", text=text, command=command, count=len(questions), court=problem.court
        )


def _answer(room: Room, board: Board) -> Iterator[TodayLine]:
    """How much each court has to answer."""
    counts: dict[str | None, Counter[str]] = {}
    for problem in board.waiting:
        if not reason_of(problem).command:
            counts.setdefault(problem.court, Counter())[problem.severity] += 1
    for court, found in counts.items():
        parts = [("退回", found["return"]), ("核实", found["query"])]
        said = "、".join(f"{word} {count} 项" for word, count in parts if count)
        option = f" --court {_short(room, court)}" if court else ""
        text = f"{_short(room, court)}待答复：{said}"
        yield TodayLine(
            kind="answer",
            text=text,
            command=f"enforce problems list{option}",
            count=found.total(),
            court=court,
        )


def _expiring(room: Room, board: Board) -> Iterator[TodayLine]:
    for each in board.expiring:
        text = (
            f"{_short(room, each.court)} {each.code} 的说明 {each.until} 到期："
            f"{each.reason or each.message}"
        )
        yield TodayLine(
            kind="expiring",
            text=text,
            command=f"enforce problems show {each.problem_id}",
            count=1,
            court=each.court,
        )


def _report(board: Board, over: Sequence[Period]) -> Iterator[TodayLine]:
    """The last complete week, when anything of it came and its bulletin has not gone out."""
    if not over or over[-1].end in board.issued:
        return
    week = over[-1]
    slots = [slot for slot in board.slots if slot.period == week]
    if not any(slot.is_in for slot in slots):
        return
    missing = sum(slot.is_missing for slot in slots)
    said = f"还缺 {missing} 份，未报的不计入" if missing else "已报齐"
    yield TodayLine(
        kind="report",
        text=f"可以出{week.label}战报（{week.start} 至 {week.end}，{said}）",
        command=f"enforce run weekly --date {week.end}",
        count=1,
    )


def _short(room: Room, code: str | None) -> str:
    court = room.desk.court_of(code) if code else None
    return court.short if court else code or "认不出法院的文件"
