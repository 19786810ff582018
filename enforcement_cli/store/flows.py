"""The money of ledgers as dated flows, beside the receipts that courts list.

Comes in: relations `effective`, `case_facts` and `listed`. Goes out: SQL of `ledger_flows` and of
`receipts`, whose rows of a case sum to its current recovered_fen. Refuses to store a flow.
"""

from datetime import date

from enforcement_cli.store.literals import sql_date


def ledger_flows(first: date, last: date) -> str:
    """Each step of a case's money as an opening, an increase or a reduction, with its day.

    `first` and `last` are the campaign's days.
    """
    start, end = sql_date(first), sql_date(last)
    return f"""
    SELECT e.case_no, e.return_id, e.sheet, e.row, e.as_of, e.rank, e.effective_fen,
           e.before_fen, e.before_cell,
           e.effective_fen - coalesce(e.before_fen, 0) AS amount_fen,
           CASE
             WHEN e.before_as_of IS NULL AND e.received_on BETWEEN {start} AND {end}
               THEN 'increase'
             WHEN e.before_as_of IS NULL AND e.received_on < {start} THEN 'opening'
             WHEN e.before_as_of IS NULL AND NOT coalesce(c.filed_on > {start}, false)
                  AND NOT coalesce(e.closed_on BETWEEN e.period_start AND e.period_end, false)
               THEN 'opening'
             WHEN e.effective_fen < coalesce(e.before_fen, 0) THEN 'reduction'
             ELSE 'increase' END AS nature,
           CASE
             WHEN e.effective_fen < coalesce(e.before_fen, 0) THEN e.as_of
             WHEN e.received_on > coalesce(e.before_as_of, {start} - 1) AND e.received_on <= e.as_of
               THEN e.received_on
             WHEN e.closed_on > coalesce(e.before_as_of, {start} - 1) AND e.closed_on <= e.as_of
               THEN e.closed_on
             ELSE e.as_of END AS day
    FROM effective e JOIN case_facts c USING (case_no)"""


# Where a court lists dated receipts, what the ledger shows beyond them is `derived`: total −
# opening − Σ dated, never both for the same money.
RECEIPTS = """
    SELECT f.case_no, f.day, f.amount_fen, f.nature, f.return_id, f.sheet, f.row,
           f.effective_fen AS stated_fen, f.before_fen,
           f.before_cell.return_id AS before_return_id, f.before_cell.sheet AS before_sheet,
           f.before_cell.row AS before_row
    FROM ledger_flows f
    WHERE f.case_no NOT IN (SELECT case_no FROM listed) AND f.amount_fen <> 0
    UNION ALL
    SELECT case_no, day, amount_fen, 'dated', return_id, sheet, row, amount_fen, NULL, NULL,
           NULL, NULL
    FROM listed
    UNION ALL
    SELECT case_no, as_of, amount_fen, 'opening', return_id, sheet, row, NULL, NULL, NULL,
           NULL, NULL
    FROM ledger_flows
    WHERE nature = 'opening' AND amount_fen <> 0 AND case_no IN (SELECT case_no FROM listed)
    UNION ALL
    SELECT case_no, as_of, derived - lag(derived, 1, 0::HUGEINT) OVER (
               PARTITION BY case_no ORDER BY rank), 'derived', return_id, sheet, row,
           NULL, NULL, NULL, NULL, NULL
    FROM (
        SELECT *, least(max(beyond) OVER (PARTITION BY case_no ORDER BY rank),
                        last_value(beyond) OVER (PARTITION BY case_no ORDER BY rank
                            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) AS derived
        FROM (
            SELECT f.case_no, f.as_of, f.rank, f.return_id, f.sheet, f.row,
                   sum(CASE WHEN f.nature = 'opening' THEN 0 ELSE f.amount_fen END)
                       OVER (PARTITION BY f.case_no ORDER BY f.rank)
                   - CASE WHEN f.rank = max(f.rank) OVER (PARTITION BY f.case_no)
                     THEN (SELECT sum(l.amount_fen) FROM listed l WHERE l.case_no = f.case_no)
                     ELSE (SELECT coalesce(sum(l.amount_fen), 0) FROM listed l
                           WHERE l.case_no = f.case_no AND l.day <= f.as_of) END AS beyond
            FROM ledger_flows f WHERE f.case_no IN (SELECT case_no FROM listed)))
    QUALIFY derived <> lag(derived, 1, 0::HUGEINT) OVER (PARTITION BY case_no ORDER BY rank)"""
