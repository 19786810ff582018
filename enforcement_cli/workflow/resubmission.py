"""Returns that were sent again: what is to be told of the last version, and the versions of a slot.

Comes in: a store. Goes out: problems by return, as the doubts over the whole set; the versions of
one return for the eye. Refuses to remember anything: both are found anew from the set of returns.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from enforcement_cli.check.resubmission import check_resubmission
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.submission import Finding, Resubmission, Submission
from enforcement_cli.store.current import View
from enforcement_cli.store.problems import StoredProblem, Wanted, problems_at
from enforcement_cli.store.session import Connection, open_store
from enforcement_cli.store.versions import changes_between, followed, issues, slots
from enforcement_cli.vocabulary.checks import codes_over_the_set, rules_in_force
from enforcement_cli.workflow.state import Room, view_of

_Slot = tuple[Submission, ...]
# What `resubmission_doubts` can find.
RESUBMISSION_CODES = ("Z-01", "Z-02", "Z-03", "Z-04", "Z-05", "Z-06", "Z-07", "Z-10")


def resubmission_doubts(
    connection: Connection, view: View, room: Room
) -> list[tuple[int, str, Problem]]:
    """(return_id, court, problem) of every return that was sent more than once.

    Of each slot the last submission is held against the one before it, both by the order in which
    their statements count: a function of the set of returns and of the answers given.
    """
    again = slots(connection, view.known_at)
    if not again:
        return []
    rules = {
        end: rules_in_force(room.campaign.checks, end)
        for end in {versions[-1].period_end for versions in again}
    }
    return [
        (sent.last.return_id, sent.last.court, replace(problem, command=_command(room, sent, problem)))
        for sent in _compared(connection, view, [(v[-2], v[-1], len(v)) for v in again])
        for problem in check_resubmission(sent, rules[sent.last.period_end])
    ]  # fmt: skip


def _compared(
    connection: Connection, view: View, pairs: Sequence[tuple[Submission, Submission, int]]
) -> list[Resubmission]:
    """Each later submission of a pair against the earlier, with how many there are."""
    comparable = [(old, new) for old, new, _ in pairs if old.stored and new.stored]
    changes = changes_between(connection, comparable)
    returns = [one.return_id for old, new, _ in pairs for one in (old, new)]
    found: dict[int | None, list[Finding]] = {}
    over_the_set = frozenset(codes_over_the_set())
    for problem in problems_at(connection, view.known_at, Wanted(returns=returns)):
        if problem.severity in ("return", "query") and problem.code not in over_the_set:
            found.setdefault(problem.return_id, []).append(_finding(problem))
    ends = followed(connection, view.known_at)
    went_out = issues(connection, view.campaign.id)
    return [
        Resubmission(
            last=new,
            previous=old,
            times=times,
            changes=tuple(changes[new.return_id]) if new.return_id in changes else None,
            found_before=tuple(found.get(old.return_id, ())),
            found=tuple(found.get(new.return_id, ())),
            followed=any(
                end > new.period_end and came < new.received_at
                for end, came in ends.get((new.court, new.form, new.campaign), ())
            ),
            issues=went_out if new.campaign == view.campaign.id else (),
        )
        for old, new, times in pairs
    ]


def _finding(problem: StoredProblem) -> Finding:
    origin = Origin(
        file=problem.file_name, sheet=problem.sheet, row=problem.row, column=problem.column
    )
    about = problem.subject or problem.field
    # What is of a case or a named thing is the same wherever its row stands now.
    thing = f"{problem.case_no} {about}" if problem.case_no or problem.subject else ""
    return Finding(
        code=problem.code,
        thing=thing or f"{about} {origin.cell}",
        place=problem.case_no or origin.cell,
        message=problem.message,
        open=problem.state == "open",
        refused=problem.effect == "refuse",
    )


def _command(room: Room, sent: Resubmission, problem: Problem) -> str:
    """The command that shows every change."""
    if problem.code not in ("Z-01", "Z-02", "Z-03") or not sent.changes:
        return ""
    court = room.desk.court_of(sent.last.court)
    name = court.short if court else sent.last.court
    return f"enforce versions {name} --form {sent.last.form} --date {sent.last.period_end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The submissions of one return, and each later one against the one before it."""

    submissions: tuple[Submission, ...]
    steps: tuple[Resubmission, ...]


def versions_of(
    room: Room, *, court: str, form: str | None, day: date | None, known_at: datetime
) -> tuple[Versions, ...]:
    """The versions of a court's returns for the period that `day` lies in; default: the last one.

    Raises:
        UnknownName: the court sent none.
    """
    if not room.workspace.store.exists():
        raise UnknownName("工作区里还没有任何报表。", remedy="先用 enforce ingest 收报表。")
    with open_store(room.workspace.store, write=False) as connection:
        mine = [
            versions
            for versions in slots(connection, known_at, courts=[court])
            if form in (None, versions[-1].form)
            and (day is None or versions[-1].period_start <= day <= versions[-1].period_end)
        ]
        if not mine:
            raise UnknownName("该院没有这样的报表。", remedy="用 enforce status 查看收到的报表。")
        if day is None:
            last = max(versions[-1].period_end for versions in mine)
            mine = [versions for versions in mine if versions[-1].period_end == last]
        view = view_of(room, known_at)
        return tuple(
            Versions(
                submissions=versions,
                steps=tuple(
                    _compared(
                        connection,
                        view,
                        [(versions[i - 1], versions[i], i + 1) for i in range(1, len(versions))],
                    )
                ),
            )
            for versions in mine
        )
