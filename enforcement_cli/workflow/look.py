"""One look for doubts: at the courts that changed since the last look, or at the whole set.

Comes in: an open store. Goes out: the doubts there are within what was looked at, and the problems
stored of them before. Both looks find the same: what lies outside of the courts that changed and
those they share a case with is as the last look found it, unless what is usual of amounts has
moved, a setting was changed, or figures are stated, which are held against every court's. Refuses
to store a doubt.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from enforcement_cli import __version__
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.store.looked import (
    Looked,
    Mark,
    changed_courts,
    fed_back,
    foreign_since,
    looked,
    mark_of,
    note_looked,
)
from enforcement_cli.store.problems import StoredProblem, Wanted, problems_at
from enforcement_cli.store.scope import linked_courts, narrowed
from enforcement_cli.store.session import Connection, first_row
from enforcement_cli.store.unit_doubts import CourtSum
from enforcement_cli.vocabulary.checks import codes_over_the_set
from enforcement_cli.workflow.arising import (
    ByIdentity,
    OfCourts,
    in_order,
    is_of_courts,
    is_of_versions,
    of_courts,
    of_figures,
    of_versions,
)
from enforcement_cli.workflow.mapping_file import read_mappings
from enforcement_cli.workflow.state import Room, view_of

# Doubts are of all that is known, whatever time of receipt the files just taken in have.
_EVER = datetime.max.replace(microsecond=0, tzinfo=BEIJING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was found, the problems stored of the same before, and what the next look goes by."""

    arising: ByIdentity
    known: list[StoredProblem]
    under: str
    sums: tuple[CourtSum, ...]
    centres: tuple[tuple[str, float], ...]
    foreign: tuple[int, ...]


def look_at(connection: Connection, room: Room, told: Sequence[int]) -> Look:
    """Look where something changed; `told` are returns whose doubts are wanted in any case."""
    under = _under(room)
    last = looked(connection)
    if last is not None and last.under == under:
        found = _at_changed(connection, room, last, told)
        if found is not None:
            return found
    return look_at_all(connection, room)


def look_at_all(connection: Connection, room: Room) -> Look:
    """Look at the whole set of returns."""
    view = view_of(room, _EVER)
    courts = of_courts(connection, view, room)
    figures = of_figures(connection, view, room, courts.layouts)
    versions = of_versions(connection, view, room)
    return Look(
        arising=in_order(connection, room, courts, figures, versions),
        known=_stored(connection),
        under=_under(room),
        sums=courts.sums,
        centres=courts.centres,
        foreign=foreign_since(connection, None),
    )


def keep_look(connection: Connection, look: Look, before: Mark) -> None:
    """Keep what the next look goes by; `before` is where the store stood before this one's doubts."""
    made = Looked(
        under=look.under,
        mark=mark_of(connection),
        sums=look.sums,
        centres=look.centres,
        foreign=look.foreign,
        again=fed_back(connection, before),
    )
    note_looked(connection, made)


def _under(room: Room) -> str:
    """What doubts depend on besides the store, in short."""
    told = (
        __version__,
        room.desk,
        room.campaign,
        sorted(read_mappings(room.workspace).items()),
        room.own_indicators,
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _at_changed(
    connection: Connection, room: Room, last: Looked, told: Sequence[int]
) -> Look | None:
    """None where only a look at the whole set can tell."""
    changed = changed_courts(connection, last, told)
    if changed is None:
        return None
    foreign = foreign_since(connection, last)
    courts = linked_courts(connection, changed, foreign)
    others = tuple(each for each in last.sums if each[0] not in courts)
    # A bulletin that went out asks about every return sent again since.
    every_version = mark_of(connection).issued != last.mark.issued
    view = view_of(room, _EVER)
    found: OfCourts | None = None
    versions: ByIdentity = {}
    known: list[StoredProblem] = []
    states_figures = False
    if courts:
        with narrowed(connection, courts):
            found = of_courts(connection, replace(view, other_sums=others), room)
            if others and found.centres != last.centres:
                return None
            if not every_version:
                versions = of_versions(connection, view, room)
            known = [
                problem
                for problem in _stored(connection)
                if is_of_courts(problem) or (is_of_versions(problem) and not every_version)
            ]
            states_figures = _has_statements(connection)
    # Cases moved by the campaign count in the figures of courts that state none of them.
    if courts and room.campaign.transfers:
        states_figures = _has_statements(connection)
    figures = of_figures(connection, view, room) if states_figures else None
    if every_version:
        versions = of_versions(connection, view, room)
    if states_figures or every_version:
        known += [
            problem
            for problem in _stored(connection)
            if (every_version and is_of_versions(problem))
            or (states_figures and not is_of_versions(problem) and not is_of_courts(problem))
        ]
    return Look(
        arising=in_order(connection, room, found, figures, versions),
        known=sorted(known, key=lambda problem: problem.problem_id),
        under=last.under,
        sums=(*others, *(found.sums if found else ())),
        centres=last.centres if found is None else found.centres,
        foreign=foreign,
    )


def _stored(connection: Connection) -> list[StoredProblem]:
    return problems_at(connection, _EVER, Wanted(fixed=True, codes=codes_over_the_set()))


def _has_statements(connection: Connection) -> bool:
    return first_row(connection, "SELECT 1 FROM statements LIMIT 1") is not None
