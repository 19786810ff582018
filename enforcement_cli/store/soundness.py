"""Looks at a store without changing it: its version, what can be read, what does not fit together.

Comes in: a store's file. Goes out: counts and what is amiss, as plain values. Refuses to make,
migrate or mend anything; whoever asks holds the lock where others may write meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from enforcement_cli.model.failure import StoreBroken
from enforcement_cli.store.failures import check_place
from enforcement_cli.store.schema import FACT_TABLES, SCHEMA_VERSION
from enforcement_cli.store.session import Connection, first_row

_OF_RETURNS = ("places", "problems", *FACT_TABLES)
# Returns with identity numbers where none belong are told and not kept.
_NOT_ARCHIVED = "V-22"


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A return that came as a file, and the fingerprint under which its original is archived."""

    return_id: int
    sha256: str
    court: str


@contextmanager
def looked_at(path: Path) -> Iterator[Connection]:
    """The store at `path` opened for reading, whatever its version.

    Raises:
        StoreBroken: it cannot be opened or read; what is read inside the block too.
    """
    import duckdb

    check_place(path)
    try:
        connection = duckdb.connect(
            str(path), read_only=True, config={"enable_external_access": "false"}
        )
        try:
            yield connection
        finally:
            connection.close()
    except duckdb.Error as error:
        raise StoreBroken(
            f"数据库读不出来：{str(error).splitlines()[0]}",
            where=str(path),
            remedy="请用备份恢复：enforce restore 备份文件。",
        ) from error


def schema_version(connection: Connection) -> int | None:
    """The version of the tables; None where they are not ours."""
    ours = first_row(
        connection, "SELECT 1 FROM duckdb_tables() WHERE table_name = 'meta' AND NOT internal"
    )
    if ours is None:
        return None
    found = first_row(connection, "SELECT value FROM meta WHERE key = 'schema_version'")
    return int(found[0]) if found else 0


def is_current(version: int | None) -> bool:
    """Whether tables of that version are those that this program asks."""
    return version == SCHEMA_VERSION


def is_newer(version: int | None) -> bool:
    """Whether tables of that version are a later program's."""
    return version is not None and version > SCHEMA_VERSION


def unreadable_tables(connection: Connection) -> tuple[str, ...]:
    """The tables that cannot be read to their last value."""
    import duckdb  # loaded with the connection

    found = []
    for table in _tables(connection):
        try:
            # Every value of every row takes part in the answer, so every block is read.
            connection.execute(f'SELECT bit_xor(hash(t)) FROM "{table}" t').fetchall()
        except duckdb.Error:
            found.append(table)
    return tuple(found)


def homeless_rows(connection: Connection) -> dict[str, int]:
    """How many rows of a table name a return that is not there; only tables that have such."""
    found: dict[str, int] = {}
    for table in _OF_RETURNS:
        row = first_row(
            connection,
            f"""SELECT count(*) FROM {table} WHERE return_id IS NOT NULL
                AND return_id NOT IN (SELECT return_id FROM returns)""",
        )
        if row and row[0]:
            found[table] = int(row[0])
    return found


def counted_twice(connection: Connection) -> tuple[int, ...]:
    """Returns in force that are another one once more: same bytes, place, day and reading.

    Two rows of one return_id count as well.
    """
    rows = connection.execute("""
        SELECT return_id FROM returns
        WHERE status IN ('accepted', 'gaps') AND form <> 'phoned' AND return_id NOT IN (
            SELECT return_id FROM events WHERE what = 'withdrawn' AND return_id IS NOT NULL)
        QUALIFY row_number() OVER (
            PARTITION BY sha256, reporting_court, form, campaign, period_start, period_end, as_of,
                         mapping ORDER BY return_id) > 1
        UNION ALL
        SELECT return_id FROM returns GROUP BY return_id HAVING count(*) > 1
        ORDER BY 1""").fetchall()
    return tuple(row[0] for row in rows)


def originals(connection: Connection) -> tuple[Original, ...]:
    """The returns whose original must be in the archive, in their order."""
    rows = connection.execute(
        """SELECT return_id, sha256, coalesce(reporting_court, '') FROM returns
           WHERE coalesce(form, '') <> 'phoned' AND coalesce(sha256, '') <> ''
             AND return_id NOT IN (
                 SELECT return_id FROM problems WHERE code = ? AND return_id IS NOT NULL)
           ORDER BY return_id""",
        [_NOT_ARCHIVED],
    ).fetchall()
    return tuple(Original(return_id=row[0], sha256=row[1], court=row[2]) for row in rows)


def campaigns_published(connection: Connection) -> tuple[str, ...]:
    """The campaigns of which issues went out, declared still or not."""
    rows = connection.execute("SELECT DISTINCT campaign FROM publications ORDER BY 1").fetchall()
    return tuple(row[0] for row in rows)


def draft_files(connection: Connection) -> tuple[str, ...]:
    """The `files` of issues that a run recorded and nobody published: JSON, name by format."""
    rows = connection.execute(
        "SELECT files FROM publications WHERE state = 'recorded' AND files IS NOT NULL ORDER BY 1"
    ).fetchall()
    return tuple(row[0] for row in rows)


def _tables(connection: Connection) -> list[str]:
    rows = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY 1"
    ).fetchall()
    return [row[0] for row in rows]
