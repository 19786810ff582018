"""Tables out of the store as rows of plain values; cli/ and other programs choose the format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from enforcement_cli.model.failure import UnknownName, UsageError
from enforcement_cli.model.relations import asking
from enforcement_cli.store.figure_doubts import figure_relations
from enforcement_cli.store.schema import CASE_COLUMNS
from enforcement_cli.workflow.figures import figure_json, figures_of
from enforcement_cli.workflow.opening import has_facts, open_facts
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.state import Room, base_relations

TABLES = (
    "cases", "recoveries", "payouts", "measures", "statements", "todos", "problems", "returns",
    "figures",
)  # fmt: skip
FORMATS = ("csv", "parquet", "xlsx", "json")

_CASES = "SELECT " + ", ".join(CASE_COLUMNS) + ", court FROM current_cases ORDER BY case_no"
_QUERIES = {
    "cases": _CASES,
    "recoveries": """SELECT r.case_no, c.court, r.day, r.amount_fen, r.nature, t.file_name,
        r.sheet, r.row FROM receipts r JOIN current_cases c USING (case_no)
        JOIN returns t USING (return_id) ORDER BY r.case_no, r.day, r.amount_fen""",
    "payouts": """SELECT p.court, p.case_no, p.day AS paid_on, p.amount_fen, p.payees, t.file_name,
        p.sheet, p.row FROM current_payouts p JOIN returns t USING (return_id)
        ORDER BY p.court, p.case_no, p.day, p.amount_fen, p.sheet, p.row""",
    "todos": """SELECT d.court, d.as_of, d.case_no, d.matter, d.owner, d.due_on, d.state,
        t.file_name, d.sheet, d.row FROM current_todos d JOIN returns t USING (return_id)
        ORDER BY d.court, d.due_on, d.matter, d.case_no, d.sheet, d.row""",
    "measures": """SELECT m.court, m.case_no, m.kind, m.day AS taken_on, m.quantity, m.unit,
        m.amount_fen, m.person_kind, m.officer, m.team, m.operation, m.stage, t.file_name, m.sheet,
        m.row
        FROM current_measures m JOIN returns t USING (return_id)
        ORDER BY m.court, m.day, m.case_no, m.kind, m.sheet, m.row""",
    # `doubt`: the check that doubts the value, which nobody has explained yet.
    "statements": """SELECT f.court, f.campaign, f.action, f.indicator, f.basis, f.period_start,
        f.period_end, f.value, f.unit,
        CASE WHEN f.own THEN coalesce(q.code, 'P-03') WHEN d.return_id IS NOT NULL THEN 'P-17' ELSE '' END AS doubt,
        f.file_name, f.sheet, f.row, f.column_number
        FROM figures_said f LEFT JOIN figure_doubts d
          ON d.return_id = f.return_id AND d.sheet = f.sheet AND d.row = f.row
         AND d.column_number IS NOT DISTINCT FROM f.column_number AND d.field = f.indicator
        LEFT JOIN (
            SELECT return_id, sheet, row, column_number, field, min(code) AS code FROM problems
            WHERE effect = 'blank' AND problem_id NOT IN (SELECT problem_id FROM answered)
            GROUP BY ALL) q
          ON q.return_id = f.return_id AND q.sheet = f.sheet AND q.row = f.row
         AND q.column_number IS NOT DISTINCT FROM f.column_number AND q.field = f.indicator
        ORDER BY court, f.period_end, f.basis, f.indicator, f.action, f.unit""",
    "problems": """SELECT problem_id, code, severity, effect, reporting_court, file_name, sheet,
        row, column_number, field, case_no, message, remedy FROM problems ORDER BY problem_id""",
    "returns": """SELECT return_id, sha256, file_name, reporting_court, campaign, form,
        period_start, period_end, as_of, received_at, row_count, held_count, status
        FROM returns ORDER BY received_at, return_id""",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Column names and rows, in a fixed order."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def export_table(room: Room, table: str, wish: PeriodWish, *, known_at: datetime) -> Exported:
    """All rows of a table as known at a moment; `figures` are those of a period.

    Raises:
        UsageError: there is no such table.
        UnknownName: nothing has been received yet.
    """
    if table not in TABLES:
        raise UsageError(f"没有表“{table}”。", remedy=f"可用：{'、'.join(TABLES)}。")
    if not has_facts(room):
        raise UnknownName(
            "工作区里还没有任何报表。",
            where=str(room.workspace.root),
            remedy="先用 enforce ingest 收报表。",
        )
    with open_facts(room) as connection:
        if table == "figures":
            period, previous = resolve_period(wish, room.desk, room.campaign, known_at.date())
            figures = figures_of(connection, room, period, previous, known_at)
            records = [figure_json(figure) for figure in figures.figures]
            columns = tuple(records[0]) if records else ()
            return Exported(columns=columns, rows=tuple(tuple(r.values()) for r in records))
        parts = base_relations(connection, room, known_at)
        if table == "statements":
            parts = {**parts, **figure_relations()}
        result = connection.execute(asking(parts, _QUERIES[table]))
        columns = tuple(column[0] for column in result.description or ())
        return Exported(columns=columns, rows=tuple(result.fetchall()))


def write_export(exported: Exported, kind: str, path: Path) -> None:
    """Write rows as csv (UTF-8 with BOM, which WPS opens right), xlsx, parquet or json."""
    from enforcement_cli.render.tables import write_table

    write_table(exported.columns, _plain_rows(exported), kind, path)


def _plain_rows(exported: Exported) -> Iterator[tuple[Any, ...]]:
    for row in exported.rows:
        yield tuple("、".join(value) if isinstance(value, list) else value for value in row)
