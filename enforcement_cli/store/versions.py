"""The versions of each return, and what two of them say differently, by case and field.

Comes in: a moment of knowledge, the court or the campaign. Goes out: submissions by slot in the
order their statements are taken, and changes. Refuses to say which change matters.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.submission import Change, Issued, Submission
from enforcement_cli.store.literals import sql_moment
from enforcement_cli.store.schema import CASE_COLUMNS
from enforcement_cli.store.session import Connection

# Parts of the case number; the day of a receipt dates its money and is no statement of its own.
_DERIVED = ("case_no", "case_court", "case_year", "case_type", "case_serial", "received_on")
_COMPARED = tuple(name for name in CASE_COLUMNS if name not in _DERIVED)
# Event lists have no key of their own: what one version lists and the other does not is a change.
_EVENTS = {
    "recoveries": ("received_on", "amount_fen", "manner"),
    "payouts": ("paid_on", "amount_fen", "payees"),
    "measures": ("taken_on", "quantity", "kind", "unit", "amount_fen", "stage", "field"),
    "todos": ("due_on", "state", "matter", "owner"),
}

# A list of matters (日督办) is of its as-of day; every other return is of its period.
_MOMENT = "CASE WHEN form = 'todos' THEN as_of END"


def slots(
    connection: Connection, known_at: datetime, *, courts: Sequence[str] | None = None
) -> list[tuple[Submission, ...]]:
    """The submissions of every return that was sent more than once, in the order they count.

    Of the readings of one file the last is meant. A list of matters of another day is no second
    submission of the earlier one. With `courts`, every slot of those courts, those
    that were sent once too. Withdrawn submissions are left out.
    """
    known = sql_moment(known_at)
    among = "" if courts is None else f"AND reporting_court IN ({_texts(courts)})"
    least = 2 if courts is None else 1
    rows = connection.execute(f"""
        SELECT return_id, file_name, reporting_court, form, coalesce(campaign, ''), period_start,
               period_end, received_at, status <> 'returned', {_MOMENT}
        FROM (
            SELECT * FROM returns
            WHERE status IN ('accepted', 'gaps', 'returned') AND received_at <= {known}
              AND reporting_court IS NOT NULL AND period_end IS NOT NULL AND form <> 'phoned'
              AND return_id NOT IN (
                  SELECT return_id FROM events
                  WHERE what = 'withdrawn' AND return_id IS NOT NULL AND "at" <= {known}) {among}
            QUALIFY row_number() OVER (
                PARTITION BY sha256, reporting_court, form, campaign, period_start, period_end
                ORDER BY received_at DESC, return_id DESC) = 1)
        QUALIFY count(*) OVER (
            PARTITION BY reporting_court, form, campaign, period_start, period_end, {_MOMENT})
            >= {least}
        ORDER BY reporting_court, form, campaign, period_start, period_end,
                 coalesce(declared_version, 1), received_at, sha256""").fetchall()
    found: dict[tuple[object, ...], list[Submission]] = {}
    for row in rows:
        one = Submission(
            return_id=row[0], file_name=row[1], court=row[2], form=row[3], campaign=row[4],
            period_start=row[5], period_end=row[6], received_at=row[7].replace(tzinfo=BEIJING),
            stored=row[8],
        )  # fmt: skip
        found.setdefault((*row[2:7], row[9]), []).append(one)
    return [tuple(versions) for versions in found.values()]


def followed(connection: Connection, known_at: datetime) -> dict[tuple[str, str, str], list[Any]]:
    """By court, form and campaign: the last day and the receipt of every return in force."""
    rows = connection.execute(f"""
        SELECT reporting_court, form, coalesce(campaign, ''), period_end, received_at FROM returns
        WHERE status IN ('accepted', 'gaps') AND received_at <= {sql_moment(known_at)}
          AND period_end IS NOT NULL""").fetchall()
    found: dict[tuple[str, str, str], list[Any]] = {}
    for court, form, campaign, end, came in rows:
        found.setdefault((court, form, campaign), []).append((end, came.replace(tzinfo=BEIJING)))
    return found


def issues(connection: Connection, campaign: str) -> tuple[Issued, ...]:
    """The bulletins of a campaign that went out, in their order."""
    rows = connection.execute(
        """SELECT issue, kind, period_end, known_at, regexp_matches(figures, '"rank": ?[0-9]')
           FROM publications
           WHERE campaign = ? AND state <> 'correction' ORDER BY kind, issue""",
        [campaign],
    ).fetchall()
    return tuple(
        Issued(
            number=row[0],
            kind=row[1],
            period_end=row[2],
            known_at=row[3].replace(tzinfo=BEIJING),
            ranked=row[4],
        )
        for row in rows
    )


def changes_between(
    connection: Connection, pairs: Sequence[tuple[Submission, Submission]]
) -> dict[int, list[Change]]:
    """What the later of each pair says otherwise, by its return_id, in order of case and place.

    A column the later one does not have says nothing; a case it leaves out is a change without
    `now`.
    """
    if not pairs:
        return {}
    files = {new.return_id: new.file_name for _, new in pairs}
    values = ", ".join(f"({old.return_id}, {new.return_id})" for old, new in pairs)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE version_pairs AS SELECT * FROM (VALUES {values})"
        " AS v(old_id, new_id)"
    )
    found: dict[int, list[Change]] = {new.return_id: [] for _, new in pairs}
    for return_id, change in (
        *_cases(connection, files),
        *_statements(connection, files),
        *_events(connection, files),
    ):
        found[return_id].append(change)
    connection.execute("DROP TABLE temp.version_pairs")
    return found


def _cases(connection: Connection, files: dict[int, str]) -> list[tuple[int, Change]]:
    differs = " OR ".join(f'o."{name}" IS DISTINCT FROM n."{name}"' for name in _COMPARED)
    both = ", ".join(f'o."{name}", n."{name}"' for name in _COMPARED)
    rows = connection.execute(f"""
        SELECT coalesce(n.new_id, o.new_id), coalesce(n.case_no, o.case_no), o.return_id IS NULL,
               n.return_id IS NULL, n.sheet, n.row, coalesce(n.cleared, []), {both}
        FROM (SELECT p.new_id, c.* FROM cases c JOIN version_pairs p ON c.return_id = p.old_id) o
        FULL JOIN (
            SELECT p.new_id, c.* FROM cases c JOIN version_pairs p ON c.return_id = p.new_id) n
          ON n.new_id = o.new_id AND n.case_no = o.case_no
        WHERE o.return_id IS NULL OR n.return_id IS NULL OR {differs}
        ORDER BY ALL""").fetchall()
    places = _columns(connection)
    found: list[tuple[int, Change]] = []
    for new_id, case_no, added, gone, sheet, row, cleared, *values in rows:
        if added or gone:
            closed = values[2 * _COMPARED.index("closed_on") + (1 if added else 0)]
            change = Change(
                table="cases", key=case_no, field="", before=case_no if gone else None,
                now=case_no if added else None, days=(closed,) if closed else (),
                origin=Origin(file=files[new_id], sheet=sheet, row=row),
                reason=values[2 * _COMPARED.index("note") + 1] or "" if added else "",
            )  # fmt: skip
            found.append((new_id, change))
            continue
        now = dict(zip(_COMPARED, values[1::2], strict=True))
        old = dict(zip(_COMPARED, values[::2], strict=True))
        said = now["note"] if now["note"] and now["note"] != old["note"] else ""
        days = tuple(day for day in (old["closed_on"], now["closed_on"]) if day is not None)
        for name in _COMPARED:
            column = places.get((new_id, sheet, name))
            blank = now[name] is None and column is None and name not in cleared
            if old[name] == now[name] or blank:
                continue
            change = Change(
                table="cases", key=case_no, field=name, before=_text(old[name]),
                now=_text(now[name]), money=name.endswith("_fen"), reason=said,
                days=days if name in ("closed_on", "close_method") else (),
                origin=Origin(file=files[new_id], sheet=sheet, row=row, column=column),
            )  # fmt: skip
            found.append((new_id, change))
    return found


def _columns(connection: Connection) -> dict[tuple[int, str, str], int]:
    rows = connection.execute("""
        SELECT return_id, sheet, field, min(column_number) FROM places
        WHERE return_id IN (SELECT new_id FROM version_pairs) GROUP BY ALL""").fetchall()
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def _statements(connection: Connection, files: dict[int, str]) -> list[tuple[int, Change]]:
    same = " AND ".join(
        f"n.{name} IS NOT DISTINCT FROM o.{name}"
        for name in ("action", "indicator", "basis", "period_start", "period_end", "unit")
    )
    rows = connection.execute(f"""
        SELECT coalesce(n.new_id, o.new_id), coalesce(n.action, o.action, ''),
               coalesce(n.indicator, o.indicator), coalesce(n.basis, o.basis),
               coalesce(n.period_end, o.period_end), coalesce(n.unit, o.unit), o.value, n.value,
               n.sheet, n.row, n.column_number
        FROM (SELECT p.new_id, s.* FROM statements s
              JOIN version_pairs p ON s.return_id = p.old_id) o
        FULL JOIN (SELECT p.new_id, s.* FROM statements s
                   JOIN version_pairs p ON s.return_id = p.new_id) n
          ON n.new_id = o.new_id AND {same}
        WHERE o.value IS DISTINCT FROM n.value
        ORDER BY ALL""").fetchall()
    return [
        (
            new_id,
            Change(
                table="statements", key=action, field=f"{indicator}.{basis}", before=_text(before),
                now=_text(now), money=unit == "fen", days=(end,) if end else (),
                origin=Origin(file=files[new_id], sheet=sheet, row=row, column=column),
            ),
        )
        for new_id, action, indicator, basis, end, unit, before, now, sheet, row, column in rows
    ]  # fmt: skip


def _events(connection: Connection, files: dict[int, str]) -> list[tuple[int, Change]]:
    found: list[tuple[int, Change]] = []
    for table, (day, number, *others) in _EVENTS.items():
        told = ", ".join(("case_no", day, number, *others))
        both = [
            f"SELECT p.new_id, {told}, {sheet} FROM {table} t"
            f" JOIN version_pairs p ON t.return_id = p.{which}"
            for which, sheet in (("old_id", "NULL"), ("new_id", "sheet, row"))
        ]
        listed = [f"SELECT new_id, {told} FROM ({select})" for select in both]
        for sign, (one, other) in ((-1, (0, 1)), (1, (1, 0))):
            rows = connection.execute(
                f"{listed[one]} EXCEPT ALL {listed[other]} ORDER BY ALL"
            ).fetchall()
            for new_id, case_no, on, value, *_ in rows:
                change = Change(
                    table=table, key=case_no or "", field=number,
                    before=_text(value) if sign < 0 else None,
                    now=_text(value) if sign > 0 else None,
                    money=number.endswith("_fen"), days=(on,) if on else (),
                    origin=Origin(file=files[new_id]),
                )  # fmt: skip
                found.append((new_id, change))
    return found


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, date):
        return value.isoformat()
    return "、".join(value) if isinstance(value, list) else str(value)


def _texts(codes: Sequence[str]) -> str:
    from enforcement_cli.store.literals import sql_text

    return ", ".join(map(sql_text, codes)) or "NULL"
