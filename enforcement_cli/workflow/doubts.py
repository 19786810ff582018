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
from enforcement_cli.workflow.state import Room, view_of

_CODES = ("P-01", "V-18", "Z-08", "C-01", "C-04", "S-19", "F-15", "R-24")
_Identity = tuple[str, int | None, str, str]


def settle_doubts(
    room: Room, receipts: dict[str, list[Receipt]], at: datetime
) -> dict[str, list[Receipt]]:
    """Store new doubts, close those whose reason is gone; receipts with their new doubts added."""
    with open_store(room.workspace.store, write=True) as connection, transaction(connection):
        added = _settle(connection, room, at)
    return {
        name: [
            replace(receipt, problems=(*receipt.problems, *added.get(receipt.return_id or 0, ())))
            for receipt in found
        ]
        for name, found in receipts.items()
    }


def _settle(connection: Connection, room: Room, at: datetime) -> dict[int, list[Problem]]:
    # Doubts are of all that is known, whatever time of receipt the files just taken in have.
    everything = datetime.max.replace(microsecond=0, tzinfo=BEIJING)
    doubts = find_doubts(connection, view_of(room, everything))
    stored = [p for p in all_problems(connection, everything) if p.code in _CODES]
    known = {_identity_of(problem): problem for problem in stored}
    arising: dict[_Identity, Doubt] = {(d.code, d.return_id, d.field, d.case_no): d for d in doubts}
    added: dict[int, list[Problem]] = {}
    for identity, doubt in arising.items():
        seen = known.get(identity)
        if seen is None:
            problem = _worded(doubt, room)
            save_problems(connection, doubt.return_id, doubt.court, at, [problem])
            added.setdefault(doubt.return_id, []).append(problem)
        elif seen.state == "corrected":
            add_event(connection, what="open", at=at, problem_id=seen.problem_id, by="enforce")
    for gone, before in known.items():
        if gone not in arising and before.state == "open":
            add_event(
                connection,
                what="corrected",
                at=at,
                problem_id=before.problem_id,
                by="enforce",
                reason="后来的报表消除了原因",
            )
    return added


def _identity_of(problem: StoredProblem) -> _Identity:
    return problem.code, problem.return_id, problem.field, problem.case_no


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
