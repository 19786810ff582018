"""A store's tables as the Parquet files of a lake, and back.

Comes in: an open store, a folder of a lake. Goes out: the files by period and province; or their
rows in the tables of an empty store. Refuses to know who may replace what.
"""

from pathlib import Path
from urllib.parse import unquote

from enforcement_cli.disk.whole import make_folder, write_whole
from enforcement_cli.store.lake.layout import (
    IN_ORDER,
    LAKE_FILE,
    META,
    PERIOD,
    PERIOD_SQL,
    PROVINCE,
    PROVINCE_SQL,
    LakeHead,
    folder_of,
    head_bytes,
    part_name,
    table_columns,
    tables,
)
from enforcement_cli.store.literals import sql_text
from enforcement_cli.store.session import Connection, transaction

_PARQUET = "FORMAT parquet, COMPRESSION zstd"
# What a run that was killed left behind: its returns, which come last, are not there.
COUNTS = "return_id IS NULL OR return_id IN (SELECT return_id FROM returns)"


def write_lake(connection: Connection, folder: Path, head: LakeHead) -> dict[str, int]:
    """Every table of an open store as files below `folder`; how many rows each has.

    Args:
        connection: of a store opened with `folder` beside it.
        folder: empty.
        head: what `lake.json` is to say; it comes last.
    """
    counts = {}
    for table in tables():
        in_parts = table not in IN_ORDER and _has_rows(connection, table)
        write = _write_parts if in_parts else _write_in_order
        counts[table] = write(connection, table, folder)
    write_whole(folder / LAKE_FILE, head_bytes(head))
    return counts


def fill_store(connection: Connection, root: Path, head: LakeHead) -> dict[str, int]:
    """The rows of the lake below `root` in the tables of an empty store; how many each has got.

    Args:
        connection: of a store opened for writing with `root` beside it.
        root: the lake's folder.
        head: its `lake.json`.
    """
    counts = {}
    with transaction(connection):
        connection.execute(f"DELETE FROM {META}")
        for row in head.meta:
            connection.execute(f"INSERT INTO {META} VALUES (?, ?)", list(row))
        for table in reversed(tables()):  # returns first: they tell what counts
            known = f" WHERE {COUNTS}" if has_returns(table) else ""
            counts[table] = _counted(
                connection, f"INSERT INTO {table} {rows_of(root, table)}{known}"
            )
    return counts


def rows_of(root: Path, table: str) -> str:
    """The SQL of a table's rows in the lake below `root`, in the order of the files' names."""
    columns = table_columns()[table]
    if not any((root / table).glob("*/*/*.parquet")):
        nothing = (f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in columns.items())
        return f"SELECT * FROM (SELECT {', '.join(nothing)} WHERE false)"
    cast = (f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in columns.items())
    pattern = sql_text(f"{root / table}/*/*/*.parquet")
    return f"SELECT {', '.join(cast)} FROM read_parquet({pattern}, hive_partitioning = false)"


def has_returns(table: str) -> bool:
    """Whether a table's rows are of returns; `returns` itself is asked by the others."""
    return table != "returns" and "return_id" in table_columns()[table]


def _write_parts(connection: Connection, table: str, folder: Path) -> int:
    """The rows of a table by period and province of the return they came in."""
    place = folder / table
    of = f"{table} t LEFT JOIN returns r USING (return_id)" if table != "returns" else "returns r"
    own = "r.*" if table == "returns" else "t.*"
    count = _counted(
        connection,
        f"COPY (SELECT {own}, {PERIOD_SQL} AS {PERIOD}, {PROVINCE_SQL} AS {PROVINCE} FROM {of}) "
        f"TO {sql_text(str(place))} ({_PARQUET}, PARTITION_BY ({PERIOD}, {PROVINCE}), "
        "FILENAME_PATTERN 'part-{i}')",
    )
    for province in sorted(place.glob("*/*")):
        for number, part in enumerate(sorted(province.iterdir())):
            part.rename(part.with_name(part_name(0, number)))
        # DuckDB spells the name in percent signs, which Spark reads as other letters.
        province.rename(province.with_name(unquote(province.name)))
    return count


def _write_in_order(connection: Connection, table: str, folder: Path) -> int:
    """The rows of a small table as they were put on record, in one file.

    Where there are none the file tells whoever reads it the columns.
    """
    place = folder / folder_of(table, None, None)
    make_folder(place)
    to = sql_text(str(place / part_name(0)))
    return _counted(connection, f"COPY (SELECT * FROM {table} ORDER BY rowid) TO {to} ({_PARQUET})")


def _has_rows(connection: Connection, table: str) -> bool:
    return bool(connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())


def _counted(connection: Connection, sql: str) -> int:
    """How many rows a statement wrote."""
    return int(connection.execute(sql).fetchall()[0][0])
