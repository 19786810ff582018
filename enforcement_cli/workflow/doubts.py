"""After each change of the store: the doubts that only the whole set of returns shows."""

from dataclasses import replace
from datetime import datetime

from enforcement_cli.check.history import Suspicion, word_suspicion
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.doubts import Doubt, find_doubts
from enforcement_cli.store.read import StoredProblem, all_problems
from enforcement_cli.store.save import add_event, save_problems
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.vocabulary.checks import codes_over_the_set
from enforcement_cli.workflow.layout_doubts import LAYOUT_CODES, layout_doubts
from enforcement_cli.workflow.state import Room, view_of

_Identity = tuple[str, int | None, str, str]


def settle_doubts(
    room: Room, receipts: dict[str, list[Receipt]], at: datetime
) -> dict[str, list[Receipt]]:
    """Store new doubts, close those whose reason is gone; receipts with their new doubts added."""
    with open_store(room.workspace.store, write=True) as connection, transaction(connection):
        added = _settle(connection, room, at)
    return {
        name: [
            replace(receipt, problems=_in_order(receipt, added.get(receipt.return_id or 0, [])))
            for receipt in found
        ]
        for name, found in receipts.items()
    }


def _in_order(receipt: Receipt, added: list[Problem]) -> tuple[Problem, ...]:
    """What is wrong with the layout stands before what is wrong with values read by it."""
    layout = [problem for problem in added if problem.code in LAYOUT_CODES]
    others = [problem for problem in added if problem.code not in LAYOUT_CODES]
    return (*layout, *receipt.problems, *others)


def _settle(connection: Connection, room: Room, at: datetime) -> dict[int, list[Problem]]:
    # Doubts are of all that is known, whatever time of receipt the files just taken in have.
    everything = datetime.max.replace(microsecond=0, tzinfo=BEIJING)
    view = view_of(room, everything)
    codes = frozenset(codes_over_the_set())
    stored = [p for p in all_problems(connection, everything) if p.code in codes]
    known = {_identity_of(problem): problem for problem in stored}
    arising: dict[_Identity, tuple[int, str, Doubt | Problem]] = {
        (d.code, d.return_id, _subject(d), d.case_no): (d.return_id, d.court, d)
        for d in find_doubts(connection, view)
    } | {
        (problem.code, return_id, problem.subject or problem.message, problem.case_no): (
            return_id,
            court,
            problem,
        )
        for return_id, court, problem in layout_doubts(connection, view, room)
    }
    added: dict[int, list[Problem]] = {}
    for identity, (return_id, court, doubt) in arising.items():
        seen = known.get(identity)
        if seen is None:
            problem = doubt if isinstance(doubt, Problem) else _worded(doubt, room)
            save_problems(connection, return_id, court, at, [problem])
            added.setdefault(return_id, []).append(problem)
        elif seen.state == "corrected":
            add_event(
                connection, what="open", at=at, by="enforce", about={"problem_id": seen.problem_id}
            )
    for gone, before in known.items():
        if gone not in arising and before.state == "open":
            add_event(
                connection,
                what="corrected",
                at=at,
                by="enforce",
                reason="后来的报表消除了原因",
                about={"problem_id": before.problem_id},
            )
    return added


def _identity_of(problem: StoredProblem) -> _Identity:
    # A changed layout is known by its changes: another return before it, and they are others.
    subject = problem.message if problem.code in LAYOUT_CODES else _subject(problem)
    return problem.code, problem.return_id, subject, problem.case_no


def _subject(doubt: Doubt | StoredProblem) -> str:
    """What of its return and case is doubted: a field, or one of many cells that state a figure."""
    if isinstance(doubt, StoredProblem) and doubt.subject:
        return doubt.subject
    if doubt.code != "P-17" or doubt.case_no or doubt.row is None:
        return doubt.field
    return f"{doubt.field} {doubt.sheet}!{doubt.row}:{doubt.column}"


def _worded(doubt: Doubt, room: Room) -> Problem:
    origin = Origin(file=doubt.file_name, sheet=doubt.sheet, row=doubt.row, column=doubt.column)
    suspicion = Suspicion(
        code=doubt.code,
        origin=origin,
        court=doubt.court,
        field=doubt.field,
        case_no=doubt.case_no,
        facts=doubt.facts,
    )
    return word_suspicion(suspicion, room.desk)
