"""What the desk does about a return or a problem: explain a doubt, waive it, take either back.

Comes in: who says what, and about which problems. Goes out: the problems it closed or opened.
Refuses to change a number: a wrong one is corrected by its court, and a 退回 only so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.model.origin import Origin
from enforcement_cli.store.problems import StoredProblem, Wanted, problems_at
from enforcement_cli.store.read import StoredReturn, all_returns
from enforcement_cli.store.save import add_event
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.workflow.audit import audited
from enforcement_cli.workflow.doubts import settle_doubts
from enforcement_cli.workflow.limits import last_day
from enforcement_cli.workflow.state import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which problems are meant: all conditions hold; None asks nothing. `cell` as printed, 台账!H5."""

    codes: tuple[str, ...] | None = None
    numbers: tuple[int, ...] | None = None
    court: str | None = None
    case_no: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a doubted value is right: who says so, and the reason that the bulletin quotes.

    With `until` it holds too for later returns whose period ends on or before that day, with
    `within` (0.2 is 20 %) only while the value differs by no more than that share.
    """

    choice: Choice
    by: str
    reason: str
    until: date | None = None
    within: Decimal | None = None


def explain_problem(room: Room, explanation: Explanation, *, at: datetime) -> list[StoredProblem]:
    """Record an explanation for every open 核实 it fits; those it closed.

    Raises:
        UnknownName: no open problem fits.
        UsageError: one is a 退回, which only a corrected return closes; or it cannot be carried on
            to later returns as asked.
    """
    with (
        audited(
            room.workspace, "explain", by=explanation.by, why=explanation.reason, at_once=False
        ) as entry,
        open_store(room.workspace.store, write=True) as connection,
        transaction(connection),
    ):
        fitting = _open(connection, explanation.choice, at)
        queries = [problem for problem in fitting if problem.severity == "query"]
        if len(queries) < len(fitting):
            _refuse(fitting, "说明")
        until = last_day(room, explanation.until, explanation.within, queries)
        entry.begin(problems=[problem.problem_id for problem in queries])
        for problem in queries:
            about: dict[str, object] = {"problem_id": problem.problem_id, "until": until}
            if explanation.within is not None:
                about["within"] = str(explanation.within)
            add_event(
                connection, what="explained", at=at, by=explanation.by, reason=explanation.reason,
                about=about,
            )  # fmt: skip
    settle_doubts(room, {}, at)
    with open_store(room.workspace.store, write=False) as connection:
        return problems_at(connection, at, Wanted(numbers=[p.problem_id for p in queries]))


def waive_problem(
    room: Room, choice: Choice, *, by: str, reason: str, at: datetime
) -> list[StoredProblem]:
    """Record that the desk does not insist; a value held back for a doubt of its unit stays out.

    Raises:
        UnknownName: no open problem fits.
        UsageError: one is a 退回.
    """
    with (
        audited(room.workspace, "waive", by=by, why=reason, at_once=False) as entry,
        open_store(room.workspace.store, write=True) as connection,
        transaction(connection),
    ):
        fitting = _open(connection, choice, at)
        if any(problem.severity == "return" for problem in fitting):
            _refuse(fitting, "免予答复")
        entry.begin(problems=[problem.problem_id for problem in fitting])
        for problem in fitting:
            about = {"problem_id": problem.problem_id}
            add_event(connection, what="waived", at=at, by=by, reason=reason, about=about)
    settle_doubts(room, {}, at)
    return fitting


def waivable(room: Room, choice: Choice, known_at: datetime) -> list[StoredProblem]:
    """The open problems a waiver would close, nothing written.

    Raises:
        UnknownName: no open problem fits.
    """
    with open_store(room.workspace.store, write=False) as connection:
        return _open(connection, choice, known_at)


def reopen_problem(
    room: Room, problem_id: int, *, by: str, reason: str, at: datetime
) -> StoredProblem:
    """Take an explanation or a waiver back, with all it covered; the problem as it was.

    A problem that another one's explanation covers is asked again by itself.

    Raises:
        UnknownName: there is no such problem.
        UsageError: nothing answers it.
    """
    with (
        audited(room.workspace, "reopen", by=by, why=reason, at_once=False) as entry,
        open_store(room.workspace.store, write=True) as connection,
        transaction(connection),
    ):
        found = problems_at(connection, at, Wanted(numbers=[problem_id], fixed=True))
        if not found:
            raise _unknown(problem_id)
        if found[0].answer is None:
            raise UsageError(
                f"第 {problem_id} 号问题没有说明，也没有免予答复，没有可以撤回的。",
                remedy=f"用 enforce problems show {problem_id} 查看它的状态。",
            )
        about = {"problem_id": problem_id}
        entry.begin(problems=[problem_id])
        add_event(connection, what="reopened", at=at, by=by, reason=reason, about=about)
    settle_doubts(room, {}, at)
    return found[0]


def _unknown(problem_id: int) -> UnknownName:
    return UnknownName(
        f"没有第 {problem_id} 号问题。", remedy="用 enforce problems list 查看问题编号。"
    )


def _open(connection: Connection, choice: Choice, at: datetime) -> list[StoredProblem]:
    wanted = Wanted(
        codes=choice.codes,
        numbers=choice.numbers,
        courts=None if choice.court is None else [choice.court],
    )
    fitting = [
        problem
        for problem in problems_at(connection, at, wanted)
        if problem.state == "open"
        and choice.case_no in (None, problem.case_no)
        and (choice.cell is None or choice.cell in _cells(problem))
    ]
    for number in choice.numbers or ():
        if not any(problem.problem_id == number for problem in fitting):
            raise UnknownName(
                f"没有未答复的第 {number} 号问题。",
                remedy="用 enforce problems list --all 查看问题的编号和状态。",
            )
    for code in choice.codes or ():
        if not any(problem.code == code for problem in fitting):
            raise UnknownName(
                f"没有未答复的 {code}。", remedy="用 enforce problems list 查看未答复的问题。"
            )
    if not fitting:
        raise UnknownName("没有这样的未答复问题。", remedy="用 enforce problems list 查看。")
    return fitting


def _cells(problem: StoredProblem) -> tuple[str, str]:
    """A cell with and without its sheet."""
    cell = Origin(file="", sheet=problem.sheet, row=problem.row, column=problem.column).cell
    return cell, cell.rpartition("!")[2]


def _refuse(fitting: Sequence[StoredProblem], what: str) -> None:
    refused = next((p for p in fitting if p.severity == "return"), None)
    if refused is not None:
        raise UsageError(
            f"{refused.code}（第 {refused.problem_id} 号）是退回问题，不能{what}，只能由法院改正后重报。",
            remedy="请退回法院更正；收到更正的表以后，问题自动关闭。",
        )
    raise UsageError(
        f"{fitting[0].code} 只是提示，不需要{what}。",
        remedy="不想再看到，可用 enforce problems waive。",
    )


def withdraw_return(
    room: Room, return_id: int, *, by: str, reason: str, at: datetime
) -> StoredReturn:
    """Take an accepted return out of every figure; the file and its rows stay on record.

    Raises:
        UnknownName: there is no such return.
        UsageError: it is not in force.
    """
    with (
        audited(room.workspace, "withdraw", by=by, why=reason, at_once=False) as entry,
        open_store(room.workspace.store, write=True) as connection,
        transaction(connection),
    ):
        found = next((r for r in all_returns(connection) if r.return_id == return_id), None)
        if found is None:
            raise UnknownName(
                f"没有编号为 {return_id} 的报表。", remedy="用 enforce status 查看报表编号。"
            )
        if found.status not in ("accepted", "gaps") or found.withdrawn:
            raise UsageError(f"报表 {return_id} 本来就没有计入，没有改动任何数据。")
        about = {"return_id": return_id}
        entry.begin(returns=[return_id], court=found.court or "", sha256=found.sha256[:12])
        add_event(connection, what="withdrawn", at=at, by=by, reason=reason, about=about)
    settle_doubts(room, {}, at)
    return found
