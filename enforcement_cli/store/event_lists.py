"""What lists of dated events say in the current state: receipts, and coercive measures.

Comes in: relations `accepted` and `own_slips`. Goes out: SQL of `listed` and `current_measures`.
Refuses to add a ledger's money to a list's: that is flows'.
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


_SAME_RECEIPT = "o.case_no = e.case_no AND o.amount_fen = e.amount_fen"
LISTED_RECEIPTS = f"""
    SELECT e.case_no, e.return_id, e.sheet, e.row, e.amount_fen, e.received_on AS day, a.as_of,
           a.rank
    FROM recoveries e JOIN accepted a USING (return_id)
    WHERE {_stands("recoveries", "received_on", _SAME_RECEIPT)}
      AND NOT EXISTS (SELECT 1 FROM own_slips o WHERE o.return_id = e.return_id
                      AND o.field = 'amount_fen' AND o.sheet = e.sheet
                      AND (o.row IS NULL OR o.row = e.row))"""


# A ledger's measure column: a date is the event's day (the latest statement wins), a tick one
# event at the first as-of that said so, a number a running count whose rises are events; of the
# versions of one slot the last speaks.
_SAME_MEASURE = """o.field = '' AND o.kind = e.kind AND o.quantity = e.quantity
              AND o.case_no IS NOT DISTINCT FROM e.case_no
              AND o.person_key IS NOT DISTINCT FROM e.person_key"""
MEASURES = f"""
    SELECT e.return_id, e.sheet, e.row, a.reporting_court AS court, e.case_no, e.kind,
           e.taken_on AS day, e.quantity, e.unit, e.amount_fen, e.person_key, e.officer, e.team,
           e.operation, e.stage
    FROM measures e JOIN accepted a USING (return_id)
    WHERE e.field = '' AND {_stands("measures", "taken_on", _SAME_MEASURE)}
    UNION ALL
    SELECT return_id, sheet, row, court, case_no, kind, day, quantity, unit, amount_fen,
           person_key, officer, team, operation, stage
    FROM (
        SELECT m.*, a.reporting_court AS court, a.rank, m.taken_on AS day,
               row_number() OVER (PARTITION BY m.case_no, m.kind
                                  ORDER BY a.rank DESC, m.taken_on DESC, m.sheet, m.row) AS place
        FROM measures m JOIN accepted a USING (return_id)
        WHERE m.field <> '' AND m.taken_on IS NOT NULL)
    WHERE place = 1
    UNION ALL
    SELECT return_id, sheet, row, court, case_no, kind, as_of, rise, unit, amount_fen,
           person_key, officer, team, operation, stage
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
