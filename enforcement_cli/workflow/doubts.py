"""After each change of the store: the doubts that only the whole set of returns shows."""

from dataclasses import replace
from datetime import datetime

from enforcement_cli.check.history import Suspicion, word_suspicion
from enforcement_cli.check.settings import as_set
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.current import View
from enforcement_cli.store.doubts import Doubt, find_doubts
from enforcement_cli.store.problems import StoredProblem, Wanted, problems_at
from enforcement_cli.store.read import period_ends
from enforcement_cli.store.save import add_event, mark_settled, save_problems
from enforcement_cli.store.session import Connection, open_store, transaction
from enforcement_cli.vocabulary.checks import codes_over_the_set, rules_in_force
from enforcement_cli.workflow.answered import without_answered
from enforcement_cli.workflow.layout_doubts import LAYOUT_CODES, layout_doubts
from enforcement_cli.workflow.payout_doubts import payout_doubts
from enforcement_cli.workflow.resubmission import resubmission_doubts
from enforcement_cli.workflow.series_doubts import series_doubts
from enforcement_cli.workflow.state import Room, view_of
from enforcement_cli.workflow.text_doubts import text_doubts

_Identity = tuple[str, int | None, str, str]
# Of which return, of which court, what.
_Arising = tuple[int, str, Problem]
_ByReturn = dict[int, list[Problem]]


def settle_doubts(
    room: Room, receipts: dict[str, list[Receipt]], at: datetime
) -> dict[str, list[Receipt]]:
    """Store new doubts, close those whose reason is gone; receipts with their doubts added.

    What an explanation given before answers is not told again. Another run may have settled what
    this one stored a moment ago: a return just taken in is told all that is doubted of it.
    """
    with open_store(room.workspace.store, write=True) as connection, transaction(connection):
        arising, added = _settle(connection, room, at)
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


def _settle(connection: Connection, room: Room, at: datetime) -> tuple[_ByReturn, _ByReturn]:
    """The doubts there are, and those of them nobody had found before."""
    # Doubts are of all that is known, whatever time of receipt the files just taken in have.
    everything = datetime.max.replace(microsecond=0, tzinfo=BEIJING)
    over_the_set = Wanted(fixed=True, codes=codes_over_the_set())
    stored = problems_at(connection, everything, over_the_set)
    known = {_identity_of(problem): problem for problem in stored}
    arising = doubts_of(connection, view_of(room, everything), room)
    all_of: _ByReturn = {}
    added: _ByReturn = {}
    courts: dict[int, str] = {}
    for identity, (return_id, court, problem) in arising.items():
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
    for gone, before in known.items():
        if gone not in arising and before.state == "open":
            reason, about = "后来的报表消除了原因", {"problem_id": before.problem_id}
            add_event(connection, what="corrected", at=at, by="enforce", reason=reason, about=about)
    mark_settled(connection)
    return all_of, added


def doubts_of(connection: Connection, view: View, room: Room) -> dict[_Identity, _Arising]:
    """Every doubt of the state as known, by what it is the same doubt by; as the campaign sets it."""
    found: dict[_Identity, _Arising] = {
        (d.code, d.return_id, _subject(d), d.case_no): (d.return_id, d.court, _worded(d, room))
        for d in find_doubts(connection, view)
    }
    for return_id, court, problem in layout_doubts(connection, view, room):
        subject = problem.subject or problem.message
        found[problem.code, return_id, subject, problem.case_no] = return_id, court, problem
    for return_id, court, problem in payout_doubts(connection, view):
        found[problem.code, return_id, problem.subject, problem.case_no] = return_id, court, problem
    for return_id, court, problem in text_doubts(connection, view):
        found[problem.code, return_id, problem.subject, problem.case_no] = return_id, court, problem
    for return_id, court, problem in series_doubts(connection, view, room, found.values()):
        found[problem.code, return_id, problem.subject, problem.case_no] = return_id, court, problem
    for return_id, court, problem in resubmission_doubts(connection, view, room):
        found[problem.code, return_id, problem.subject, problem.case_no] = return_id, court, problem
    ends = period_ends(connection)
    rules = {end: rules_in_force(room.campaign.checks, end) for end in set(ends.values())}
    set_so: dict[_Identity, _Arising] = {}
    for identity, (return_id, court, problem) in found.items():
        kept = as_set(problem, rules[ends[return_id]]) if return_id in ends else problem
        if kept is not None:
            set_so[identity] = return_id, court, kept
    return set_so


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
