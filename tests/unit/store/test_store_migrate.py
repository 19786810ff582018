"""Stores of every version there was: brought up whole, with a copy kept, and no fact changed."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from enforcement_cli.model.failure import DiskFailed, StoreBroken
from enforcement_cli.store import session
from enforcement_cli.store.migrate import migrations
from enforcement_cli.store.schema import SCHEMA_VERSION
from enforcement_cli.store.session import copy_store, open_store, row_counts, transaction

HERE = Path(__file__).parent
VALUES = {
    "BIGINT": "9007199254740993",
    "INTEGER": "17",
    "VARCHAR": "'（2026）辽1202执123号'",
    "DATE": "DATE '2026-01-05'",
    "TIMESTAMP": "TIMESTAMP '2026-01-05 09:00:00'",
    "BOOLEAN": "true",
    "VARCHAR[]": "['small', 'wages']",
}
Rows = dict[str, list[tuple[object, ...]]]
Columns = dict[str, list[str]]


def columns_of(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for table, name, kind in connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns()"
        " WHERE NOT internal ORDER BY table_name, column_index"
    ).fetchall():
        found.setdefault(table, []).append((name, kind))
    return found


def rows_of(connection: duckdb.DuckDBPyConnection, columns: Columns) -> Rows:
    found: Rows = {}
    for table, names in columns.items():
        listed = ", ".join(f'"{name}"' for name in names)
        where = "WHERE key = 'mark'" if table == "meta" else ""
        found[table] = connection.execute(f"SELECT {listed} FROM {table} {where}").fetchall()
    return found


def old_store(path: Path, version: int) -> tuple[Columns, Rows]:
    """A store as that version made it, with two rows in every table: full, and empty as can be."""
    with duckdb.connect(str(path)) as connection:
        connection.execute((HERE / f"schema-v{version}.sql").read_text("utf-8"))
        columns = columns_of(connection)
        for table, typed in columns.items():
            if table == "meta":
                connection.execute("INSERT INTO meta VALUES ('mark', 'kept')")
                continue
            full = ", ".join(VALUES[kind] for _, kind in typed)
            bare = ", ".join("8" if name == "return_id" else "NULL" for name, _ in typed)
            connection.execute(f"INSERT INTO {table} VALUES ({full}), ({bare})")
        names = {table: [name for name, _ in typed] for table, typed in columns.items()}
        return names, rows_of(connection, names)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
@pytest.mark.parametrize("write", [True, False])
def test_every_older_version_comes_up_with_its_facts(
    tmp_path: Path, version: int, write: bool
) -> None:
    path = tmp_path / "store.duckdb"
    columns, rows = old_store(path, version)
    with open_store(path, write=write) as connection:
        assert rows_of(connection, columns) == rows
        (done,) = migrations(connection)
        now = columns_of(connection)
    with open_store(tmp_path / "new" / "store.duckdb", write=True) as connection:
        assert {t: sorted(c) for t, c in now.items()} == {
            t: sorted(c) for t, c in columns_of(connection).items()
        }
    assert (done.found, done.made) == (version, SCHEMA_VERSION)
    kept = tmp_path / done.backup
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with duckdb.connect(str(kept), read_only=True) as connection:
        assert rows_of(connection, columns) == rows
        found = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchall()
    assert found == [(str(version),)]
    with open_store(path, write=write):
        pass
    assert [each.name for each in kept.parent.iterdir()] == [kept.name]


def test_what_a_killed_writer_left_in_the_log_is_in_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    old_store(path, 3)
    beside = tmp_path / "kill"
    beside.mkdir()
    # As a kill leaves it: the file before, the log with what was committed since.
    connection = duckdb.connect(str(path))
    connection.execute("INSERT INTO meta VALUES ('late', 'kept')")
    for each in (path, path.with_name(path.name + ".wal")):
        (beside / each.name).write_bytes(each.read_bytes())
    connection.close()
    assert (beside / "store.duckdb.wal").stat().st_size
    with open_store(beside / "store.duckdb", write=False) as connection:
        (done,) = migrations(connection)
    with duckdb.connect(str(beside / done.backup), read_only=True) as connection:
        found = connection.execute("SELECT value FROM meta WHERE key = 'late'").fetchall()
    assert found == [("kept",)]


def test_no_copy_no_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.duckdb"
    old_store(path, 3)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise DiskFailed("满")

    monkeypatch.setattr(session, "put", full)
    with pytest.raises(DiskFailed), open_store(path, write=True):
        pass
    assert path.read_bytes() == before


def test_a_copy_that_lacks_rows_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.duckdb"
    old_store(path, 3)
    before = path.read_bytes()
    asked: list[int] = []

    def miscounted(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
        asked.append(1)
        return row_counts(connection) | {"cases": len(asked)}

    monkeypatch.setattr(session, "row_counts", miscounted)
    with pytest.raises(StoreBroken) as caught, open_store(path, write=True):
        pass
    assert Path(caught.value.where).parent == tmp_path / "backups"
    assert path.read_bytes() == before


@pytest.mark.parametrize("step", range(3))
def test_a_step_that_fails_leaves_the_old_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    path = tmp_path / "store.duckdb"
    columns, rows = old_store(path, 1)

    @contextmanager
    def failing(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        with transaction(connection):
            yield
            if step == 0:
                raise KeyboardInterrupt
        if step == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(session, "transaction", failing)
    if step < 2:
        with pytest.raises(KeyboardInterrupt), open_store(path, write=True):
            pass
    monkeypatch.undo()
    with duckdb.connect(str(path), read_only=True) as connection:
        (found,) = connection.execute(
            "SELECT value FROM meta WHERE key = 'schema_version'"
        ).fetchall()
    assert found == ("4" if step == 1 else "1",)
    with open_store(path, write=False) as connection:
        assert rows_of(connection, columns) == rows
        assert len(migrations(connection)) == 1


def test_a_copy_keeps_the_version_and_leaves_the_store_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    columns, rows = old_store(path, 2)
    before = path.read_bytes()
    copy_store(path, tmp_path / "to" / "copy.duckdb")
    assert path.read_bytes() == before
    assert sorted(each.name for each in (tmp_path / "to").iterdir()) == ["copy.duckdb"]
    with duckdb.connect(str(tmp_path / "to" / "copy.duckdb"), read_only=True) as connection:
        assert rows_of(connection, columns) == rows
        found = connection.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchall()
    assert found == [("2",)]
