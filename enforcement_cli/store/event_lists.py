"""What lists say in the current state: dated receipts, payouts and measures; supervised matters.

Comes in: relations `accepted` and `own_slips`. Goes out: SQL of `receipt_events`, `listed`,
`payout_events`, `current_payouts`, `measure_events`, `measure_stages`, `current_measures`,
`stated_todos` and `current_todos`. Refuses to add a ledger's money to a list's: that is flows'.
"""

from collections.abc import Sequence

from enforcement_cli.store.schema import MEASURE_COLUMNS


# An event list states all events of the days it covers: the latest covering list wins whole. An
# event outside its own list's days stands unless the covering list has it, or a later list repeats
# it outside its own days too.
def _listed(table: str, day: str, columns: str, only: str = "true") -> str:
    """The events of accepted lists.

    `inside`: of a day that their own list covers. The latest list to cover it has rank `covering`.
    """
    return f"""
    SELECT e.return_id, e.sheet, e.row, {columns}, a.form, a.reporting_court, a.as_of, a.rank,
           coalesce(e.{day} BETWEEN a.period_start AND a.period_end, false) AS inside,
           e.{day} NOT BETWEEN a.period_start AND a.period_end AS outside, c.covering
    FROM {table} e JOIN accepted a ON a.return_id = e.return_id
    LEFT JOIN (
        SELECT d.form, d.reporting_court, d.day, max(b.rank) AS covering
        FROM (
            SELECT DISTINCT b.form, b.reporting_court, o.{day} AS day
            FROM {table} o JOIN accepted b ON b.return_id = o.return_id) d
        JOIN accepted b ON b.form = d.form AND b.reporting_court = d.reporting_court
        WHERE d.day BETWEEN b.period_start AND b.period_end
        GROUP BY d.form, d.reporting_court, d.day) c
      ON c.form = a.form AND c.reporting_court = a.reporting_court AND c.day = e.{day}
    WHERE {only}"""


def _standing(events: str, day: str, same: Sequence[str], alike: Sequence[str] = ()) -> str:
    """A join of the events `e` with what lists repeat of them, and the condition to stand.

    An event is the same where the columns `same` are equal, and `alike` are equal or both NULL.
    """
    keys = ("form", "reporting_court", day, *same, *alike)
    matched = [f"o.{key} = e.{key}" for key in keys if key not in alike]
    matched += [f"o.{key} IS NOT DISTINCT FROM e.{key}" for key in alike]
    return f"""
    LEFT JOIN (
        SELECT {", ".join(keys)}, max(CASE WHEN rank = covering THEN 1 ELSE 0 END) AS covered,
               max(CASE WHEN outside THEN rank END) AS last_outside
        FROM {events} GROUP BY {", ".join(keys)}
        HAVING max(CASE WHEN inside THEN 0 ELSE 1 END) = 1) o
      ON {" AND ".join(matched)}
    WHERE CASE WHEN e.inside THEN e.rank = e.covering
               ELSE NOT coalesce(o.covered = 1 OR o.last_outside > e.rank, false) END"""


# An amount whose cell or whole sheet a check doubts, until that is explained.
_UNDOUBTED = """
    ANTI JOIN (SELECT return_id AS slip_id, sheet AS slip_sheet, row AS slip_row FROM own_slips
               WHERE field = 'amount_fen' AND row IS NOT NULL) s
      ON s.slip_id = e.return_id AND s.slip_sheet = e.sheet AND s.slip_row = e.row
    ANTI JOIN (SELECT return_id AS slip_id, sheet AS slip_sheet FROM own_slips
               WHERE field = 'amount_fen' AND row IS NULL) t
      ON t.slip_id = e.return_id AND t.slip_sheet = e.sheet"""
RECEIPT_EVENTS = _listed("recoveries", "received_on", "e.case_no, e.received_on, e.amount_fen")
LISTED_RECEIPTS = f"""
    SELECT e.case_no, e.return_id, e.sheet, e.row, e.amount_fen, e.received_on AS day, e.as_of,
           e.rank
    FROM receipt_events e{_UNDOUBTED}
    {_standing("receipt_events", "received_on", ("case_no", "amount_fen"))}"""

PAYOUT_EVENTS = _listed("payouts", "paid_on", "e.case_no, e.paid_on, e.amount_fen, e.payees")
PAYOUTS = f"""
    SELECT e.return_id, e.sheet, e.row, e.reporting_court AS court, e.case_no, e.paid_on AS day,
           e.amount_fen, e.payees
    FROM payout_events e{_UNDOUBTED}
    {_standing("payout_events", "paid_on", ("case_no", "amount_fen"), ("payees",))}"""

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
TODOS = """
    SELECT return_id, sheet, row, court, case_no, matter, owner, due_on, state, as_of
    FROM stated_todos WHERE until IS NULL"""


# A later list may tell how an event of earlier days went on: 预拘留 of last week, 已履行 now. Its
# stage and amount stand then, and its cell; only where one row alone can be meant in either list.
_EVENT = "reporting_court, kind, taken_on, quantity, case_no, person_key"
_OF_ROW = ", ".join(f"e.{name}" for name in MEASURE_COLUMNS if name != "field")
MEASURE_EVENTS = _listed("measures", "taken_on", _OF_ROW, "e.field = ''")
_ALIKE = f"""(SELECT *, count(*) OVER (PARTITION BY return_id, {_EVENT}) AS alike
          FROM measure_events)"""
STAGES = f"""
    SELECT {_EVENT}, rank, stage, amount_fen, return_id, sheet, row
    FROM (
        SELECT *, row_number() OVER (PARTITION BY {_EVENT} ORDER BY rank DESC) AS place
        FROM {_ALIKE}
        WHERE alike = 1 AND stage IS NOT NULL AND case_no IS NOT NULL)
    WHERE place = 1"""
_EVENTS_OF_LISTS = f"""
    SELECT CASE WHEN later THEN told_return_id ELSE return_id END AS return_id,
           CASE WHEN later THEN told_sheet ELSE sheet END AS sheet,
           CASE WHEN later THEN told_row ELSE row END AS row, reporting_court AS court, case_no,
           kind, taken_on AS day, quantity, unit,
           CASE WHEN later THEN coalesce(told_amount_fen, amount_fen) ELSE amount_fen END
               AS amount_fen,
           person_key, person_kind, officer, team, operation,
           CASE WHEN later THEN told_stage ELSE stage END AS stage
    FROM (
        SELECT e.return_id, e.sheet, e.row, e.reporting_court, {_OF_ROW},
               s.return_id AS told_return_id, s.sheet AS told_sheet, s.row AS told_row,
               s.amount_fen AS told_amount_fen, s.stage AS told_stage,
               coalesce(s.rank > e.rank AND e.alike = 1, false) AS later
        FROM {_ALIKE} e LEFT JOIN measure_stages s
          ON s.reporting_court = e.reporting_court AND s.kind = e.kind
         AND s.taken_on = e.taken_on AND s.quantity = e.quantity AND s.case_no = e.case_no
         AND s.person_key IS NOT DISTINCT FROM e.person_key
        {_standing("measure_events", "taken_on", ("kind", "quantity"), ("case_no", "person_key"))})"""
# A ledger's measure column: a date is the event's day (the latest statement wins), a tick one
# event at the first as-of that said so, a number a running count whose rises are events; of the
# versions of one slot the last speaks.
_CELL = "m.return_id, m.sheet, m.row, " + _OF_ROW.replace("e.", "m.")
MEASURES = f"""{_EVENTS_OF_LISTS}
    UNION ALL
    SELECT return_id, sheet, row, court, case_no, kind, taken_on, quantity, unit, amount_fen,
           person_key, person_kind, officer, team, operation, stage
    FROM (
        SELECT {_CELL}, a.reporting_court AS court,
               row_number() OVER (PARTITION BY m.case_no, m.kind
                                  ORDER BY a.rank DESC, m.taken_on DESC, m.sheet, m.row) AS place
        FROM measures m JOIN accepted a ON a.return_id = m.return_id
        WHERE m.field <> '' AND m.taken_on IS NOT NULL)
    WHERE place = 1
    UNION ALL
    SELECT return_id, sheet, row, court, case_no, kind, as_of, rise, unit, amount_fen,
           person_key, person_kind, officer, team, operation, stage
    FROM (
        SELECT *, most - lag(most, 1, CAST(0 AS BIGINT)) OVER (
                      PARTITION BY case_no, kind ORDER BY rank) AS rise
        FROM (
            SELECT *, max(quantity) OVER (PARTITION BY case_no, kind ORDER BY rank) AS most
            FROM (
                SELECT {_CELL}, a.reporting_court AS court, a.as_of, a.rank,
                       row_number() OVER (
                           PARTITION BY m.case_no, m.kind, a.as_of, a.period_end
                           ORDER BY a.rank DESC, m.quantity DESC, m.sheet, m.row) AS place
                FROM measures m JOIN accepted a ON a.return_id = m.return_id
                ANTI JOIN (
                    SELECT d.case_no AS dated_case, d.kind AS dated_kind
                    FROM measures d JOIN accepted x ON x.return_id = d.return_id
                    WHERE d.field <> '' AND d.taken_on IS NOT NULL) d
                  ON d.dated_case = m.case_no AND d.dated_kind = m.kind
                WHERE m.field <> '' AND m.taken_on IS NULL)
            WHERE place = 1))
    WHERE rise > 0"""
