"""The money of ledgers as dated flows, beside the receipts that courts list.

Comes in: relations `standing`, `effective` and `listed`. Goes out: SQL of `ledger_flows` and of
`receipts`, whose rows of a case sum to its current recovered_fen. Refuses to store a flow.
"""

from datetime import date, timedelta

from enforcement_cli.store.literals import sql_date


def ledger_flows(first: date, last: date) -> str:
    """Each step of a case's money as an opening, an increase or a reduction, with its day.

    `first` and `last` are the campaign's days.
    """
    start, end = sql_date(first), sql_date(last)
    before = sql_date(first - timedelta(days=1))
    return f"""
    SELECT e.case_no, e.return_id, e.sheet, e.row, e.as_of, e.rank, e.effective_fen,
           e.before_fen, e.before_rank,
           e.effective_fen - coalesce(e.before_fen, 0) AS amount_fen,
           CASE
             WHEN e.before_as_of IS NULL AND e.received_on BETWEEN {start} AND {end}
               THEN 'increase'
             WHEN e.before_as_of IS NULL AND e.received_on < {start} THEN 'opening'
             WHEN e.before_as_of IS NULL AND NOT coalesce(e.filed_on > {start}, false)
                  AND NOT coalesce(e.closed_on BETWEEN e.period_start AND e.period_end, false)
               THEN 'opening'
             WHEN e.effective_fen < coalesce(e.before_fen, 0) THEN 'reduction'
             ELSE 'increase' END AS nature,
           CASE
             WHEN e.effective_fen < coalesce(e.before_fen, 0) THEN e.as_of
             WHEN e.received_on > coalesce(e.before_as_of, {before}) AND e.received_on <= e.as_of
               THEN e.received_on
             WHEN e.closed_on > coalesce(e.before_as_of, {before}) AND e.closed_on <= e.as_of
               THEN e.closed_on
             ELSE e.as_of END AS day
    FROM effective e"""


# Where a court lists dated receipts, what the ledger shows beyond them is `derived`: total −
# opening − Σ dated, never both for the same money. Of a list what is dated by then is in a
# statement; the last statement is held against all of it.
RECEIPTS = """
    SELECT f.case_no, f.day, f.amount_fen, f.nature, f.return_id, f.sheet, f.row,
           f.effective_fen AS stated_fen, f.before_fen, b.return_id AS before_return_id,
           b.sheet AS before_sheet, b.row AS before_row
    FROM ledger_flows f ANTI JOIN listed l ON l.case_no = f.case_no
    LEFT JOIN (SELECT case_no, rank, return_id, sheet, row FROM standing
               WHERE moved AND stated_fen IS NOT NULL) b
      ON b.case_no = f.case_no AND b.rank = f.before_rank
    WHERE f.amount_fen <> 0
    UNION ALL
    SELECT case_no, day, amount_fen, 'dated', return_id, sheet, row, amount_fen, NULL, NULL,
           NULL, NULL
    FROM listed
    UNION ALL
    SELECT f.case_no, f.as_of, f.amount_fen, 'opening', f.return_id, f.sheet, f.row, NULL, NULL,
           NULL, NULL, NULL
    FROM ledger_flows f SEMI JOIN listed l ON l.case_no = f.case_no
    WHERE f.nature = 'opening' AND f.amount_fen <> 0
    UNION ALL
    SELECT case_no, as_of, derived - before_derived, 'derived', return_id, sheet, row,
           NULL, NULL, NULL, NULL, NULL
    FROM (
        SELECT case_no, as_of, return_id, sheet, row, derived,
               lag(derived, 1, CAST(0 AS BIGINT)) OVER (PARTITION BY case_no ORDER BY rank)
                   AS before_derived
        FROM (
            SELECT case_no, as_of, rank, return_id, sheet, row,
                   least(max(beyond) OVER (PARTITION BY case_no ORDER BY rank),
                         max(CASE WHEN rank = last_rank THEN beyond END)
                             OVER (PARTITION BY case_no)) AS derived
            FROM (
                SELECT case_no, as_of, rank, last_rank, return_id, sheet, row,
                       flowed_fen - CASE WHEN rank = last_rank THEN all_fen
                                         ELSE coalesce(dated_fen, 0) END AS beyond
                FROM (
                    SELECT f.case_no, f.as_of, f.rank, f.last_rank, f.return_id, f.sheet, f.row,
                           f.flowed_fen, CAST(sum(l.amount_fen) AS BIGINT) AS all_fen,
                           CAST(sum(CASE WHEN l.day <= f.as_of THEN l.amount_fen END) AS BIGINT)
                               AS dated_fen
                    FROM (
                        SELECT case_no, as_of, rank, return_id, sheet, row,
                               max(rank) OVER (PARTITION BY case_no) AS last_rank,
                               CAST(sum(CASE WHEN nature = 'opening' THEN 0 ELSE amount_fen END)
                                    OVER (PARTITION BY case_no ORDER BY rank) AS BIGINT)
                                   AS flowed_fen
                        FROM ledger_flows) f
                    JOIN listed l ON l.case_no = f.case_no
                    GROUP BY f.case_no, f.as_of, f.rank, f.last_rank, f.return_id, f.sheet,
                             f.row, f.flowed_fen))))
    WHERE derived <> before_derived"""
