"""Python values as SQL literals, for relations that are put together from text.

Comes in: days, moments, texts. Goes out: SQL. Refuses values of other kinds: those are parameters.
"""

from collections.abc import Iterable
from datetime import date, datetime


def sql_date(day: date) -> str:
    """A DATE literal."""
    return f"DATE '{day.isoformat()}'"


def sql_moment(moment: datetime) -> str:
    """A TIMESTAMP literal, as the store keeps moments: UTC+8 without zone."""
    return f"TIMESTAMP '{moment.replace(tzinfo=None).isoformat(sep=' ')}'"


def sql_text(text: str) -> str:
    """A string literal."""
    return "'" + text.replace("'", "''") + "'"


def sql_values(names: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A relation of literals; with no rows an empty one of text columns."""
    body = ", ".join("(" + ", ".join(row) + ")" for row in rows)
    if not body:
        columns = ", ".join(f"NULL::VARCHAR AS {name}" for name in names)
        return f"SELECT {columns} WHERE false"
    return f"SELECT * FROM (VALUES {body}) AS v({', '.join(names)})"
