"""The checks on values once more, over what is stored: no file is read.

Comes in: an open store and what a campaign says of the checks. Goes out: for every return in force
the problems its stored rows have. Refuses to store anything. What a check left out when a return
came in (rows held, cells blanked) is not in the store and is not judged again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from enforcement_cli.check.ledger import check_ledger
from enforcement_cli.check.relations import check_relations
from enforcement_cli.model.batch import Batch, ReturnHead
from enforcement_cli.model.problem import CheckSetting, Problem
from enforcement_cli.normalise.frames import TABLES, build_frame
from enforcement_cli.store.declared import PHONED
from enforcement_cli.store.facts import StoredFacts, stored_facts
from enforcement_cli.store.read import StoredReturn, accepted_returns
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.checks import rules_in_force
from enforcement_cli.workflow.doubts import doubts_of
from enforcement_cli.workflow.state import Room, view_of


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
    for facts in stored_facts(connection, returns):
        head = _head(facts.stored)
        if head is None or not facts.tables:
            continue
        rules = rules_in_force(room.campaign.checks, head.period_end)
        batch = _batch(facts)
        ledger = check_ledger(batch, head, room.campaign, rules)
        figures = check_relations(ledger.value, head, room.campaign, rules)
        for problem in (*ledger.problems, *figures.problems):
            yield Found(stored=facts.stored, problem=problem)


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


def _batch(facts: StoredFacts) -> Batch:
    """The return as it was typed in, without the rows that were held."""
    stated = {place.field for place in facts.places}
    frames = {}
    for table, rows in facts.tables.items():
        columns = {
            name: rows[name].combine_chunks() for name in TABLES[table] if name in rows.column_names
        }
        held = [False] * rows.num_rows
        frames[table] = build_frame(
            table, columns, rows["sheet"].combine_chunks(), rows["row"].to_pylist(), held
        )
    return Batch(
        form=facts.stored.form or "",
        file_name=facts.stored.file_name,
        sha256=facts.stored.sha256,
        frames=frames,
        places=facts.places,
        measure_kinds=facts.stored.measure_kinds if stated else (),
    )
