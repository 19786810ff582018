"""Doubts that only the whole set of returns shows: money falling, values gone, cases vanished.

Comes in: a View. Goes out: one row a doubt with the facts its message needs. They are recomputed
after every change, never remembered as of arrival: a corrected return that removes the reason
removes the doubt, and any order of arrival gives the same doubts. Refuses to word a message.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from enforcement_cli.store.current import View, relations, with_clause
from enforcement_cli.store.figure_doubts import figure_relations
from enforcement_cli.store.session import Connection, first_row
from enforcement_cli.store.unit_doubts import (
    BETWEEN,
    UNIT_DOUBTS,
    CourtBounds,
    CourtSum,
    unit_bounds,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One doubt and the statement that raises it. `facts` depend on the code."""

    code: str
    return_id: int
    file_name: str
    court: str
    sheet: str | None
    row: int | None
    column: int | None
    field: str
    case_no: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDoubts:
    """Doubts of ledgers and slots, in order of return, row and code; and what they were found by.

    `sums` are what the amounts of the view's own courts sum to, `centres` what is usual by them and
    the view's other courts: field and decades. `bounds` are how low and how high that may come to
    lie before anything else is found of a court: court, field, decades.
    """

    doubts: list[Doubt]
    sums: tuple[CourtSum, ...]
    centres: tuple[tuple[str, float], ...]
    bounds: tuple[CourtBounds, ...]


def find_doubts(connection: Connection, view: View) -> list[Doubt]:
    """Every doubt of the state as known: of cases in order of return, row and code, then of figures."""
    return [*case_doubts(connection, view).doubts, *figure_doubts(connection, view)]


def case_doubts(connection: Connection, view: View) -> CaseDoubts:
    """The doubts of ledgers and of slots; each is of courts that share a case, and of no others."""
    parts = {}
    for name, sql in relations(view).items():
        if name == "closings":
            parts["gone"] = _GONE
        parts[name] = sql
    with _at_hand(connection, parts, before="closings"):
        returns = first_row(connection, "SELECT count(*) FROM accepted")
        asked = _WITHIN if returns == (1,) else _WITHIN + _BETWEEN + _of_blanks(connection)
        doubts = {"unit_doubts": UNIT_DOUBTS, "doubts": "\nUNION ALL\n".join(asked)}
        rows = connection.execute(with_clause(parts | doubts) + _SELECT).fetchall()
        sums = connection.execute(_SUMS).fetchall()
        centres = connection.execute(_CENTRES).fetchall()
        bounds = connection.execute(unit_bounds()).fetchall()
    others = {court for court, *_ in view.other_sums}
    return CaseDoubts(
        doubts=_doubts(rows),
        sums=tuple((c, f, n, s) for c, f, n, s in sums if c not in others),
        centres=tuple((field, centre) for field, centre in centres),
        bounds=tuple((c, f, low, high) for c, f, low, high in bounds),
    )


def court_sums(connection: Connection, view: View) -> CaseDoubts:
    """What doubts are found by, and none of them: a look at some courts must know it of all."""
    parts = relations(view)
    chosen = {name: parts[name] for name in list(parts)[: list(parts).index("unit_centres") + 1]}
    clause = with_clause(chosen)
    return CaseDoubts(
        doubts=[],
        sums=tuple(connection.execute(clause + _SUMS).fetchall()),
        centres=tuple(connection.execute(clause + _CENTRES).fetchall()),
        bounds=(),
    )


_SUMS = "SELECT reporting_court, field, amounts, thousandths FROM unit_courts ORDER BY ALL"
_CENTRES = "SELECT field, centre FROM unit_centres ORDER BY field"


def figure_doubts(connection: Connection, view: View) -> list[Doubt]:
    """The doubts of unit in aggregate returns, which every court's figures take part in."""
    if first_row(connection, "SELECT 1 FROM statements LIMIT 1") is None:
        return []
    with _at_hand(connection, relations(view), before="own_cells"):
        return _doubts(connection.execute(with_clause(figure_relations()) + _FIGURES).fetchall())


@contextmanager
def _at_hand(connection: Connection, parts: dict[str, str], *, before: str) -> Iterator[None]:
    """The relations before one as tables, taken out of `parts`.

    Planned and asked once, not once a doubt: most of the time was planning.
    """
    shared = list(parts)[: list(parts).index(before)]
    for name in shared:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {parts.pop(name)}")
    yield
    for name in shared:
        connection.execute(f"DROP TABLE temp.{name}")


def _doubts(rows: Sequence[tuple[Any, ...]]) -> list[Doubt]:
    return [
        Doubt(
            code=code,
            return_id=return_id,
            file_name=file_name,
            court=court,
            sheet=sheet,
            row=row,
            column=column,
            field=field or "",
            case_no=case_no or "",
            facts={"before": before or "", "now": now or "", "cases": cases or ""},
        )
        for (
            code, return_id, file_name, court, sheet, row, column, field, case_no, before, now,
            cases,
        ) in rows
    ]  # fmt: skip


_SELECT = """
SELECT d.code, d.return_id, a.file_name, a.reporting_court, d.sheet, d.row, p.column_number,
       d.field, d.case_no, d.before, d.now, d.cases
FROM doubts d JOIN accepted a USING (return_id)
LEFT JOIN places p ON p.return_id = d.return_id AND p.sheet = d.sheet AND p.field = d.field
                  AND d.row BETWEEN p.first_row AND p.last_row
ORDER BY a.rank, d.sheet, d.row, d.code, d.case_no, d.field, p.column_number"""

# P-17 in aggregate returns, after those of cases.
_FIGURES = f"""
SELECT '{BETWEEN}', d.return_id, a.file_name, a.reporting_court, d.sheet, d.row, d.column_number,
       d.field, '', d.before::VARCHAR, d.now::VARCHAR, d.against
FROM figure_doubts d JOIN accepted a USING (return_id)
ORDER BY a.rank, d.sheet, d.row, d.column_number, d.field"""

# P-01: the first statement below the one that stands. A case's later repeats are the same doubt.
_FALLING = """
    SELECT 'P-01' AS code, return_id, sheet, row, 'recovered_fen' AS field, case_no,
           before_fen::VARCHAR AS before, stated_fen::VARCHAR AS now, NULL AS cases
    FROM effective
    WHERE stated_fen < before_fen AND stated_fen IS DISTINCT FROM before_stated_fen"""

_WATCHED = ("closed_on", "close_method", "claim_fen", "recovered_fen", "filed_on", "cause")


# Of the versions of one slot only the last speaks: a correction answers what the first left blank.
_LAST_OF_SLOT = """QUALIFY row_number() OVER (
                PARTITION BY {by}, as_of, period_end ORDER BY rank DESC) = 1"""


def _went_blank(field: str) -> str:
    return (
        f"coalesce(min(rank) FILTER ({field} IS NOT NULL) <= max(rank) FILTER ({field} IS NULL), "
        f"false) AS {field}"
    )


# The cases of which a watched field is blank somewhere after it said something: V-18 is of no others.
_GONE = f"""
    SELECT * FROM (
        SELECT case_no, {", ".join(map(_went_blank, _WATCHED))}
        FROM stated SEMI JOIN restated USING (case_no) GROUP BY case_no)
    WHERE {" OR ".join(_WATCHED)}"""


def _of_blanks(connection: Connection) -> tuple[str, ...]:
    """V-18 of the fields that went blank anywhere: planning a statement of six costs more than asking."""
    counted = ", ".join(f"count(*) FILTER ({field})" for field in _WATCHED)
    counts = first_row(connection, f"SELECT {counted} FROM gone") or ()
    return tuple(_gone_blank(field) for field, count in zip(_WATCHED, counts, strict=True) if count)


def _gone_blank(field: str) -> str:
    """V-18: a column that is there, a cell that is blank, a value the last statement had.

    A cell some other check left missing is not asked about twice; a withdrawn closing says so; a
    blank closing method beside a blank closing date is one doubt.
    """
    zero = " AND last_value <> '0'" if field.endswith("_fen") else ""
    beside = (
        " AND NOT list_contains(coalesce(cleared, []), 'closed_on') AND closed_on IS NOT NULL"
        if field == "close_method"
        else f" AND NOT list_contains(coalesce(cleared, []), '{field}')"
    )
    return f"""
    SELECT 'V-18' AS code, s.return_id, s.sheet, s.row, '{field}' AS field, s.case_no,
           last_value AS before, '' AS now, NULL AS cases
    FROM (
        SELECT *, lag({field}::VARCHAR) OVER (PARTITION BY case_no ORDER BY rank) AS last_value
        FROM (
            SELECT * FROM stated
            SEMI JOIN (SELECT case_no FROM gone WHERE {field}) USING (case_no)
            WHERE EXISTS (SELECT 1 FROM places p WHERE p.return_id = stated.return_id
                          AND p.sheet = stated.sheet AND p.field = '{field}'
                          AND stated.row BETWEEN p.first_row AND p.last_row)
            {_LAST_OF_SLOT.format(by="case_no")})) s
    WHERE s.{field} IS NULL AND last_value IS NOT NULL{zero}{beside}
      AND s.doubted NOT LIKE '% {field} %'
      AND NOT list_contains(coalesce(s.not_applicable, []), '{field}')
      AND NOT EXISTS (SELECT 1 FROM problems q WHERE q.return_id = s.return_id
                      AND (q.effect = 'blank' OR q.code = 'R-26') AND q.field = '{field}'
                      AND (q.row IS NULL OR (q.sheet = s.sheet AND q.row = s.row)))"""


# V-18 too: a ledger's measure cell that said something last time and now says nothing, or 否.
_MEASURE_GONE = f"""
    SELECT 'V-18' AS code, return_id, sheet, row, last_field AS field, case_no,
           last_said AS before, '' AS now, NULL AS cases
    FROM (
        SELECT s.return_id, s.sheet, s.row, s.case_no, m.field,
               lag(m.field) OVER w AS last_field, lag(m.said) OVER w AS last_said
        FROM (
            SELECT * FROM (
                SELECT s.*, unnest(a.measure_kinds) AS kind
                FROM stated s JOIN accepted a USING (return_id))
            {_LAST_OF_SLOT.format(by="case_no, kind")}) s
        LEFT JOIN (
            SELECT return_id, case_no, kind, min(field) AS field,
                   max(coalesce(taken_on::VARCHAR, quantity::VARCHAR)) AS said
            FROM measures WHERE field <> '' GROUP BY return_id, case_no, kind) m
          ON m.return_id = s.return_id AND m.case_no = s.case_no AND m.kind = s.kind
        WINDOW w AS (PARTITION BY s.case_no, s.kind ORDER BY s.rank)) g
    WHERE field IS NULL AND last_field IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM problems q WHERE q.return_id = g.return_id
                      AND q.effect = 'blank' AND q.field = g.last_field
                      AND q.sheet = g.sheet AND q.row = g.row)"""

# Z-08: in the court's last slot and not in this one, slot by slot; moved cases and held rows are
# explained already.
_VANISHED = """
    SELECT 'Z-08' AS code, max(n.return_id) AS return_id, NULL AS sheet, NULL::INTEGER AS row,
           '' AS field, min(o.case_no) AS case_no, count(*)::VARCHAR AS before,
           max(n.unplaced)::VARCHAR AS now, string_agg(o.case_no, '、' ORDER BY o.case_no) AS cases
    FROM (SELECT DISTINCT reporting_court, as_of, period_end, case_no FROM stated) o
    JOIN (
        SELECT reporting_court, as_of, period_end, arg_max(return_id, rank) AS return_id,
               sum(held_count) AS unplaced,
               lag(as_of) OVER v AS last_as_of, lag(period_end) OVER v AS last_period_end
        FROM accepted WHERE form = 'cases' GROUP BY reporting_court, as_of, period_end
        WINDOW v AS (PARTITION BY reporting_court ORDER BY as_of, period_end)) n
      ON n.reporting_court = o.reporting_court AND n.last_as_of = o.as_of
     AND n.last_period_end = o.period_end
    WHERE NOT EXISTS (
        SELECT 1 FROM stated s WHERE s.case_no = o.case_no AND s.as_of = n.as_of
          AND s.period_end = n.period_end AND s.reporting_court = o.reporting_court)
      AND o.case_no NOT IN (SELECT case_no FROM moved)
      AND o.reporting_court IN (SELECT court FROM complete_courts)
      AND NOT EXISTS (SELECT 1 FROM problems q JOIN accepted a USING (return_id)
                      WHERE a.reporting_court = o.reporting_court AND a.as_of = n.as_of
                        AND q.case_no = o.case_no AND q.effect = 'hold')
    GROUP BY n.reporting_court, n.as_of, n.period_end
    HAVING count(*) > (
        SELECT count(*) FROM problems q JOIN accepted a USING (return_id)
        WHERE a.reporting_court = n.reporting_court AND a.as_of = n.as_of
          AND q.effect = 'hold' AND coalesce(q.case_no, '') = '')"""

_TWO_COURTS = """
    SELECT 'C-01' AS code, arg_max(return_id, rank) AS return_id, arg_max(sheet, rank) AS sheet,
           arg_max(row, rank) AS row, 'case_no' AS field, case_no,
           string_agg(DISTINCT reporting_court, ',' ORDER BY reporting_court) AS before,
           any_value(case_court) AS now, NULL AS cases
    FROM stated SEMI JOIN restated USING (case_no)
    WHERE case_no NOT IN (SELECT case_no FROM moved)
    GROUP BY case_no HAVING count(DISTINCT reporting_court) > 1"""

_FOREIGN = """
    SELECT 'C-04' AS code, arg_min(return_id, rank) AS return_id, arg_min(sheet, rank) AS sheet,
           arg_min(row, rank) AS row, 'case_no' AS field, case_no,
           any_value(case_court) AS before, '' AS now, NULL AS cases
    FROM stated WHERE case_no NOT IN (SELECT case_no FROM moved)
    GROUP BY case_no
    HAVING count(DISTINCT reporting_court) = 1 AND any_value(case_court <> reporting_court)"""

# Z-08 too: a return that says it corrects another of its slot and leaves cases of it out.
_DROPPED = """
    SELECT 'Z-08' AS code, n.return_id, NULL AS sheet, NULL::INTEGER AS row, '' AS field,
           min(o.case_no) AS case_no, count(DISTINCT o.case_no)::VARCHAR AS before, '' AS now,
           string_agg(DISTINCT o.case_no, '、' ORDER BY o.case_no) AS cases
    FROM accepted n
    JOIN stated o ON o.reporting_court = n.reporting_court AND o.period_start = n.period_start
                 AND o.period_end = n.period_end AND o.rank < n.rank
    WHERE n.form = 'cases' AND n.declared_version > 1
      AND n.reporting_court IN (SELECT court FROM complete_courts)
      AND o.case_no NOT IN (SELECT case_no FROM moved)
      AND NOT EXISTS (SELECT 1 FROM stated s WHERE s.return_id = n.return_id
                      AND s.case_no = o.case_no)
      AND NOT EXISTS (SELECT 1 FROM problems q WHERE q.return_id = n.return_id
                      AND q.effect = 'hold' AND coalesce(q.case_no, o.case_no) IN ('', o.case_no))
    GROUP BY n.return_id"""

# F-15: two returns of one slot came the same day, neither says that it corrects the other, and
# they contradict: ledgers in a case both state, sheets of totals in a figure, event lists by being
# two. Numbers by telephone are one by one.
_TWO_VERSIONS = """
    SELECT 'F-15' AS code, b.return_id, NULL AS sheet, NULL::INTEGER AS row, '' AS field,
           '' AS case_no, a.file_name AS before, b.form AS now, NULL AS cases
    FROM accepted a JOIN accepted b
      ON b.reporting_court = a.reporting_court AND b.form = a.form AND b.campaign = a.campaign
     AND b.period_start = a.period_start AND b.period_end = a.period_end AND b.rank > a.rank
     AND coalesce(b.declared_version, 1) = coalesce(a.declared_version, 1)
     AND b.received_at::DATE = a.received_at::DATE AND b.sha256 <> a.sha256
    WHERE (a.form IN ('payments', 'measures') AND a.row_count > 0) OR EXISTS (
        SELECT 1 FROM statements x JOIN statements y
          ON y.action IS NOT DISTINCT FROM x.action AND y.indicator = x.indicator
         AND y.basis = x.basis AND y.unit = x.unit AND y.period_start = x.period_start
         AND y.period_end = x.period_end AND y.value <> x.value
        WHERE a.form = 'aggregate' AND x.return_id = a.return_id AND y.return_id = b.return_id
    ) OR EXISTS (
        SELECT 1 FROM stated x JOIN stated y USING (case_no)
        WHERE x.return_id = a.return_id AND y.return_id = b.return_id
          AND (x.recovered_fen <> y.recovered_fen OR x.claim_fen <> y.claim_fen
               OR x.closed_on <> y.closed_on OR x.close_method <> y.close_method))"""

# P-17: a claim or money 10⁴ off the case's other statements, or a column off the other courts'.
_UNIT = f"""
    SELECT '{BETWEEN}' AS code, return_id, sheet, row, field, case_no, before::VARCHAR AS before,
           now::VARCHAR AS now, against AS cases
    FROM unit_doubts WHERE NOT replaced"""

# an 执恢 that states at least its original's money on at least its original's claim.
_TWICE = """
    SELECT 'R-24' AS code, arg_min(s.return_id, s.rank) AS return_id,
           arg_min(s.sheet, s.rank) AS sheet, arg_min(s.row, s.rank) AS row,
           'recovered_fen' AS field, s.case_no, any_value(o.recovered_fen)::VARCHAR AS before,
           arg_min(s.recovered_fen, s.rank)::VARCHAR AS now, NULL AS cases
    FROM stated s JOIN current_cases o ON o.case_no = s.original_case_no
    WHERE s.case_type = '执恢' AND o.recovered_fen > 0 AND s.recovered_fen >= o.recovered_fen
      AND s.claim_fen >= o.claim_fen
    GROUP BY s.case_no"""


# Questions about a whole column: they stand at its header, and its cells are missing meanwhile.
_OF_COLUMN = "('S-03', 'S-06', 'S-12')"


def _never_said(field: str) -> str:
    """S-19: cases whose first statement has no `field`, one doubt a return.

    What is missing by a question already asked, of its cell or of its column, is not asked again.
    """
    return f"""
    SELECT 'S-19' AS code, s.return_id, any_value(s.sheet) AS sheet, min(s.row) AS row,
           '{field}' AS field, '' AS case_no, count(*)::VARCHAR AS before, '' AS now,
           string_agg(s.case_no, '、' ORDER BY s.case_no) AS cases
    FROM (SELECT *, row_number() OVER (PARTITION BY case_no ORDER BY rank) AS place FROM stated) s
    WHERE s.place = 1 AND s.{field} IS NULL AND s.doubted NOT LIKE '% {field} %'
      AND NOT list_contains(coalesce(s.not_applicable, []), '{field}')
      AND NOT EXISTS (SELECT 1 FROM problems q WHERE q.return_id = s.return_id
                      AND (q.effect = 'blank' OR q.code = 'S-06') AND q.field = '{field}'
                      AND (q.row IS NULL OR (q.sheet = s.sheet
                           AND (q.row = s.row OR q.code IN {_OF_COLUMN}))))
    GROUP BY s.return_id"""


# What a return raises alone, and what only another one can contradict.
_WITHIN = (
    *(_never_said(field) for field in ("claim_fen", "filed_on", "cause")),
    _FOREIGN,
    _TWICE,
)
_BETWEEN = (
    _FALLING,
    _MEASURE_GONE,
    _VANISHED,
    _DROPPED,
    _TWO_COURTS,
    _TWO_VERSIONS,
    _UNIT,
)
