"""Doubts about cases as SQL: what each asks, and on what ground it can arise at all.

Comes in: the relations of the current state, `gone` and `unit_doubts`. Goes out: one row a doubt;
`GROUNDS`, what must be there for a statement to find anything. Refuses to run one.
"""

from enforcement_cli.store.unit_doubts import BETWEEN

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
GONE = f"""
    SELECT * FROM (
        SELECT case_no, {", ".join(map(_went_blank, _WATCHED))}
        FROM stated SEMI JOIN restated USING (case_no) GROUP BY case_no)
    WHERE {" OR ".join(_WATCHED)}"""


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


# What must be somewhere for a statement to find anything, and the statement. Planning all of them
# costs more than asking the few that can find something; a ground may be wider, never narrower.
GROUNDS: tuple[tuple[str, str], ...] = (
    *(
        (f"EXISTS (SELECT 1 FROM stated WHERE {field} IS NULL)", _never_said(field))
        for field in ("claim_fen", "filed_on", "cause")
    ),
    ("EXISTS (SELECT 1 FROM stated WHERE case_court <> reporting_court)", _FOREIGN),
    (
        "EXISTS (SELECT 1 FROM stated WHERE case_type = '执恢' AND original_case_no IS NOT NULL)",
        _TWICE,
    ),
    *((f"EXISTS (SELECT 1 FROM gone WHERE {field})", _gone_blank(field)) for field in _WATCHED),
    ("EXISTS (SELECT 1 FROM restated)", _FALLING),
    ("EXISTS (SELECT 1 FROM restated) AND EXISTS (SELECT 1 FROM measures)", _MEASURE_GONE),
    ("EXISTS (SELECT 1 FROM restated)", _TWO_COURTS),
    (
        """EXISTS (SELECT 1 FROM accepted WHERE form = 'cases' GROUP BY reporting_court
                   HAVING count(DISTINCT {'at': as_of, 'end': period_end}) > 1)""",
        _VANISHED,
    ),
    ("EXISTS (SELECT 1 FROM accepted WHERE form = 'cases' AND declared_version > 1)", _DROPPED),
    ("EXISTS (SELECT 1 FROM accepted WHERE version > 1)", _TWO_VERSIONS),
    ("EXISTS (SELECT 1 FROM unit_columns) OR EXISTS (SELECT 1 FROM unit_far)", _UNIT),
)
