"""Problems as of a moment, with the state that what happened since gives them.

Comes in: a moment of knowledge, and which problems are wanted. Goes out: problems in order of their
numbers, each with its state, the answer that holds for it, and the earlier one that no longer does.
Refuses to keep a state: it is a view over events and returns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from enforcement_cli.model.relations import asking
from enforcement_cli.store.answers import ASKED_BEFORE, answer_relations
from enforcement_cli.store.literals import sql_date, sql_moment, sql_text
from enforcement_cli.store.session import Connection, first_row
from enforcement_cli.vocabulary.checks import codes_over_the_set

# What _SELECT gives beyond the problem and its return: the answer that holds, and the one before.
_ANSWER_COLUMNS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the desk recorded: an explanation or a waiver of problem `problem_id`.

    `until` is the last day a later return's period may end on for it to hold there too, `within`
    the share (0.2) by which the value may differ. `period_start` and `period_end` are those of the
    return it was given for.
    """

    problem_id: int
    at: datetime | None = None
    by: str = ""
    reason: str = ""
    until: date | None = None
    within: Decimal | None = None
    period_start: date | None = None
    period_end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProblem:
    """One problem as stored, with its state (a view over events).

    `answer` is what answers it, perhaps given for an earlier problem of the same thing; `before`
    is an explanation of the same thing that does not hold for this one.
    """

    problem_id: int
    return_id: int | None
    file_name: str
    court: str | None
    code: str
    severity: str
    effect: str
    sheet: str | None
    row: int | None
    column: int | None
    field: str
    case_no: str
    message: str
    remedy: str
    state: str
    found_at: datetime
    subject: str
    value: Decimal | None
    form: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    answer: Answer | None = None
    before: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which problems are asked for; None means all. `fixed`: those that were put right unasked too."""

    fixed: bool = False
    courts: Sequence[str] | None = None
    codes: Sequence[str] | None = None
    returns: Sequence[int] | None = None
    numbers: Sequence[int] | None = None
    start: date | None = None
    end: date | None = None


def all_problems(connection: Connection, known_at: datetime) -> list[StoredProblem]:
    """Every problem ever found up to a moment, those put right unasked too."""
    return problems_at(connection, known_at, Wanted(fixed=True))


def open_problems(connection: Connection, known_at: datetime) -> list[StoredProblem]:
    """What still waits for an answer or a correction, or is only said; nothing put right unasked.

    A statement of its own: planning what an explanation covers is most of the time of the other,
    and is spared here where nobody has explained anything yet.
    """
    known = sql_moment(known_at)
    answers = answer_relations(known)
    parts = {
        **(
            answers
            if is_explained(connection)
            else {"last_said": answers["last_said"], "answered": _NOTHING}
        ),
        **{name: sql.replace("{known}", known) for name, sql in _IN_FORCE.items()},
    }
    lasting = ", ".join(sql_text(code) for code in codes_over_the_set())
    rows = connection.execute(asking(parts, _OPEN.format(known=known, lasting=lasting)))
    unanswered = (None,) * _ANSWER_COLUMNS
    return [_problem((*row, *unanswered)) for row in rows.fetchall()]


def is_explained(connection: Connection) -> bool:
    """Whether anybody has ever explained anything."""
    return (
        first_row(connection, "SELECT 1 FROM events WHERE what = 'explained' LIMIT 1") is not None
    )


def problems_at(connection: Connection, known_at: datetime, wanted: Wanted) -> list[StoredProblem]:
    """The problems asked for as of a moment: open, corrected, explained, waived or expired.

    The last word on a problem decides; else an explanation that covers it. Else it is corrected
    when its return is out of force: taken out, replaced by a later version of its slot, or, for a
    ledger, followed by a later one, which states the case anew: one that lists changes only says
    nothing of the others. An explanation with a limit is
    expired when the court has sent a return of a period beyond it, or said the same thing again
    outside of its bounds; whatever the day is on which one asks.
    """
    known = sql_moment(known_at)
    chosen = " AND ".join([f"p.found_at <= {known}", *_conditions(wanted)])
    # Planning the rest takes fifty times as long as seeing that there is nothing of it.
    some = f"SELECT 1 FROM problems p LEFT JOIN returns r USING (return_id) WHERE {chosen} LIMIT 1"
    if first_row(connection, some) is None:
        return []
    parts = {
        **answer_relations(known),
        **{name: sql.replace("{known}", known) for name, sql in _IN_FORCE.items()},
        "asked_before": ASKED_BEFORE,
    }
    lasting = ", ".join(sql_text(code) for code in codes_over_the_set())
    select = _SELECT.format(known=known, lasting=lasting, wanted=chosen)
    rows = connection.execute(asking(parts, select)).fetchall()
    return [_problem(row) for row in rows]


def _conditions(wanted: Wanted) -> list[str]:
    said = [] if wanted.fixed else ["p.severity <> 'fixed'"]
    for column, texts in (("p.reporting_court", wanted.courts), ("p.code", wanted.codes)):
        if texts is not None:
            said.append(f"{column} IN ({', '.join(map(sql_text, texts)) or 'NULL'})")
    for column, numbers in (("p.return_id", wanted.returns), ("p.problem_id", wanted.numbers)):
        if numbers is not None:
            said.append(f"{column} IN ({', '.join(str(int(n)) for n in numbers) or 'NULL'})")
    if wanted.start is not None:
        said.append(f"r.period_end >= {sql_date(wanted.start)}")
    if wanted.end is not None:
        said.append(f"r.period_end <= {sql_date(wanted.end)}")
    return said


_IN_FORCE = {
    "taken_out": """
    SELECT return_id FROM events
    WHERE what = 'withdrawn' AND return_id IS NOT NULL AND "at" <= {known}""",
    "in_force": """
    SELECT * FROM returns
    WHERE status IN ('accepted', 'gaps') AND received_at <= {known}
      AND return_id NOT IN (SELECT return_id FROM taken_out)""",
    "replaced": """
    SELECT return_id FROM taken_out
    UNION
    SELECT r.return_id FROM returns r JOIN in_force n
      ON n.reporting_court = r.reporting_court AND n.form = r.form
     AND n.campaign = r.campaign AND n.period_start = r.period_start
     AND n.period_end = r.period_end
     AND (coalesce(n.declared_version, 1), n.received_at)
         > (coalesce(r.declared_version, 1), r.received_at)""",
    "followed": """
    SELECT r.return_id FROM returns r JOIN (
        SELECT reporting_court, max((as_of, period_end)) AS last FROM in_force
        WHERE form = 'cases' GROUP BY reporting_court) n
      ON n.reporting_court = r.reporting_court AND n.last > (r.as_of, r.period_end)
    WHERE r.form = 'cases'""",
    "spoken_of": """
    SELECT s.case_no, n.reporting_court, max((n.as_of, n.period_end)) AS last
    FROM (
        SELECT return_id, case_no FROM cases WHERE case_no IN (SELECT case_no FROM problems)
        UNION ALL
        SELECT return_id, case_no FROM problems WHERE case_no <> '') s
    JOIN in_force n USING (return_id) WHERE n.form = 'cases' GROUP BY ALL""",
    "not_again": """
    SELECT p.return_id, p.case_no
    FROM problems p JOIN returns r USING (return_id)
    JOIN spoken_of s ON s.case_no = p.case_no AND s.reporting_court = r.reporting_court
    WHERE s.last <= (r.as_of, r.period_end)""",
}

_SAID_OF = """
    FROM (
        SELECT p.*, coalesce(p.return_id IN (SELECT return_id FROM replaced), false)
                    OR (p.code NOT IN ({lasting})
                        AND coalesce(p.return_id IN (SELECT return_id FROM followed), false)
                        AND (p.return_id, coalesce(p.case_no, '')) NOT IN (SELECT * FROM not_again))
                    AS gone
        FROM problems p) p
    LEFT JOIN returns r ON r.return_id = p.return_id
    LEFT JOIN last_said l ON l.problem_id = p.problem_id
    LEFT JOIN answered a ON a.problem_id = p.problem_id"""

# What the board needs of those that are open; the rest of a StoredProblem has its defaults. Planning
# the whole of _SELECT takes ten times as long as running it, and the board must answer at once.
_NOTHING = "SELECT NULL::BIGINT AS problem_id WHERE false"
_OPEN = f"""
    SELECT p.problem_id, p.return_id, p.file_name, p.reporting_court, p.code, p.severity,
           p.effect, p.sheet, p.row, p.column_number, p.field, p.case_no, p.message, p.remedy,
           'open', p.found_at, p.subject, p.value, r.form, r.period_start, r.period_end
    {_SAID_OF}
    WHERE p.found_at <= {{known}} AND p.severity <> 'fixed' AND a.problem_id IS NULL
      AND (l.what = 'open' OR (coalesce(l.what, 'reopened') = 'reopened' AND NOT gone))
    ORDER BY p.problem_id"""

_SELECT = f"""
    SELECT p.problem_id, p.return_id, p.file_name, p.reporting_court, p.code, p.severity,
           p.effect, p.sheet, p.row, p.column_number, p.field, p.case_no, p.message, p.remedy,
           CASE WHEN l.what = 'explained' AND a.until IS NOT NULL AND (
                         p.problem_id IN (SELECT before_id FROM asked_before WHERE outside)
                         OR EXISTS (SELECT 1 FROM in_force n
                                    WHERE n.reporting_court = r.reporting_court
                                      AND n.form = r.form AND n.campaign = r.campaign
                                      AND n.period_end > a.until)) THEN 'expired'
                WHEN a.problem_id IS NOT NULL
                     AND (coalesce(l.what, '') IN ('explained', 'open') OR NOT gone) THEN 'explained'
                WHEN l.what IN ('corrected', 'waived', 'open') THEN l.what
                WHEN gone THEN 'corrected'
                ELSE 'open' END,
           p.found_at, p.subject, p.value, r.form, r.period_start, r.period_end,
           coalesce(a.through, CASE WHEN l.what = 'waived' THEN p.problem_id END),
           coalesce(a."at", l."at"), coalesce(a."by", l."by"), coalesce(a.reason, l.reason),
           a.until, a.within, t.period_start, t.period_end,
           b.before_id, b.reason, b.until, b.within, b.period_start, b.period_end
    {_SAID_OF}
    LEFT JOIN explanations t ON t.problem_id = a.through
    LEFT JOIN asked_before b ON b.problem_id = p.problem_id
    WHERE {{wanted}}
    ORDER BY p.problem_id"""


def _problem(row: tuple[Any, ...]) -> StoredProblem:
    answered = row[21] is not None and row[14] in ("explained", "waived", "expired")
    return StoredProblem(
        problem_id=row[0], return_id=row[1], file_name=row[2], court=row[3], code=row[4],
        severity=row[5], effect=row[6], sheet=row[7], row=row[8], column=row[9],
        field=row[10] or "", case_no=row[11] or "", message=row[12], remedy=row[13],
        state=row[14], found_at=row[15], subject=row[16] or "",
        value=None if row[17] is None else Decimal(row[17]),
        form=row[18], period_start=row[19], period_end=row[20],
        answer=Answer(
            problem_id=row[21], at=row[22], by=row[23] or "", reason=row[24] or "", until=row[25],
            within=row[26], period_start=row[27], period_end=row[28],
        ) if answered else None,
        before=None if row[29] is None else Answer(
            problem_id=row[29], reason=row[30] or "", until=row[31], within=row[32],
            period_start=row[33], period_end=row[34],
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened to a problem: found, explained, waived, corrected, open, reopened."""

    at: datetime
    what: str
    by: str
    reason: str
    until: date | None
    within: Decimal | None


def history_of(connection: Connection, problem_id: int, known_at: datetime) -> list[Happening]:
    """What happened to a problem up to a moment, in the order it was recorded."""
    rows = connection.execute(
        f"""SELECT "at", what, coalesce("by", ''), coalesce(reason, ''), until,
                   TRY_CAST(within AS DECIMAL(9, 6))
            FROM events WHERE problem_id = ? AND "at" <= {sql_moment(known_at)} ORDER BY rowid""",
        [problem_id],
    ).fetchall()
    return [
        Happening(at=row[0], what=row[1], by=row[2], reason=row[3], until=row[4], within=row[5])
        for row in rows
    ]
