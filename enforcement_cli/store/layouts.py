"""The layouts of returns as the store remembers them: headers, fields, units, by sender and form.

Comes in: a connection and the view of a campaign. Goes out: columns by return. Refuses to compare
two layouts and to know what a clerk answered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from enforcement_cli.model.relations import asking
from enforcement_cli.model.table import FieldPlace
from enforcement_cli.store.current import View, relations
from enforcement_cli.store.session import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of one return, the unknown ones too."""

    return_id: int
    court: str
    form: str
    file_name: str
    sha256: str
    status: str
    period_start: date | None
    period_end: date | None
    as_of: date | None
    received_at: datetime
    columns: tuple[FieldPlace, ...]


# A return's layout in one text, so that only those that differ are fetched.
_SHAPES = """
    SELECT return_id, string_agg(
        concat_ws('|', header_first, header_last, column_number, header, field, unit, stated), ';'
        ORDER BY sheet, header_first, first_row, column_number) AS shape
    FROM places WHERE coalesce(header, '') <> '' GROUP BY return_id"""

# Each return in force with the one before it: of a slot the last version, of zero reports none.
_PAIRS = """
    SELECT return_id, before_id FROM (
        SELECT return_id, rank, shape, lag(return_id) OVER w AS before_id,
               lag(shape) OVER w AS before_shape
        FROM (
            SELECT * FROM accepted JOIN shapes USING (return_id)
            WHERE row_count > 0
            QUALIFY row_number() OVER (
                PARTITION BY reporting_court, form, as_of, period_end ORDER BY rank DESC) = 1)
        WINDOW w AS (PARTITION BY reporting_court, form ORDER BY as_of, period_end))
    WHERE shape <> before_shape ORDER BY rank"""


def changed_layouts(connection: Connection, view: View) -> list[tuple[Layout, Layout]]:
    """Each return in force whose layout is not that of its court's one before, after that one.

    Before is by what returns speak of (as_of, period_end, version), never by when they came.
    """
    parts = {"accepted": relations(view)["accepted"], "shapes": _SHAPES}
    pairs = connection.execute(asking(parts, _PAIRS)).fetchall()
    found = _layouts(connection, {number for pair in pairs for number in pair})
    return [(found[before], found[now]) for now, before in pairs]


def last_layouts(
    connection: Connection, court: str, form: str | None = None, *, refused: bool
) -> list[Layout]:
    """The last layout a court sent of each form it sent, with `refused` of returned files too."""
    states = "'accepted', 'gaps'" + (", 'returned'" if refused else "")
    rows = connection.execute(
        f"""
        SELECT return_id FROM returns
        WHERE reporting_court = ? AND form = coalesce(?, form) AND status IN ({states})
          AND return_id IN (SELECT return_id FROM places WHERE coalesce(header, '') <> '')
          AND return_id NOT IN (
              SELECT return_id FROM events WHERE what = 'withdrawn' AND return_id IS NOT NULL)
        QUALIFY row_number() OVER (
            PARTITION BY form
            ORDER BY as_of DESC, period_end DESC, received_at DESC, return_id DESC) = 1
        ORDER BY form""",
        [court, form],
    ).fetchall()
    found = _layouts(connection, {row[0] for row in rows})
    return [found[row[0]] for row in rows]


def remembered_units(connection: Connection) -> list[tuple[str, str, str, str]]:
    """(court, form, header, unit) of the money columns of the last accepted layouts."""
    return connection.execute("""
        SELECT DISTINCT reporting_court, form, header, unit FROM places JOIN (
            SELECT return_id, reporting_court, form FROM returns
            WHERE status IN ('accepted', 'gaps') AND row_count > 0
              AND return_id NOT IN (
                  SELECT return_id FROM events WHERE what = 'withdrawn' AND return_id IS NOT NULL)
            QUALIFY row_number() OVER (
                PARTITION BY reporting_court, form
                ORDER BY as_of DESC, period_end DESC, received_at DESC, return_id DESC) = 1
        ) USING (return_id)
        WHERE coalesce(unit, '') <> '' AND coalesce(header, '') <> ''
        ORDER BY ALL""").fetchall()


def mapping_events(
    connection: Connection, court: str, form: str
) -> list[tuple[str, str, str, str]]:
    """(header, what, by, text) of each answer given or taken back, in the order they were."""
    return connection.execute(
        """SELECT detail, what, coalesce("by", ''), coalesce(reason, '') FROM events
           WHERE what IN ('mapping_confirmed', 'mapping_forgotten') AND detail IS NOT NULL
             AND court = ? AND form = ? ORDER BY rowid""",
        [court, form],
    ).fetchall()


def headers_of(connection: Connection, courts: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """The headers of every return of some courts, by return."""
    rows = connection.execute(
        """
        SELECT return_id, list_sort(list(DISTINCT header)) FROM places JOIN returns USING (return_id)
        WHERE coalesce(header, '') <> '' AND list_contains(?, reporting_court)
        GROUP BY return_id""",
        [list(courts)],
    ).fetchall()
    return {row[0]: tuple(row[1]) for row in rows}


def fields_of(connection: Connection) -> dict[int, frozenset[str]]:
    """The fields every ledger has a column of, by return."""
    rows = connection.execute("""
        SELECT return_id, list(DISTINCT field)
        FROM places JOIN returns USING (return_id)
        WHERE form = 'cases' AND coalesce(field, '') <> '' GROUP BY return_id""")
    return {row[0]: frozenset(row[1]) for row in rows.fetchall()}


def listed_kinds_of(connection: Connection) -> dict[int, tuple[str, ...]]:
    """The kinds of measure every list has rows of, and "KIND/stage" where a row states a stage."""
    rows = connection.execute("""
        SELECT return_id, list_sort(list(DISTINCT said)) FROM (
            SELECT return_id, kind AS said FROM measures WHERE field = ''
            UNION ALL
            SELECT return_id, concat(kind, '/stage') FROM measures
            WHERE field = '' AND stage IS NOT NULL)
        GROUP BY return_id""")
    return {row[0]: tuple(row[1]) for row in rows.fetchall()}


# A doubt at the header or of the whole column left every cell of it missing; explained, it let
# them in again.
_UNREAD = """
    SELECT p.return_id, list(DISTINCT p.field)
    FROM problems p JOIN places c
      ON c.return_id = p.return_id AND c.field = p.field AND c.sheet = p.sheet
    WHERE p.effect = 'blank' AND p.field <> '' AND (p.row IS NULL OR p.row <= c.header_last)
      AND p.problem_id NOT IN (
          SELECT problem_id FROM events WHERE what = 'explained' AND problem_id IS NOT NULL)
    GROUP BY p.return_id"""


def unread_fields_of(connection: Connection) -> dict[int, frozenset[str]]:
    """The fields whose column was put aside as a whole, by return."""
    return {row[0]: frozenset(row[1]) for row in connection.execute(_UNREAD).fetchall()}


def columns_of(connection: Connection, numbers: Sequence[int]) -> dict[int, list[FieldPlace]]:
    """The columns of some returns, by return."""
    columns: dict[int, list[FieldPlace]] = {}
    for row in connection.execute(
        """
        SELECT return_id, sheet, field, column_number, header, unit, stated, header_first,
               header_last, first_row, last_row
        FROM places WHERE list_contains(?, return_id)
        ORDER BY return_id, sheet, header_first, first_row, column_number""",
        [list(numbers)],
    ).fetchall():
        place = FieldPlace(
            sheet=row[1] or "", field=row[2] or "", column=row[3], header=row[4] or "",
            unit=row[5] or "", stated=row[6] or "", header_rows=(row[7] or 0, row[8] or 0),
            rows=(row[9], row[10]),
        )  # fmt: skip
        columns.setdefault(row[0], []).append(place)
    return columns


def _layouts(connection: Connection, numbers: Iterable[int]) -> dict[int, Layout]:
    wanted = sorted(numbers)
    if not wanted:
        return {}
    columns = columns_of(connection, wanted)
    return {
        row[0]: Layout(
            return_id=row[0], court=row[1], form=row[2], file_name=row[3], sha256=row[4],
            status=row[5], period_start=row[6], period_end=row[7], as_of=row[8],
            received_at=row[9], columns=tuple(columns.get(row[0], ())),
        )
        for row in connection.execute(
            """
            SELECT return_id, reporting_court, form, file_name, sha256, status, period_start,
                   period_end, as_of, received_at
            FROM returns WHERE list_contains(?, return_id)""",
            [wanted],
        ).fetchall()
    }  # fmt: skip
