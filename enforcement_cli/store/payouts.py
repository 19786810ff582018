"""Cases that more was paid out of than came in, by the current state.

Comes in: a view. Goes out: a line a case, with the return that lists its last payment. Refuses to
judge a case whose money nobody states.
"""

from dataclasses import dataclass

from enforcement_cli.model.relations import asking
from enforcement_cli.store.current import View, relations
from enforcement_cli.store.session import Connection, first_row

_OVERPAID = """
    SELECT r.return_id, r.reporting_court, r.file_name, p.last.sheet, p.last.row, l.column_number,
           p.case_no, p.paid_fen, p.recovered_fen
    FROM (
        SELECT case_no, sum(amount_fen)::BIGINT AS paid_fen,
               any_value(m.recovered_fen) AS recovered_fen,
               arg_max({'return_id': return_id, 'sheet': sheet, 'row': row},
                       (day, return_id, sheet, row)) AS last
        FROM current_payouts JOIN (
            SELECT case_no, max(recovered_fen)::BIGINT AS recovered_fen
            FROM (SELECT case_no, recovered_fen FROM current_cases WHERE recovered_fen IS NOT NULL
                  UNION ALL
                  SELECT case_no, sum(amount_fen) FROM receipts GROUP BY case_no)
            GROUP BY case_no) m USING (case_no)
        GROUP BY case_no) p
    JOIN returns r ON r.return_id = p.last.return_id
    LEFT JOIN (SELECT return_id, sheet, min(column_number) AS column_number FROM places
               WHERE field = 'amount_fen' GROUP BY ALL) l
      ON l.return_id = r.return_id AND l.sheet = p.last.sheet
    WHERE p.paid_fen > p.recovered_fen
    ORDER BY p.case_no"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overpaid:
    """A case, what was paid out of it and what came in, and the cell of its last payment."""

    return_id: int
    court: str
    file_name: str
    sheet: str
    row: int
    column: int | None
    case_no: str
    paid_fen: int
    recovered_fen: int


def overpaid_cases(connection: Connection, view: View) -> list[Overpaid]:
    """Every case with more money paid out than recovered, in order of case numbers."""
    if first_row(connection, "SELECT 1 FROM payouts LIMIT 1") is None:
        return []
    rows = connection.execute(asking(relations(view), _OVERPAID)).fetchall()
    return [
        Overpaid(
            return_id=row[0], court=row[1], file_name=row[2], sheet=row[3], row=row[4],
            column=row[5], case_no=row[6], paid_fen=row[7], recovered_fen=row[8],
        )
        for row in rows
    ]  # fmt: skip
