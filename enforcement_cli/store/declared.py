"""What the courts declare: the figures of aggregate returns and numbers by telephone, in force.

Comes in: the relations of a moment. Goes out: Declarations, by court, figure and days. One query,
and none where the store holds no statement. Refuses to choose between a declared and a computed one.
"""

from collections.abc import Mapping
from datetime import datetime

from enforcement_cli.model.declared import Declaration
from enforcement_cli.model.relations import asking
from enforcement_cli.store.figure_doubts import figure_relations
from enforcement_cli.store.literals import sql_moment
from enforcement_cli.store.session import Connection, first_row

PHONED = "phoned"

# A figure is put aside by a doubt of its unit, or by any open problem that left its cell missing.
_SELECT = f"""
    SELECT f.court, f.action, f.indicator, f.period_start, f.period_end, f.value, f.unit,
           f.return_id, f.basis = 'cumulative', f.basis = '{PHONED}',
           f.own OR d.return_id IS NOT NULL OR q.return_id IS NOT NULL,
           f.file_name, f.sheet, f.row, f.column_number, coalesce(e.by, ''), e.at
    FROM figures_said f
    LEFT JOIN figure_doubts d
      ON d.return_id = f.return_id AND d.sheet = f.sheet AND d.row = f.row
     AND d.column_number IS NOT DISTINCT FROM f.column_number AND d.field = f.indicator
    LEFT JOIN (
        SELECT DISTINCT p.return_id, p.sheet, p.row, p.column_number FROM problems p
        WHERE p.effect IN ('blank', 'hold') AND p.code NOT IN ('P-03', 'P-17')
          AND p.found_at <= {{known}}
          AND coalesce((SELECT arg_max(v.what, v."at") FROM events v
                        WHERE v.problem_id = p.problem_id AND v."at" <= {{known}}), 'open')
              NOT IN ('explained', 'waived', 'corrected')) q
      ON q.return_id = f.return_id AND q.sheet = f.sheet AND q.row = f.row
     AND q.column_number IS NOT DISTINCT FROM f.column_number
    LEFT JOIN (
        SELECT return_id, arg_max("by", "at") AS "by", max("at") AS "at" FROM events
        WHERE what = '{PHONED}' AND "at" <= {{known}} GROUP BY return_id) e ON e.return_id = f.return_id
    WHERE f.campaign = ?
    ORDER BY f.court, f.indicator, f.action, f.period_end, f.period_start, f.basis, f.unit"""


def declarations(
    connection: Connection, base: Mapping[str, str], campaign: str, known_at: datetime
) -> tuple[Declaration, ...]:
    """Every declared figure of a campaign that is in force.

    Args:
        connection: of an open store.
        base: the relations of the moment, as `store.current.relations` names them.
        campaign: its id; statements belong to one campaign.
        known_at: answers given later are not known yet.
    """
    if first_row(connection, "SELECT 1 FROM statements LIMIT 1") is None:
        return ()
    select = _SELECT.format(known=sql_moment(known_at))
    sql = asking({**base, **figure_relations()}, select)
    return tuple(
        Declaration(
            court=row[0], action=row[1], indicator=row[2], start=row[3], end=row[4], value=row[5],
            unit=row[6], return_id=row[7], cumulative=row[8], phoned=row[9], doubted=row[10],
            file_name=row[11], sheet=row[12], row=row[13], column=row[14], by=row[15], at=row[16],
        )
        for row in connection.execute(sql, [campaign]).fetchall()
        if row[5] is not None
    )  # fmt: skip


def returns_in_question(connection: Connection, known_at: datetime) -> frozenset[int]:
    """The returns of which anything was asked; a blank one explained as 零 is in question no more."""
    known = sql_moment(known_at)
    rows = connection.execute(f"""
        SELECT DISTINCT p.return_id FROM problems p
        WHERE p.severity IN ('return', 'query') AND p.return_id IS NOT NULL
          AND p.found_at <= {known}
          AND NOT (p.code = 'F-10' AND coalesce((
              SELECT arg_max(v.what, v."at") FROM events v
              WHERE v.problem_id = p.problem_id AND v."at" <= {known}), '') = 'explained')""")
    return frozenset(row[0] for row in rows.fetchall())
