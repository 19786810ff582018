"""The items of 督办 that hold on a day.

Comes in: the relations of the store with `stated_todos`. Goes out: a CaseList. A court that should
send such a list and has not is silent. Refuses to close an item that nobody called done.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from enforcement_cli.indicator.list_ground import (
    Asked,
    listing,
    place_of,
    sql_day,
    sql_word,
)
from enforcement_cli.model.case_list import CaseLine, CaseList
from enforcement_cli.model.engine import Engine
from enforcement_cli.vocabulary.case_lists import (
    buckets,
    is_done,
    list_rule,
    list_title,
    list_word,
)

# In the order of their urgency.
_STATES = ("late", "open", "done")


def todo_list(connection: Engine, asked: Asked, unheard: Iterable[str]) -> CaseList:
    """The items of the 督办 lists that hold on the day: late ones first, then by their day, then done.

    `unheard` are the courts that should send such a list and have not: they are silent.
    """
    day = sql_day(asked.day)
    wanted = [
        f"t.court IN ({', '.join(sql_word(c) for c in asked.courts) or 'NULL'})",
        f"t.as_of <= {day} AND (t.until IS NULL OR t.until > {day})",
    ]
    if asked.officer is not None:
        wanted.append(f"t.owner = {sql_word(asked.officer)}")
    if asked.team is not None:
        wanted.append(f"m.team = {sql_word(asked.team)}")
    select = f"""
        SELECT t.court, t.case_no, t.owner, m.team, m.cause, coalesce(m.debtor, m.applicant) AS party,
               t.due_on, t.state, t.matter, r.file_name, t.sheet, t.row
        FROM stated_todos t LEFT JOIN members m ON m.case_no = t.case_no
        LEFT JOIN returns r ON r.return_id = t.return_id
        WHERE {" AND ".join(wanted)}
        ORDER BY t.due_on NULLS LAST, t.court, t.case_no, t.matter, t.row"""
    rows = connection.execute(listing(asked, select)).fetchall()
    states = [_state(row, asked.day) for row in rows]
    told = sorted(zip(states, rows, strict=True), key=lambda each: _STATES.index(each[0]))
    lines = [_todo(row, state, asked.day) for state, row in told]
    counts = [states.count(state) for state in _STATES]
    return CaseList(
        kind="todos",
        title=list_title("todos"),
        rule=list_rule("todos"),
        lines=tuple(lines if asked.most is None else lines[: asked.most]),
        buckets=tuple(
            (bucket.name, count) for bucket, count in zip(buckets("todos"), counts, strict=True)
        ),
        total=len(lines),
        silent=tuple(court for court in unheard if court in asked.courts),
    )


def _state(row: tuple[Any, ...], day: date) -> str:
    due, said = row[6], row[7] or ""
    if is_done(said):
        return "done"
    return "late" if due is not None and due < day else "open"


def _todo(row: tuple[Any, ...], state: str, day: date) -> CaseLine:
    court, case_no, owner, team, cause, party, due, _, matter, file, sheet, at = row
    return CaseLine(
        court=court,
        case_no=case_no or "",
        officer=owner or "",
        team=team or "",
        cause=cause or "",
        party=party or "",
        day=due,
        days=(day - due).days if state == "late" else None,
        state=list_word(state),
        note=matter or "",
        origin=place_of(file, sheet, at),
    )
