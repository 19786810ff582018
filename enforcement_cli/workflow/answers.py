"""What the desk does about a problem: explain a doubt, waive it, take either back.

Comes in: who says what, and about which problems. Goes out: the problems it closed or opened; the
same command once more records nothing. Refuses to change a number: a wrong one is corrected by its
court, and a 退回 only so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.model.origin import Origin
from enforcement_cli.store.problems import StoredProblem, Wanted, history_of, problems_at
from enforcement_cli.store.save import add_event, is_unsettled, mark_unsettled
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.workflow.doubts import settle_doubts
from enforcement_cli.workflow.limits import last_day
from enforcement_cli.workflow.record.audit import audited
from enforcement_cli.workflow.record.plain_facts import Fact
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The problems a command is about. `again`: all of it stood so already, nothing was recorded."""

    problems: list[StoredProblem]
    again: bool


# The words on a problem that are the desk's; the others are what returns did to it.
_OURS = ("explained", "waived", "reopened")


def explain_problem(room: Room, explanation: Explanation, *, at: datetime) -> Done:
    """Record an explanation for every open 核实 it fits; those it closed.

    Those that the same person explained in the same words and limits already stay as they are.

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
    ):
        until = last_day(room, explanation.until, explanation.within, ())
        fitting, already = _fitting(
            connection, explanation.choice, at, lambda each: _is_explained(each, explanation, until)
        )
        queries = [problem for problem in fitting if problem.severity == "query"]
        if len(queries) < len(fitting):
            _refuse(fitting, "说明")
        last_day(room, explanation.until, explanation.within, queries)
        if queries:
            entry.begin(**_told(queries))
            _record(connection, "explained", queries, explanation, at, until)
        unsettled = is_unsettled(connection)
    if unsettled:
        settle_doubts(room, {}, at)
    numbers = [problem.problem_id for problem in queries or already]
    with open_store(room.workspace.store, write=False) as connection:
        found = problems_at(connection, at, Wanted(numbers=numbers))
    return Done(problems=found, again=not queries)


def waive_problem(room: Room, choice: Choice, *, by: str, reason: str, at: datetime) -> Done:
    """Record that the desk does not insist; a value held back for a doubt of its unit stays out.

    Those that the same person waived for the same reason already stay as they are.

    Raises:
        UnknownName: no open problem fits.
        UsageError: one is a 退回.
    """
    with (
        audited(room.workspace, "waive", by=by, why=reason, at_once=False) as entry,
        open_store(room.workspace.store, write=True) as connection,
    ):
        fitting, already = _fitting(connection, choice, at, lambda p: _is_waived(p, by, reason))
        if any(problem.severity == "return" for problem in fitting):
            _refuse(fitting, "免予答复")
        if fitting:
            entry.begin(**_told(fitting))
            said = Explanation(choice=choice, by=by, reason=reason)
            _record(connection, "waived", fitting, said, at)
        unsettled = is_unsettled(connection)
    if unsettled:
        settle_doubts(room, {}, at)
    return Done(problems=fitting or already, again=not fitting)


def waivable(
    room: Room, choice: Choice, *, by: str, reason: str, known_at: datetime
) -> list[StoredProblem]:
    """The open problems a waiver would close, nothing written; none where it stands already.

    Raises:
        UnknownName: no open problem fits.
    """
    with open_store(room.workspace.store, write=False) as connection:
        return _fitting(connection, choice, known_at, lambda p: _is_waived(p, by, reason))[0]


def reopen_problem(room: Room, problem_id: int, *, by: str, reason: str, at: datetime) -> Done:
    """Take an explanation or a waiver back, with all it covered; the problem as it was.

    A problem that another one's explanation covers is asked again by itself.

    Raises:
        UnknownName: there is no such problem.
        UsageError: nothing answers it, and it was not this command that took the answer back.
    """
    with (
        audited(room.workspace, "reopen", by=by, why=reason, at_once=False) as entry,
        open_store(room.workspace.store, write=True) as connection,
    ):
        found = problems_at(connection, at, Wanted(numbers=[problem_id], fixed=True))
        if not found:
            raise _unknown(problem_id)
        again = found[0].answer is None
        if again and not _is_reopened(connection, problem_id, at, (by, reason)):
            raise UsageError(
                f"第 {problem_id} 号问题没有说明，也没有免予答复，没有可以撤回的。",
                remedy=f"用 enforce problems show {problem_id} 查看它的状态。",
            )
        if not again:
            entry.begin(**_told(found))
            said = Explanation(choice=Choice(), by=by, reason=reason)
            _record(connection, "reopened", found, said, at)
        unsettled = is_unsettled(connection)
    if unsettled:
        settle_doubts(room, {}, at)
    return Done(problems=found, again=again)


def _told(problems: Sequence[StoredProblem]) -> dict[str, Fact]:
    """What the audit log names: the problems, and the courts they are of."""
    courts = sorted({problem.court for problem in problems if problem.court})
    return {"problems": [problem.problem_id for problem in problems], "courts": courts}


def _record(
    connection: Connection,
    what: str,
    problems: Sequence[StoredProblem],
    said: Explanation,
    at: datetime,
    until: date | None = None,
) -> None:
    """Append the desk's word on each, all or none; the doubts that rest on them are looked for then."""
    limits: dict[str, object] = {"until": until}
    if said.within is not None:
        limits["within"] = str(said.within)
    with transaction(connection):
        mark_unsettled(connection)
        for problem in problems:
            about = {"problem_id": problem.problem_id, **limits}
            add_event(connection, what=what, at=at, by=said.by, reason=said.reason, about=about)


def _unknown(problem_id: int) -> UnknownName:
    return UnknownName(
        f"没有第 {problem_id} 号问题。", remedy="用 enforce problems list 查看问题编号。"
    )


def _is_explained(problem: StoredProblem, said: Explanation, until: date | None) -> bool:
    """Whether this very explanation holds for the problem: given for it, not for another."""
    answer = problem.answer
    return (
        problem.state == "explained"
        and answer is not None
        and answer.problem_id == problem.problem_id
        and (answer.by, answer.reason) == (said.by, said.reason)
        and (answer.until, answer.within) == (until, said.within)
    )


def _is_waived(problem: StoredProblem, by: str, reason: str) -> bool:
    answer = problem.answer if problem.state == "waived" else None
    return answer is not None and (answer.by, answer.reason) == (by, reason)


def _is_reopened(
    connection: Connection, problem_id: int, at: datetime, said: tuple[str, str]
) -> bool:
    """Whether the desk's last word on the problem is that `said` (who, why) took its answer back."""
    ours = [each for each in history_of(connection, problem_id, at) if each.what in _OURS]
    return bool(ours) and (ours[-1].what, ours[-1].by, ours[-1].reason) == ("reopened", *said)


def _fitting(
    connection: Connection, choice: Choice, at: datetime, stands: Callable[[StoredProblem], bool]
) -> tuple[list[StoredProblem], list[StoredProblem]]:
    """The open problems that are meant, and those of which `stands` says it is done already."""
    wanted = Wanted(
        codes=choice.codes,
        numbers=choice.numbers,
        courts=None if choice.court is None else [choice.court],
    )
    meant = [
        problem
        for problem in problems_at(connection, at, wanted)
        if choice.case_no in (None, problem.case_no)
        and (choice.cell is None or choice.cell in _cells(problem))
    ]
    still = [problem for problem in meant if problem.state == "open"]
    already = [problem for problem in meant if stands(problem)]
    fitting = [*still, *already]
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
    return still, already


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
