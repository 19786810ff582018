"""What the desk does about a return or a problem: explain a doubt, take a return out."""

from dataclasses import dataclass
from datetime import datetime

from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.store.read import StoredProblem, StoredReturn, all_problems, all_returns
from enforcement_cli.store.save import add_event
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.workflow.doubts import settle_doubts
from enforcement_cli.workflow.state import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a doubted value is right: who says so, and the reason that the bulletin quotes."""

    code: str
    by: str
    reason: str
    court: str | None = None
    case_no: str | None = None


def explain_problem(room: Room, explanation: Explanation, *, at: datetime) -> list[StoredProblem]:
    """Record an explanation for every open problem it fits; those it closed.

    Raises:
        UnknownName: no open problem fits.
        UsageError: the problem is a 退回, which only a corrected return closes.
    """
    with open_store(room.workspace.store, write=True) as connection, transaction(connection):
        fitting = [
            problem
            for problem in all_problems(connection, at)
            if problem.state == "open"
            and problem.code == explanation.code
            and explanation.court in (None, problem.court)
            and explanation.case_no in (None, problem.case_no)
        ]
        if not fitting:
            raise UnknownName(
                f"没有未答复的 {explanation.code}。", remedy="用 enforce status 查看未答复的问题。"
            )
        if any(problem.severity == "return" for problem in fitting):
            raise UsageError(
                f"{explanation.code} 是退回问题，只能由法院改正后重报。",
                remedy="请退回法院更正。",
            )
        for problem in fitting:
            add_event(
                connection,
                what="explained",
                at=at,
                by=explanation.by,
                reason=explanation.reason,
                about={"problem_id": problem.problem_id},
            )
    return fitting


def withdraw_return(
    room: Room, return_id: int, *, by: str, reason: str, at: datetime
) -> StoredReturn:
    """Take an accepted return out of every figure; the file and its rows stay on record.

    Raises:
        UnknownName: there is no such return.
        UsageError: it is not in force.
    """
    with open_store(room.workspace.store, write=True) as connection, transaction(connection):
        found = next((r for r in all_returns(connection) if r.return_id == return_id), None)
        if found is None:
            raise UnknownName(
                f"没有编号为 {return_id} 的报表。", remedy="用 enforce status 查看报表编号。"
            )
        if found.status not in ("accepted", "gaps") or found.withdrawn:
            raise UsageError(f"报表 {return_id} 本来就没有计入，没有改动任何数据。")
        about = {"return_id": return_id}
        add_event(connection, what="withdrawn", at=at, by=by, reason=reason, about=about)
    settle_doubts(room, {}, at)
    return found


def problems_of(room: Room, known_at: datetime) -> list[StoredProblem]:
    """Every problem with its state as of a moment; none before anything was received."""
    if not room.workspace.store.exists():
        return []
    with open_store(room.workspace.store, write=False) as connection:
        return all_problems(connection, known_at)
