"""After each change of the store: the doubts that only the whole set of returns shows."""

from dataclasses import replace
from datetime import datetime

from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.looked import Mark, mark_of
from enforcement_cli.store.save import add_event, mark_settled, save_problems
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.workflow.answered import without_answered
from enforcement_cli.workflow.arising import identity_of
from enforcement_cli.workflow.layout_doubts import LAYOUT_CODES
from enforcement_cli.workflow.look import Look, keep_look, look_at
from enforcement_cli.workflow.state import Room

_ByReturn = dict[int, list[Problem]]


def settle_doubts(
    room: Room, receipts: dict[str, list[Receipt]], at: datetime
) -> dict[str, list[Receipt]]:
    """Store new doubts, close those whose reason is gone; receipts with their doubts added.

    What an explanation given before answers is not told again. Another run may have settled what
    this one stored a moment ago: a return just taken in is told all that is doubted of it.
    """
    with open_store(room.workspace.store, write=True) as connection:
        return settle_in(connection, room, receipts, at)


def settle_in(
    connection: Connection, room: Room, receipts: dict[str, list[Receipt]], at: datetime
) -> dict[str, list[Receipt]]:
    """The same of an open store, or of what stands for one; what is found is stored in one transaction.

    The look is before it: what a transaction has dropped it keeps in memory to its end.
    """
    just_in = [r.return_id for found in receipts.values() for r in found if _just_in(r)]
    before = mark_of(connection)
    look = look_at(connection, room, [n for n in just_in if n is not None])
    with transaction(connection):
        arising, added = _settle(connection, look, before, at)
        told = {
            name: [
                replace(
                    receipt, problems=_in_order(receipt, arising if _just_in(receipt) else added)
                )
                for receipt in found
            ]
            for name, found in receipts.items()
        }
        return without_answered(connection, told)


def _just_in(receipt: Receipt) -> bool:
    return receipt.status in ("accepted", "gaps")


def _in_order(receipt: Receipt, doubts: _ByReturn) -> tuple[Problem, ...]:
    """What is wrong with the layout stands before what is wrong with values read by it."""
    added = doubts.get(receipt.return_id or 0, [])
    layout = [problem for problem in added if problem.code in LAYOUT_CODES]
    others = [problem for problem in added if problem.code not in LAYOUT_CODES]
    return (*layout, *receipt.problems, *others)


def _settle(
    connection: Connection, look: Look, before: Mark, at: datetime
) -> tuple[_ByReturn, _ByReturn]:
    """The doubts there are of the returns told of, and those of all that nobody had found before."""
    known = {identity_of(problem): problem for problem in look.known}
    all_of: _ByReturn = {}
    added: _ByReturn = {}
    courts: dict[int, str] = {}
    for identity, (return_id, court, problem) in look.arising.items():
        all_of.setdefault(return_id, []).append(problem)
        seen = known.get(identity)
        if seen is None:
            added.setdefault(return_id, []).append(problem)
            courts[return_id] = court
        elif seen.state == "corrected":
            about = {"problem_id": seen.problem_id}
            add_event(connection, what="open", at=at, by="enforce", about=about)
    save_problems(
        connection, at, [(number, courts[number], found) for number, found in added.items()]
    )
    for gone, seen in known.items():
        if gone not in look.arising and seen.state == "open":
            reason, about = "后来的报表消除了原因", {"problem_id": seen.problem_id}
            add_event(connection, what="corrected", at=at, by="enforce", reason=reason, about=about)
    keep_look(connection, look, before)
    mark_settled(connection)
    return all_of, added
