"""S-02, S-10 and S-18 of every return in force: what changed in its court's layout since the last.

Comes in: the store and the clerk's answers. Goes out: problems by return. Refuses to remember
anything itself: they are found anew from the whole set of returns, like every doubt.
"""

from enforcement_cli.check.drift import Change, drift_of, drift_problems
from enforcement_cli.model.mapping import ColumnAnswer, Mapping
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.current import View
from enforcement_cli.store.layouts import changed_layouts
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.forms import header_key
from enforcement_cli.workflow.mapping_file import as_mappings, read_mappings
from enforcement_cli.workflow.mapping_questions import confirm_command
from enforcement_cli.workflow.state import Room

LAYOUT_CODES = ("S-02", "S-10", "S-18")


def layout_doubts(connection: Connection, view: View, room: Room) -> list[tuple[int, str, Problem]]:
    """(return_id, court, problem) of each change of layout that no answer has confirmed.

    `facts` of a problem hold all that tells it from another of the same return.
    """
    pairs = changed_layouts(connection, view)
    if not pairs:
        return []
    mappings = as_mappings(read_mappings(room.workspace))
    found: list[tuple[int, str, Problem]] = []
    for before, now in pairs:
        answers = _answers(mappings, now.court, now.form)

        def confirmed(change: Change, answers: dict[str, ColumnAnswer] = answers) -> bool:
            return _is_confirmed(change, answers)

        drifts = drift_of(before.columns, now.columns)
        for problem, changes in drift_problems(drifts, now.file_name, confirmed):
            command = _command(room, now.court, now.form, changes)
            worded = Problem(
                rule=problem.rule, origin=problem.origin, facts=problem.facts, command=command
            )
            found.append((now.return_id, now.court, worded))
    return found


def _answers(mappings: tuple[Mapping, ...], court: str, form: str) -> dict[str, ColumnAnswer]:
    mine = next((m for m in mappings if (m.court, m.form) == (court, form)), None)
    return {answer.header: answer for answer in mine.answers} if mine else {}


def _is_confirmed(change: Change, answers: dict[str, ColumnAnswer]) -> bool:
    answer = answers.get(header_key(change.place.header))
    if answer is None or change.kind == "removed":
        return False
    return answer.unit == change.now if change.kind == "unit" else answer.field is not None


def _command(room: Room, court: str, form: str, changes: tuple[Change, ...]) -> str:
    """The command that confirms what was read; a column nobody knows asks for itself (S-06)."""
    named = room.desk.court_of(court)
    columns = [
        (change.now, change.place.field)
        for change in changes
        if change.kind in ("renamed", "inserted") and change.place.field
    ]
    units = [(change.place.header, change.now) for change in changes if change.kind == "unit"]
    return confirm_command(named.short if named else court, form, columns=columns, units=units)
