"""The checks on values once more, over what is stored: no file is read.

Comes in: an open store and what a campaign says of the checks. Goes out: for every return in force
the problems its stored rows have. Refuses to store anything. What a check left out when a return
came in (rows held, cells blanked) is not in the store and is not judged again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from enforcement_cli.check.ledger import check_ledger
from enforcement_cli.check.relations import check_relations
from enforcement_cli.model.batch import Batch, ReturnHead
from enforcement_cli.model.problem import CheckSetting, Problem, Rule
from enforcement_cli.normalise.frames import TABLES, build_frame
from enforcement_cli.store.declared import PHONED
from enforcement_cli.store.facts import StoredFacts, stored_facts
from enforcement_cli.store.read import StoredReturn, accepted_returns
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.checks import rules_in_force
from enforcement_cli.workflow.arising import doubts_of
from enforcement_cli.workflow.state import Room, view_of

# Between a return's number and its sheet, where sheets of many returns stand in one frame.
_OF = "\x1f"
# Forms whose returns are figures, each judged by itself.
_OF_FIGURES = ("aggregate", "narrative")
# No export of a case system stops at fewer rows.
_FEWEST_OF_AN_EXPORT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A problem of a stored return."""

    stored: StoredReturn
    problem: Problem


def recheck(
    connection: Connection,
    room: Room,
    settings: Sequence[CheckSetting],
    *,
    known_at: datetime,
    since: datetime | None = None,
) -> list[Found]:
    """What the stored returns would have to answer under `settings`; of periods from `since` on."""
    asked = replace(room, campaign=replace(room.campaign, checks=tuple(settings)))
    view = view_of(asked, known_at)
    returns = accepted_returns(connection, view)
    by_number = {stored.return_id: stored for stored in returns}
    found = list(_of_returns(connection, asked, returns))
    for number, _, problem in doubts_of(connection, view, asked).values():
        if number in by_number:
            found.append(Found(stored=by_number[number], problem=problem))
    if since is None:
        return found
    return [f for f in found if f.stored.period_end and f.stored.period_end >= since.date()]


def _of_returns(
    connection: Connection, room: Room, returns: Sequence[StoredReturn]
) -> Iterator[Found]:
    groups: dict[object, list[tuple[StoredFacts, ReturnHead]]] = {}
    for facts in stored_facts(connection, returns):
        head = _head(facts.stored)
        if head is not None and facts.tables:
            groups.setdefault(_alike(facts, head), []).append((facts, head))
    for group in groups.values():
        yield from _of_group(room, group)


def _alike(facts: StoredFacts, head: ReturnHead) -> object:
    """Returns whose rows can be looked at as one frame: of one period, with the same columns."""
    if head.form in _OF_FIGURES:
        return facts.stored.return_id
    columns = frozenset((place.field, place.unit) for place in facts.places)
    return head.form, head.period_start, head.period_end, frozenset(facts.tables), columns


def _of_group(room: Room, group: Sequence[tuple[StoredFacts, ReturnHead]]) -> Iterator[Found]:
    """Rows are judged all at once; what is asked once a return, return by return where it arises."""
    head = group[0][1]
    rules = rules_in_force(room.campaign.checks, head.period_end)
    whole = _batch([facts for facts, _ in group])
    ledger = check_ledger(whole, head, room.campaign, rules)
    by_number = {facts.stored.return_id: facts.stored for facts, _ in group}
    once: set[str] = set()
    for problem in ledger.problems:
        number, _, sheet = (problem.origin.sheet or "").partition(_OF)
        if "count" in problem.facts or not number:
            once.add(problem.code)
        else:
            stored = by_number[int(number)]
            origin = replace(problem.origin, sheet=sheet or None, file=stored.file_name)
            yield Found(stored=stored, problem=replace(problem, origin=origin))
    for facts, own in group:
        yield from _once(room, facts, own, {code: rules[code] for code in once | _filled(facts)})
    if head.form in _OF_FIGURES:
        facts = group[0][0]
        for problem in check_relations(_batch([facts]), head, room.campaign, rules).problems:
            yield Found(stored=facts.stored, problem=_plain(problem))


def _once(
    room: Room, facts: StoredFacts, head: ReturnHead, rules: Mapping[str, Rule]
) -> Iterator[Found]:
    if not rules:
        return
    for problem in check_ledger(_batch([facts]), head, room.campaign, rules).problems:
        if "count" in problem.facts or not problem.origin.sheet:
            yield Found(stored=facts.stored, problem=_plain(problem))


def _filled(facts: StoredFacts) -> set[str]:
    """V-20 and F-18, where one return alone may look filled in or cut off."""
    found = set()
    if facts.stored.rows >= _FEWEST_OF_AN_EXPORT:
        found.add("F-18")
    for rows in facts.tables.values():
        for name in rows.column_names:
            if name.endswith("_fen"):
                least, most = pc.min_max(rows[name]).as_py().values()
                found |= {"V-20"} if least and least == most else set()
    return found


def _plain(problem: Problem) -> Problem:
    """The problem at its own sheet, without the return it was told apart by."""
    sheet = (problem.origin.sheet or "").partition(_OF)[2] or None
    return replace(problem, origin=replace(problem.origin, sheet=sheet))


def _head(stored: StoredReturn) -> ReturnHead | None:
    if stored.form == PHONED:  # no file: the checks on returns know nothing of it
        return None
    if not (stored.court and stored.form and stored.period_start and stored.period_end):
        return None
    return ReturnHead(
        campaign=stored.campaign or "",
        court=stored.court,
        form=stored.form,
        period_start=stored.period_start,
        period_end=stored.period_end,
        as_of=stored.as_of or stored.period_end,
    )


def _batch(group: Sequence[StoredFacts]) -> Batch:
    """Returns as they were typed in, without the rows that were held; sheets named by return."""
    first = group[0].stored
    places = tuple(
        replace(place, sheet=f"{facts.stored.return_id}{_OF}{place.sheet}")
        for facts in group
        for place in facts.places
    )
    frames = {}
    for table in group[0].tables:
        rows = pa.concat_tables([facts.tables[table] for facts in group])
        columns = {
            name: rows[name].combine_chunks() for name in TABLES[table] if name in rows.column_names
        }
        numbers = rows["return_id"].cast(pa.string())
        sheets = pc.binary_join_element_wise(
            numbers, pc.fill_null(rows["sheet"], ""), _OF
        ).combine_chunks()
        held = np.zeros(rows.num_rows, dtype=bool)
        frames[table] = build_frame(table, columns, sheets, rows["row"].to_numpy(), held)
    return Batch(
        form=first.form or "",
        file_name=first.file_name,
        sha256=first.sha256,
        frames=frames,
        places=places,
        measure_kinds=first.measure_kinds,
    )
