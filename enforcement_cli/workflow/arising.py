"""Every doubt that only the set of returns shows, worded, by what it is the same doubt by.

Comes in: an open store, whole or narrowed to courts that share their cases with no others. Goes
out: problems by identity, in an order that no order of arrival changes. Those of figures take every
court: they are asked of the whole store only. Refuses to store anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from enforcement_cli.check.history import Suspicion, word_suspicion
from enforcement_cli.check.settings import as_set
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.store.current import View
from enforcement_cli.store.doubts import Doubt, case_doubts, figure_doubts
from enforcement_cli.store.problems import StoredProblem
from enforcement_cli.store.read import period_ends
from enforcement_cli.store.session import Connection
from enforcement_cli.store.unit_doubts import BETWEEN, CourtBounds, CourtSum
from enforcement_cli.vocabulary.checks import rules_in_force
from enforcement_cli.workflow.layout_doubts import LAYOUT_CODES, layout_doubts
from enforcement_cli.workflow.payout_doubts import payout_doubts
from enforcement_cli.workflow.resubmission import RESUBMISSION_CODES, resubmission_doubts
from enforcement_cli.workflow.series_doubts import series_doubts
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.text_doubts import text_doubts

Identity = tuple[str, int | None, str, str]
# Of which return, of which court, what.
Arising = tuple[int, str, Problem]
ByIdentity = dict[Identity, Arising]

# What `of_courts` can find of ledgers, some of them of figures too, and of returns of any form.
_OF_LEDGERS = ("P-01", "R-24", "S-19", "V-18", "C-01", "C-04", "Z-08", BETWEEN)
_OF_ANY_FORM = ("F-15", "R-18", *LAYOUT_CODES)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCourts:
    """Doubts of ledgers, slots, layouts and payouts, and the amounts that some were found by."""

    cases: ByIdentity
    layouts: ByIdentity
    payouts: ByIdentity
    sums: tuple[CourtSum, ...]
    centres: tuple[tuple[str, float], ...]
    bounds: tuple[CourtBounds, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfFigures:
    """Doubts of what aggregate returns and texts state."""

    units: ByIdentity
    texts: ByIdentity
    series: ByIdentity


def of_courts(connection: Connection, view: View, room: Room) -> OfCourts:
    """The doubts that reach no further than courts that share a case."""
    found = case_doubts(connection, view)
    return OfCourts(
        cases=_identified(found.doubts, room),
        layouts=_of_layouts(connection, view, room),
        payouts=_by_subject(payout_doubts(connection, view)),
        sums=found.sums,
        centres=found.centres,
        bounds=found.bounds,
    )


def of_figures(
    connection: Connection, view: View, room: Room, layouts: ByIdentity | None = None
) -> OfFigures:
    """The doubts of figures, held against other periods, other courts and the rows.

    Args:
        connection: of an open store, not narrowed.
        view: the moment.
        room: names courts and campaigns.
        layouts: the doubts of all layouts, where they are known already.
    """
    units = _identified(figure_doubts(connection, view), room)
    if layouts is None:
        layouts = _of_layouts(connection, view, room)
    texts = _by_subject(text_doubts(connection, view))
    known = [*units.values(), *layouts.values()]
    series = _by_subject(series_doubts(connection, view, room, known))
    return OfFigures(units=units, texts=texts, series=series)


def of_versions(connection: Connection, view: View, room: Room) -> ByIdentity:
    """The doubts of returns that were sent again."""
    return _by_subject(resubmission_doubts(connection, view, room))


def in_order(
    connection: Connection,
    room: Room,
    courts: OfCourts | None,
    figures: OfFigures | None,
    versions: ByIdentity,
) -> ByIdentity:
    """All of them as the campaign sets them, in the order in which they are told."""
    found: ByIdentity = {}
    for part in (
        courts and courts.cases,
        figures and figures.units,
        courts and courts.layouts,
        courts and courts.payouts,
        figures and figures.texts,
        figures and figures.series,
        versions,
    ):
        found |= part or {}
    ends = period_ends(connection, {return_id for return_id, _, _ in found.values()})
    rules = {end: rules_in_force(room.campaign.checks, end) for end in set(ends.values())}
    set_so: ByIdentity = {}
    for identity, (return_id, court, problem) in found.items():
        kept = as_set(problem, rules[ends[return_id]]) if return_id in ends else problem
        if kept is not None:
            set_so[identity] = return_id, court, kept
    return set_so


def doubts_of(connection: Connection, view: View, room: Room) -> ByIdentity:
    """Every doubt of the state as known, as the campaign sets it."""
    courts = of_courts(connection, view, room)
    figures = of_figures(connection, view, room, courts.layouts)
    return in_order(connection, room, courts, figures, of_versions(connection, view, room))


def is_of_courts(problem: StoredProblem) -> bool:
    """Whether `of_courts` finds such a doubt again; money falls and units slip in figures too."""
    return problem.code in _OF_ANY_FORM or (problem.code in _OF_LEDGERS and problem.form == "cases")


def is_of_versions(problem: StoredProblem) -> bool:
    """Whether `of_versions` finds such a doubt again."""
    return problem.code in RESUBMISSION_CODES


def _identified(doubts: Iterable[Doubt], room: Room) -> ByIdentity:
    return {
        (d.code, d.return_id, _subject(d), d.case_no): (d.return_id, d.court, _worded(d, room))
        for d in doubts
    }


def _by_subject(arising: Iterable[Arising]) -> ByIdentity:
    return {
        (problem.code, return_id, problem.subject, problem.case_no): (return_id, court, problem)
        for return_id, court, problem in arising
    }


def _of_layouts(connection: Connection, view: View, room: Room) -> ByIdentity:
    return {
        (problem.code, return_id, problem.subject or problem.message, problem.case_no):
            (return_id, court, problem)
        for return_id, court, problem in layout_doubts(connection, view, room)
    }  # fmt: skip


def identity_of(problem: StoredProblem) -> Identity:
    """What a stored problem is the same doubt by."""
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
