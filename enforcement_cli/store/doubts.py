"""Doubts that only the whole set of returns shows: money falling, values gone, cases vanished.

Comes in: a View. Goes out: one row a doubt with the facts its message needs. They are recomputed
after every change, never remembered as of arrival: a corrected return that removes the reason
removes the doubt, and any order of arrival gives the same doubts. Refuses to word a message.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from enforcement_cli.model.relations import asking
from enforcement_cli.store.case_doubts import GONE, GROUNDS
from enforcement_cli.store.current import View, relations
from enforcement_cli.store.figure_doubts import figure_relations
from enforcement_cli.store.session import Connection, first_row
from enforcement_cli.store.unit_doubts import (
    BETWEEN,
    UNIT_DOUBTS,
    CourtBounds,
    CourtSum,
    unit_bounds,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One doubt and the statement that raises it. `facts` depend on the code."""

    code: str
    return_id: int
    file_name: str
    court: str
    sheet: str | None
    row: int | None
    column: int | None
    field: str
    case_no: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDoubts:
    """Doubts of ledgers and slots, in order of return, row and code; and what they were found by.

    `sums` are what the amounts of the view's own courts sum to, `centres` what is usual by them and
    the view's other courts: field and decades. `bounds` are how low and how high that may come to
    lie before anything else is found of a court: court, field, decades.
    """

    doubts: list[Doubt]
    sums: tuple[CourtSum, ...]
    centres: tuple[tuple[str, float], ...]
    bounds: tuple[CourtBounds, ...]


def find_doubts(connection: Connection, view: View) -> list[Doubt]:
    """Every doubt of the state as known: of cases in order of return, row and code, then of figures."""
    return [*case_doubts(connection, view).doubts, *figure_doubts(connection, view)]


def case_doubts(connection: Connection, view: View) -> CaseDoubts:
    """The doubts of ledgers and of slots; each is of courts that share a case, and of no others."""
    parts = {}
    for name, sql in relations(view).items():
        if name == "closings":
            parts["gone"] = GONE
        parts[name] = sql
    with _at_hand(connection, parts, before="closings"):
        asked = _with_grounds(connection)
        doubts = {"unit_doubts": UNIT_DOUBTS, "doubts": "\nUNION ALL\n".join(asked)}
        rows = connection.execute(asking(parts | doubts, _SELECT)).fetchall() if asked else []
        sums = connection.execute(_SUMS).fetchall()
        centres = connection.execute(_CENTRES).fetchall()
        bounds = connection.execute(unit_bounds()).fetchall()
    others = {court for court, *_ in view.other_sums}
    return CaseDoubts(
        doubts=_doubts(rows),
        sums=tuple((c, f, n, s) for c, f, n, s in sums if c not in others),
        centres=tuple((field, centre) for field, centre in centres),
        bounds=tuple((c, f, low, high) for c, f, low, high in bounds),
    )


def _with_grounds(connection: Connection) -> list[str]:
    """The statements that can find anything in what is at hand."""
    grounds = ", ".join(ground for ground, _ in GROUNDS)
    given = first_row(connection, f"SELECT {grounds}") or ()
    return [asked for (_, asked), found in zip(GROUNDS, given, strict=True) if found]


def court_sums(connection: Connection, view: View) -> CaseDoubts:
    """What doubts are found by, and none of them: a look at some courts must know it of all."""
    parts = relations(view)
    return CaseDoubts(
        doubts=[],
        sums=tuple(connection.execute(asking(parts, _SUMS)).fetchall()),
        centres=tuple(connection.execute(asking(parts, _CENTRES)).fetchall()),
        bounds=(),
    )


_SUMS = "SELECT reporting_court, field, amounts, thousandths FROM unit_courts ORDER BY ALL"
_CENTRES = "SELECT field, centre FROM unit_centres ORDER BY field"


def figure_doubts(connection: Connection, view: View) -> list[Doubt]:
    """The doubts of unit in aggregate returns, which every court's figures take part in."""
    if first_row(connection, "SELECT 1 FROM statements LIMIT 1") is None:
        return []
    with _at_hand(connection, relations(view), before="own_cells"):
        return _doubts(connection.execute(asking(figure_relations(), _FIGURES)).fetchall())


@contextmanager
def _at_hand(connection: Connection, parts: dict[str, str], *, before: str) -> Iterator[None]:
    """The relations before one as tables, taken out of `parts`.

    Planned and asked once, not once a doubt: most of the time was planning.
    """
    shared = list(parts)[: list(parts).index(before)]
    for name in shared:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {parts.pop(name)}")
    yield
    for name in shared:
        connection.execute(f"DROP TABLE temp.{name}")


def _doubts(rows: Sequence[tuple[Any, ...]]) -> list[Doubt]:
    return [
        Doubt(
            code=code,
            return_id=return_id,
            file_name=file_name,
            court=court,
            sheet=sheet,
            row=row,
            column=column,
            field=field or "",
            case_no=case_no or "",
            facts={"before": before or "", "now": now or "", "cases": cases or ""},
        )
        for (
            code, return_id, file_name, court, sheet, row, column, field, case_no, before, now,
            cases,
        ) in rows
    ]  # fmt: skip


_SELECT = """
SELECT d.code, d.return_id, a.file_name, a.reporting_court, d.sheet, d.row, p.column_number,
       d.field, d.case_no, d.before, d.now, d.cases
FROM doubts d JOIN accepted a USING (return_id)
LEFT JOIN places p ON p.return_id = d.return_id AND p.sheet = d.sheet AND p.field = d.field
                  AND d.row BETWEEN p.first_row AND p.last_row
ORDER BY a.rank, d.sheet, d.row, d.code, d.case_no, d.field, p.column_number"""

# P-17 in aggregate returns, after those of cases.
_FIGURES = f"""
SELECT '{BETWEEN}', d.return_id, a.file_name, a.reporting_court, d.sheet, d.row, d.column_number,
       d.field, '', d.before::VARCHAR, d.now::VARCHAR, d.against
FROM figure_doubts d JOIN accepted a USING (return_id)
ORDER BY a.rank, d.sheet, d.row, d.column_number, d.field"""
