"""Problems for the eye: listed, shown with all that happened to them, and as a ledger (核实台账).

Comes in: a room and which problems are wanted. Goes out: problems, what is told beside them, rows.
Refuses to change anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from enforcement_cli.model.campaign import campaign_weeks
from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import SEVERITY_NAMES
from enforcement_cli.store.problems import (
    Answer,
    Happening,
    StoredProblem,
    Wanted,
    history_of,
    problems_at,
)
from enforcement_cli.store.session import open_store
from enforcement_cli.vocabulary.checks import rule, rules_in_force
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.workflow.state import Room

STATE_NAMES = {
    "open": "待答复",
    "corrected": "已更正",
    "explained": "已说明",
    "waived": "免予答复",
    "expired": "说明到期",
}
_LEDGER = (
    "编号", "法院", "期次", "表", "等级", "代码", "问题类别", "文件", "位置", "案号", "问题", "怎么办",
    "状态", "答复人", "答复时间", "说明", "有效至", "幅度", "以前的说明", "发现时间",
)  # fmt: skip
_KINDS = ("xlsx", "csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One problem with its history, those its explanation covers, and earlier ones of the thing."""

    problem: StoredProblem
    history: tuple[Happening, ...]
    covers: tuple[StoredProblem, ...]
    earlier: tuple[StoredProblem, ...]


def problems_of(
    room: Room, known_at: datetime, wanted: Wanted | None = None
) -> list[StoredProblem]:
    """Problems with their state as of a moment; none before anything was received."""
    if not room.workspace.store.exists():
        return []
    with open_store(room.workspace.store, write=False) as connection:
        return problems_at(connection, known_at, wanted or Wanted())


def show_problem(room: Room, problem_id: int, known_at: datetime) -> Shown:
    """All there is to know of one problem.

    Raises:
        UnknownName: there is no such problem.
    """
    unknown = UnknownName(
        f"没有第 {problem_id} 号问题。", remedy="用 enforce problems list 查看问题编号。"
    )
    if not room.workspace.store.exists():
        raise unknown
    with open_store(room.workspace.store, write=False) as connection:
        found = problems_at(connection, known_at, Wanted(numbers=[problem_id], fixed=True))
        if not found:
            raise unknown
        mine = found[0]
        alike = [
            other
            for other in problems_at(
                connection, known_at, Wanted(codes=[mine.code], courts=[mine.court or ""])
            )
            if other.problem_id != problem_id and _thing(other) == _thing(mine)
        ]
        return Shown(
            problem=mine,
            history=tuple(history_of(connection, problem_id, known_at)),
            covers=tuple(p for p in alike if p.answer and p.answer.problem_id == problem_id),
            earlier=tuple(
                p
                for p in alike
                if p.period_end and mine.period_end and p.period_end <= mine.period_end
            ),
        )


def _thing(problem: StoredProblem) -> tuple[object, ...]:
    """What a problem is about, the same from one return to the next; a bare cell is only itself."""
    about = problem.subject or problem.field
    if problem.case_no or problem.subject or problem.row is None:
        return problem.form, problem.case_no, about
    return problem.form, problem.return_id, about, problem.sheet, problem.row, problem.column


def period_name(room: Room, start: date | None, end: date | None) -> str:
    """`第3周`, or the days where they are no week of the campaign; empty without any."""
    if start is None or end is None:
        return ""
    for week in campaign_weeks(room.campaign, room.desk.calendar):
        if (week.start, week.end) == (start, end):
            return week.label
    return f"{start}—{end}"


def period_bounds(room: Room, text: str) -> tuple[date, date]:
    """The days of `第3周`, or of the week a date lies in.

    Raises:
        UsageError: neither a week nor a date.
        UnknownName: the campaign has no such week.
    """
    weeks = campaign_weeks(room.campaign, room.desk.calendar)
    plain = text.strip().removeprefix("第").rstrip("周期")
    if plain.isdigit():
        found = [week for week in weeks if str(week.number) == str(int(plain))]
    else:
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise UsageError(
                f"--period 的“{text}”认不出。", remedy="请写成 第3周，或期内任一天 2026-01-08。"
            ) from error
        found = [week for week in weeks if week.covers(day)]
    if not found:
        raise UnknownName(f"行动没有“{text}”这一周。", remedy=f"行动共 {len(weeks)} 周。")
    return found[0].start, found[0].end


def earlier_answer(room: Room, problem: StoredProblem) -> str:
    """What was explained of the same thing before and does not hold now (Z-09); empty without it.

    One cause stays one problem: the doubt itself is asked again, this is told beside it.
    """
    before = problem.before
    if before is None or problem.state != "open" or problem.period_end is None:
        return ""
    told = rules_in_force(room.campaign.checks, problem.period_end).get("Z-09")
    if told is None:
        return ""
    facts = {
        "period": period_name(room, before.period_start, before.period_end),
        "reason": before.reason,
        "ended": _ended(before, problem),
    }
    return told.message.format_map(facts)


def _ended(before: Answer, problem: StoredProblem) -> str:
    if before.until is None:
        return "只对那一期有效"
    if problem.period_end is not None and problem.period_end > before.until:
        return f"已到期（有效至 {before.until}）"
    return f"不再适用（数值变动超过 {share_text(before)}）"


def share_text(answer: Answer | Happening) -> str:
    """`±20%`; empty without bounds."""
    if answer.within is None:
        return ""
    return f"±{(answer.within * 100).normalize():f}%"


def place_of(problem: StoredProblem) -> str:
    """The sheet and cell."""
    return Origin(file="", sheet=problem.sheet, row=problem.row, column=problem.column).cell


def write_ledger(
    room: Room, known_at: datetime, wanted: Wanted, path: Path | None
) -> tuple[Path, int]:
    """Write the 核实台账 as .xlsx or .csv (default: into bulletins/); its path and rows.

    Raises:
        UsageError: the path has another suffix.
        EnforceError: the file cannot be written.
    """
    path = path or room.workspace.bulletins / f"核实台账-{known_at:%Y%m%d}.xlsx"
    kind = path.suffix.lower().removeprefix(".")
    if kind not in _KINDS:
        raise UsageError(
            f"不能写成“{path.suffix}”文件。", where=str(path), remedy="请用 .xlsx 或 .csv。"
        )
    from enforcement_cli.render.tables import write_table

    rows = ledger_rows(room, problems_of(room, known_at, wanted))
    write_table(_LEDGER, rows, kind, path)
    return path, len(rows)


def ledger_rows(room: Room, problems: Sequence[StoredProblem]) -> list[tuple[object, ...]]:
    """A row a problem, as the heading of the ledger names them."""
    names = {court.code: court.short for court in room.desk.courts}
    rows: list[tuple[object, ...]] = []
    for p in problems:
        answer = p.answer or Answer(problem_id=p.problem_id)
        rows.append(
            (
                p.problem_id, names.get(p.court or "", p.court or ""),
                period_name(room, p.period_start, p.period_end),
                form_named(p.form).title if p.form else "",
                SEVERITY_NAMES.get(p.severity, p.severity),  # type: ignore[call-overload]
                p.code, rule(p.code).title, p.file_name, place_of(p), p.case_no, p.message, p.remedy,
                STATE_NAMES[p.state], answer.by, answer.at, answer.reason, answer.until,
                share_text(answer), earlier_answer(room, p), p.found_at,
            )
        )  # fmt: skip
    return rows
