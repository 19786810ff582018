"""The figures of aggregate returns and texts in force, of every campaign the store holds.

Comes in: a view, and the cells whose unit the set of returns puts in doubt. Goes out: figures in an
order that no order of arrival changes. One query, and hardly one where nobody states a figure.
Refuses to judge.
"""

from collections.abc import Collection, Mapping

from enforcement_cli.model.relations import asking
from enforcement_cli.model.reported import ReportedFigure, ReportedReturn
from enforcement_cli.store.current import View, relations
from enforcement_cli.store.session import Connection, first_row

Cell = tuple[int, str | None, int | None, int | None, str]

# What a check left out of the store (held, not read), so that its lack is asked about already. The
# doubt of a unit (P-03) leaves the value in the store.
_LEFT_OUT = """
    SELECT DISTINCT return_id, field FROM problems
    WHERE return_id IS NOT NULL AND effect IN ('hold', 'blank')
      AND code NOT IN ('P-03', 'P-17')"""

_RETURNS = """
    SELECT return_id, reporting_court, campaign, form, period_start, period_end, as_of, file_name
    FROM accepted WHERE return_id IN (SELECT return_id FROM statements)"""
_FIGURES = """
    SELECT s.return_id, coalesce(s.action, ''), s.indicator, s.basis, s.period_start, s.period_end,
           s.value, s.unit, s.sheet, s.row, s.column_number,
           CASE WHEN count(*) OVER w > 1 THEN list(s.value) OVER w END,
           o.return_id IS NOT NULL
    FROM statements s JOIN accepted a USING (return_id)
    LEFT JOIN (SELECT DISTINCT * FROM own_slips) o
      ON o.return_id = s.return_id AND o.field = s.indicator AND o.sheet = s.sheet
     AND o.row = s.row AND o.column_number IS NOT DISTINCT FROM s.column_number
    WHERE s.basis IN ('period', 'cumulative') AND s.value IS NOT NULL
    WINDOW w AS (PARTITION BY a.reporting_court, a.campaign, s.action, s.indicator, s.basis,
                 s.unit, s.period_start, s.period_end)
    QUALIFY row_number() OVER (
        PARTITION BY a.reporting_court, a.campaign, s.action, s.indicator, s.basis, s.unit,
            s.period_start, s.period_end
        ORDER BY a.form = 'narrative', a.rank DESC, o.return_id IS NOT NULL, s.sheet, s.row,
            s.column_number) = 1
    ORDER BY a.rank, s.sheet, s.row, s.column_number, s.indicator, s.unit"""


def reported_figures(
    connection: Connection, view: View, doubted: Collection[Cell] = ()
) -> list[ReportedFigure]:
    """Every stated figure in force, returns in the order of what they speak of.

    Args:
        connection: of an open store.
        view: the moment; returns of all campaigns are read, whichever it names.
        doubted: cells (return, sheet, row, column, indicator) whose unit other returns put in doubt.
    """
    if first_row(connection, "SELECT 1 FROM statements LIMIT 1") is None:
        return []
    parts = relations(view)
    returns = _returns(connection, parts)
    return [
        ReportedFigure(
            of=returns[row[0]], action=row[1], indicator=row[2], basis=row[3], start=row[4],
            end=row[5], value=row[6], unit=row[7], sheet=row[8], row=row[9], column=row[10],
            earlier=tuple(sorted({*row[11]} - {row[6]})) if row[11] else (),
            doubted=row[12] or (row[0], row[8], row[9], row[10], row[2]) in doubted,
        )
        for row in connection.execute(asking(parts, _FIGURES)).fetchall()
    ]  # fmt: skip


def left_out(connection: Connection) -> dict[int, frozenset[str]]:
    """By return the fields of which a check kept something out of the store; "" is unknown which."""
    found: dict[int, set[str]] = {}
    for return_id, field in connection.execute(_LEFT_OUT).fetchall():
        found.setdefault(return_id, set()).add(field or "")
    return {return_id: frozenset(fields) for return_id, fields in found.items()}


def courts_with_rows(connection: Connection) -> frozenset[str]:
    """Courts that have sent a ledger or a list, so that rows may be held against figures."""
    rows = connection.execute("""
        SELECT DISTINCT reporting_court FROM returns
        WHERE form IN ('cases', 'measures', 'payments') AND status IN ('accepted', 'gaps')""")
    return frozenset(row[0] for row in rows.fetchall())


def _returns(connection: Connection, parts: Mapping[str, str]) -> dict[int, ReportedReturn]:
    rows = connection.execute(asking(parts, _RETURNS)).fetchall()
    return {
        row[0]: ReportedReturn(
            return_id=row[0], court=row[1], campaign=row[2], form=row[3], start=row[4],
            end=row[5], as_of=row[6], file=row[7],
        )
        for row in rows
    }  # fmt: skip
