"""One look for doubts: at the courts that changed since the last look, or at the whole set.

Comes in: an open store. Goes out: the doubts there are within what was looked at, and the problems
stored of them before. Both looks find the same: what lies outside of the courts that changed and
those they share a case with is as the last look found it, unless what is usual of amounts has
moved, a setting was changed, or figures are stated, which are held against every court's. Refuses
to store a doubt.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from enforcement_cli import __version__
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.store.current import View
from enforcement_cli.store.doubts import court_sums
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
from enforcement_cli.store.read import ranks_of
from enforcement_cli.store.scope import linked_courts, narrowed, statements_of_courts
from enforcement_cli.store.session import Connection, first_row
from enforcement_cli.store.unit_doubts import CourtBounds, CourtSum
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

# So many statements of cases are looked at as they stand in the store; of more, so many at a time are
# copied out, a week of 200 courts. Memory goes with these numbers, not with the store's age.
_AT_ONCE = 200_000
_IN_A_PACK = 100_000
# Decades that a distance may be wrong by, as it is a binary fraction.
_NEAR = 1e-6
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
    bounds: tuple[CourtBounds, ...]
    foreign: tuple[int, ...]


def look_at(connection: Connection, room: Room, told: Sequence[int]) -> Look:
    """Look where something changed; `told` are returns whose doubts are wanted in any case."""
    last = looked(connection, under(room))
    if last is not None:
        found = _at_changed(connection, room, last, told)
        if found is not None:
            return found
    return look_at_all(connection, room)


def look_at_all(connection: Connection, room: Room) -> Look:
    """Look at the whole set of returns."""
    view = view_of(room, _EVER)
    foreign = foreign_since(connection, None)
    courts = _of_all_courts(connection, view, room, foreign)
    figures = of_figures(connection, view, room, courts.layouts)
    versions = of_versions(connection, view, room)
    return Look(
        arising=in_order(connection, room, courts, figures, versions),
        known=_stored(connection),
        under=under(room),
        sums=courts.sums,
        centres=courts.centres,
        bounds=courts.bounds,
        foreign=foreign,
    )


def _of_all_courts(
    connection: Connection, view: View, room: Room, foreign: Sequence[int]
) -> OfCourts:
    """Some courts after others where the statements of all are more than memory should hold."""
    sizes = statements_of_courts(connection)
    if sum(sizes.values()) <= _AT_ONCE:
        return of_courts(connection, view, room)
    amounts = court_sums(connection, view)
    parts: list[OfCourts] = []
    for courts in _packs(connection, sizes, foreign):
        others = tuple(each for each in amounts.sums if each[0] not in courts)
        with narrowed(connection, courts):
            parts.append(of_courts(connection, replace(view, other_sums=others), room))
    ranks = ranks_of(connection, view)

    def by_rank(found: list[ByIdentity]) -> ByIdentity:
        merged = [item for part in found for item in part.items()]
        return dict(sorted(merged, key=lambda item: ranks[item[1][0]]))

    payouts = [item for part in parts for item in part.payouts.items()]
    return OfCourts(
        cases=by_rank([part.cases for part in parts]),
        layouts=by_rank([part.layouts for part in parts]),
        payouts=dict(sorted(payouts, key=lambda item: item[0][3])),
        sums=amounts.sums,
        centres=amounts.centres,
        bounds=tuple(bound for part in parts for bound in part.bounds),
    )


def _packs(
    connection: Connection, sizes: Mapping[str, int], foreign: Sequence[int]
) -> Iterator[frozenset[str]]:
    """All courts in groups none of which shares a case with another."""
    left = dict(sizes)
    while left:
        seeds: set[str] = set()
        size = 0
        for court, statements in left.items():
            if seeds and size + statements > _IN_A_PACK:
                break
            seeds.add(court)
            size += statements
        pack = linked_courts(connection, frozenset(seeds), foreign)
        left = {court: number for court, number in left.items() if court not in pack}
        yield pack


def keep_look(connection: Connection, look: Look, before: Mark) -> None:
    """Keep what the next look goes by; `before` is where the store stood before this one's doubts."""
    made = Looked(
        under=look.under,
        mark=mark_of(connection),
        sums=look.sums,
        centres=look.centres,
        bounds=look.bounds,
        foreign=look.foreign,
        again=fed_back(connection, before),
    )
    note_looked(connection, made)


def under(room: Room) -> str:
    """What doubts depend on besides the store, in short."""
    told = (
        __version__,
        room.desk,
        room.campaign,
        sorted(read_mappings(room.workspace).items()),
        room.own_indicators,
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Narrow:
    """What some courts alone have: their doubts, and what is stored of the same."""

    courts: frozenset[str]
    found: OfCourts
    versions: ByIdentity
    known: list[StoredProblem]
    states_figures: bool


def _at_changed(
    connection: Connection, room: Room, last: Looked, told: Sequence[int]
) -> Look | None:
    """None where only a look at the whole set can tell."""
    courts = changed_courts(connection, last, told)
    if courts is None:
        return None
    foreign = foreign_since(connection, last)
    narrow: _Narrow | None = None
    while courts and (narrow is None or courts != narrow.courts):
        narrow = _within(connection, room, last, linked_courts(connection, courts, foreign))
        if not narrow:
            return None
        courts = narrow.courts | _strays(last, narrow)
    # A bulletin that went out asks about every return sent again since.
    versions_of_all = mark_of(connection).issued != last.mark.issued
    # Cases moved by the campaign count in the figures of courts that state none of them.
    figures_of_all = narrow is not None and (
        narrow.states_figures or (bool(room.campaign.transfers) and _has_statements(connection))
    )
    view = view_of(room, _EVER)
    figures = of_figures(connection, view, room) if figures_of_all else None
    versions = narrow.versions if narrow else {}
    known = narrow.known if narrow else []
    if versions_of_all:
        versions = of_versions(connection, view, room)
        known = [problem for problem in known if not is_of_versions(problem)]
    if figures_of_all or versions_of_all:
        known = known + [
            problem
            for problem in _stored(connection)
            if (versions_of_all if is_of_versions(problem) else figures_of_all)
            and not is_of_courts(problem)
        ]
    others = _others(last, courts)
    found = narrow.found if narrow else None
    return Look(
        arising=in_order(connection, room, found, figures, versions),
        known=sorted(known, key=lambda problem: problem.problem_id),
        under=last.under,
        sums=(*others, *(found.sums if found else ())),
        centres=found.centres if found else last.centres,
        bounds=(
            *(bound for bound in last.bounds if bound[0] not in courts),
            *(found.bounds if found else ()),
        ),
        foreign=foreign,
    )


def _within(
    connection: Connection, room: Room, last: Looked, courts: frozenset[str]
) -> _Narrow | None:
    """A look at some courts that share their cases with no others.

    None where an amount has come to be usual, or to be so no more, for the first time.
    """
    view = replace(view_of(room, _EVER), other_sums=_others(last, courts))
    with narrowed(connection, courts):
        found = of_courts(connection, view, room)
        if [field for field, _ in found.centres] != [field for field, _ in last.centres]:
            return None
        return _Narrow(
            courts=courts,
            found=found,
            versions=of_versions(connection, view, room),
            known=[p for p in _stored(connection) if is_of_courts(p) or is_of_versions(p)],
            states_figures=_has_statements(connection),
        )


def _strays(last: Looked, narrow: _Narrow) -> frozenset[str]:
    """Other courts of which something else would be found by what is usual now."""
    centres = dict(narrow.found.centres)
    return frozenset(
        court
        for court, field, low, high in last.bounds
        if court not in narrow.courts and not low + _NEAR < centres[field] < high - _NEAR
    )


def _others(last: Looked, courts: frozenset[str]) -> tuple[CourtSum, ...]:
    return tuple(each for each in last.sums if each[0] not in courts)


def _stored(connection: Connection) -> list[StoredProblem]:
    return problems_at(connection, _EVER, Wanted(fixed=True, codes=codes_over_the_set()))


def _has_statements(connection: Connection) -> bool:
    return first_row(connection, "SELECT 1 FROM statements LIMIT 1") is not None
