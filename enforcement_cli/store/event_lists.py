"""What lists say in the current state: dated receipts, payouts and measures; supervised matters.

Comes in: relations `accepted` and `own_slips`. Goes out: SQL of `listed`, `current_payouts`,
`current_measures`, `stated_todos` and `current_todos`. Refuses to add a ledger's money to a list's:
that is flows'.
"""


# An event list states all events of the days it covers: the latest covering list wins whole. An
# event outside its own list's days stands unless the covering list has it, or a later list repeats
# it outside its own days too.
def _stands(table: str, day: str, same: str) -> str:
    """A condition on the event `e` of the list `a`; `same`: when `o` is the same event."""
    lists = "b.form = a.form AND b.reporting_court = a.reporting_court"
    covered = f"e.{day} BETWEEN b.period_start AND b.period_end"
    covering = f"(SELECT max(b.rank) FROM accepted b WHERE {lists} AND {covered})"
    return f"""CASE WHEN e.{day} BETWEEN a.period_start AND a.period_end
        THEN a.rank = {covering}
        ELSE NOT EXISTS (
            SELECT 1 FROM {table} o JOIN accepted b USING (return_id)
            WHERE {lists} AND o.{day} = e.{day} AND {same}
              AND (b.rank = {covering} OR (b.rank > a.rank AND NOT {covered})))
        END"""


_UNDOUBTED = """NOT EXISTS (SELECT 1 FROM own_slips o WHERE o.return_id = e.return_id
                      AND o.field = 'amount_fen' AND o.sheet = e.sheet
                      AND (o.row IS NULL OR o.row = e.row))"""
_SAME_RECEIPT = "o.case_no = e.case_no AND o.amount_fen = e.amount_fen"
LISTED_RECEIPTS = f"""
    SELECT e.case_no, e.return_id, e.sheet, e.row, e.amount_fen, e.received_on AS day, a.as_of,
           a.rank
    FROM recoveries e JOIN accepted a USING (return_id)
    WHERE {_stands("recoveries", "received_on", _SAME_RECEIPT)}
      AND {_UNDOUBTED}"""


_SAME_PAYOUT = """o.case_no = e.case_no AND o.amount_fen = e.amount_fen
              AND o.payees IS NOT DISTINCT FROM e.payees"""
PAYOUTS = f"""
    SELECT e.return_id, e.sheet, e.row, a.reporting_court AS court, e.case_no, e.paid_on AS day,
           e.amount_fen, e.payees
    FROM payouts e JOIN accepted a USING (return_id)
    WHERE {_stands("payouts", "paid_on", _SAME_PAYOUT)}
      AND {_UNDOUBTED}"""

# A list of matters is how they stand on its as-of day; it holds from then until the court's next
# list, `until`, which takes its place whole. An empty list says that none is left.
STATED_TODOS = """
    SELECT t.return_id, t.sheet, t.row, l.reporting_court AS court, t.case_no, t.matter, t.owner,
           t.due_on, t.state, l.as_of, l.until
    FROM todos t JOIN (
        SELECT return_id, reporting_court, as_of,
               lead(as_of) OVER (PARTITION BY reporting_court ORDER BY as_of) AS until
        FROM (
            SELECT return_id, reporting_court, as_of,
                   row_number() OVER (PARTITION BY reporting_court, as_of
                                      ORDER BY rank DESC) AS place
            FROM accepted WHERE form = 'todos')
        WHERE place = 1) l USING (return_id)"""
TODOS = "SELECT * EXCLUDE (until) FROM stated_todos WHERE until IS NULL"


# A ledger's measure column: a date is the event's day (the latest statement wins), a tick one
# event at the first as-of that said so, a number a running count whose rises are events; of the
# versions of one slot the last speaks.
_SAME_MEASURE = """o.field = '' AND o.kind = e.kind AND o.quantity = e.quantity
              AND o.case_no IS NOT DISTINCT FROM e.case_no
              AND o.person_key IS NOT DISTINCT FROM e.person_key"""
# A later list may tell how an event of earlier days went on: 预拘留 of last week, 已履行 now. Its
# stage and amount stand then, and its cell; only where one row alone can be meant in either list.
_EVENT = "kind, taken_on, quantity, case_no, person_key"
_LISTED = f"""(SELECT *, count(*) OVER (PARTITION BY return_id, {_EVENT}) AS alike
          FROM measures WHERE field = '') e JOIN accepted a USING (return_id)"""
STAGES = f"""
    SELECT reporting_court, {_EVENT}, max(rank) AS rank,
           arg_max({{'stage': stage, 'amount_fen': amount_fen, 'return_id': return_id,
                    'sheet': sheet, 'row': row}}, rank) AS told
    FROM {_LISTED}
    WHERE alike = 1 AND stage IS NOT NULL AND case_no IS NOT NULL
    GROUP BY ALL"""
MEASURES = f"""
    SELECT coalesce(s.told.return_id, e.return_id) AS return_id,
           coalesce(s.told.sheet, e.sheet) AS sheet, coalesce(s.told.row, e.row) AS row,
           a.reporting_court AS court, e.case_no, e.kind, e.taken_on AS day, e.quantity, e.unit,
           coalesce(s.told.amount_fen, e.amount_fen) AS amount_fen, e.person_key, e.person_kind,
           e.officer, e.team, e.operation, coalesce(s.told.stage, e.stage) AS stage
    FROM {_LISTED} LEFT JOIN measure_stages s
      ON s.reporting_court = a.reporting_court AND s.kind = e.kind AND s.taken_on = e.taken_on
     AND s.quantity = e.quantity AND s.case_no = e.case_no
     AND s.person_key IS NOT DISTINCT FROM e.person_key AND s.rank > a.rank AND e.alike = 1
    WHERE {_stands("measures", "taken_on", _SAME_MEASURE)}
    UNION ALL
    SELECT return_id, sheet, row, court, case_no, kind, day, quantity, unit, amount_fen,
           person_key, person_kind, officer, team, operation, stage
    FROM (
        SELECT m.*, a.reporting_court AS court, a.rank, m.taken_on AS day,
               row_number() OVER (PARTITION BY m.case_no, m.kind
                                  ORDER BY a.rank DESC, m.taken_on DESC, m.sheet, m.row) AS place
        FROM measures m JOIN accepted a USING (return_id)
        WHERE m.field <> '' AND m.taken_on IS NOT NULL)
    WHERE place = 1
    UNION ALL
    SELECT return_id, sheet, row, court, case_no, kind, as_of, rise, unit, amount_fen,
           person_key, person_kind, officer, team, operation, stage
    FROM (
        SELECT *, most - lag(most, 1, 0::BIGINT) OVER (
                   PARTITION BY case_no, kind ORDER BY rank) AS rise
        FROM (
            SELECT *, max(quantity) OVER (PARTITION BY case_no, kind ORDER BY rank) AS most
            FROM (
                SELECT m.*, a.reporting_court AS court, a.as_of, a.rank,
                       row_number() OVER (
                           PARTITION BY m.case_no, m.kind, a.as_of, a.period_end
                           ORDER BY a.rank DESC, m.quantity DESC, m.sheet, m.row) AS place
                FROM measures m JOIN accepted a USING (return_id)
                WHERE m.field <> '' AND m.taken_on IS NULL
                  AND NOT EXISTS (
                    SELECT 1 FROM measures d JOIN accepted x ON x.return_id = d.return_id
                    WHERE d.field <> '' AND d.taken_on IS NOT NULL
                      AND d.case_no = m.case_no AND d.kind = m.kind))
            WHERE place = 1))
    WHERE rise > 0"""
