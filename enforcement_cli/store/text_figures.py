"""Figures that a court stated for the same days in a text and in a table, with different values.

Comes in: a view. Goes out: one TwiceStated a figure, the last of each that is in force. One query,
and hardly one where no text states a figure. Refuses to say which is right, or what is rounding.
"""

from dataclasses import dataclass

from enforcement_cli.model.origin import Origin
from enforcement_cli.model.relations import asking
from enforcement_cli.store.current import View, relations
from enforcement_cli.store.session import Connection, first_row

_ANY = """
    SELECT 1 FROM statements JOIN returns USING (return_id) WHERE form = 'narrative' LIMIT 1"""

_LAST = """
    SELECT s.*, a.reporting_court AS court, a.campaign, a.file_name
    FROM statements s JOIN accepted a USING (return_id)
    WHERE a.form = '{form}' AND s.value IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM own_slips o
        WHERE o.return_id = s.return_id AND o.field = s.indicator AND o.sheet = s.sheet
          AND o.row = s.row AND o.column_number IS NOT DISTINCT FROM s.column_number)
    QUALIFY row_number() OVER (
        PARTITION BY a.reporting_court, a.campaign, s.action, s.indicator, s.basis, s.unit,
            s.period_start, s.period_end
        ORDER BY a.rank DESC, s.sheet, s.row, s.column_number) = 1"""

_TWICE = """
    SELECT t.return_id, t.court, t.action, t.indicator, t.basis, t.unit, t.value, b.value,
           t.file_name, t.sheet, t.row, t.column_number,
           b.file_name, b.sheet, b.row, b.column_number
    FROM of_texts t JOIN of_tables b
      ON b.court = t.court AND b.campaign = t.campaign AND b.indicator = t.indicator
     AND b.action IS NOT DISTINCT FROM t.action AND b.basis = t.basis AND b.unit = t.unit
     AND b.period_start = t.period_start AND b.period_end = t.period_end
    WHERE b.value <> t.value
    ORDER BY t.court, t.period_end, t.basis, t.indicator, t.action, t.unit"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwiceStated:
    """One figure: what the text says at `origin`, and the table at `other`; money in 分."""

    return_id: int
    court: str
    action: str | None
    indicator: str
    basis: str
    unit: str
    said: int
    filled: int
    origin: Origin
    other: Origin


def twice_stated(connection: Connection, view: View) -> list[TwiceStated]:
    """Every figure in force that a text and a table state differently."""
    if first_row(connection, _ANY) is None:
        return []
    parts = relations(view)
    parts["of_texts"] = _LAST.format(form="narrative")
    parts["of_tables"] = _LAST.format(form="aggregate")
    rows = connection.execute(asking(parts, _TWICE)).fetchall()
    return [
        TwiceStated(
            return_id=row[0], court=row[1], action=row[2], indicator=row[3], basis=row[4],
            unit=row[5], said=row[6], filled=row[7],
            origin=Origin(file=row[8], sheet=row[9], row=row[10], column=row[11]),
            other=Origin(file=row[12], sheet=row[13], row=row[14], column=row[15]),
        )
        for row in rows
    ]  # fmt: skip
