"""A store as a lake and back: every table, every kind of column; what is refused, and left whole."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from enforcement_cli.disk import whole
from enforcement_cli.model.failure import StoreBroken, StoreBusy, UnknownName, UsageError
from enforcement_cli.model.lake import LakePlace
from enforcement_cli.store.lake.layout import head_bytes, head_of, table_columns, tables
from enforcement_cli.store.lake.over import alone_in, open_lake
from enforcement_cli.store.session import open_store, transaction
from enforcement_cli.workflow.lake.moving import export_lake, import_lake
from enforcement_cli.workflow.state import Room, enter
from enforcement_cli.workflow.workspace import create_workspace
from tests.cli.running import CAMPAIGN, snapshot

WORDS = ["", " ", "甲、乙", "'; DROP", "\t\n\r", "𠮷\u3000", '"', "NULL", "%2F=/\\", "unknown"]


def room_in(folder: Path, text: str = CAMPAIGN) -> Room:
    return enter(create_workspace(folder, text))


def value_of(kind: str, i: int) -> Any:
    """A value of a column's kind, a hostile one; every third row has none."""
    if i % 3 == 0:
        return None
    return {
        "BIGINT": 2**53 + i if i % 2 else -(2**62),
        "INTEGER": -i,
        "VARCHAR": WORDS[i % len(WORDS)],
        "DATE": date(1, 1, 1) if i == 1 else date(2026, 1, 1),
        "TIMESTAMP": datetime(2026, 1, 1, 23, 59, 59, 999_999 - i),
        "BOOLEAN": bool(i % 2),
        "VARCHAR[]": WORDS[: i % 4],
    }[kind]


def filled(room: Room, *, empty: tuple[str, ...] = ()) -> Room:
    """A store with hostile rows in every table, of returns of several periods and provinces."""
    courts = ["辽1202", "沪0101", None, "A1", "辽1224"]
    ends = [date(2026, 1, 4), None, date(2026, 1, 11)]
    with open_store(room.workspace.store, write=True) as connection, transaction(connection):
        for table, columns in table_columns().items():
            if table in empty:
                continue
            for i in range(24):
                row = {
                    name: value_of(kind, i + n) for n, (name, kind) in enumerate(columns.items())
                }
                if table == "returns":
                    row |= {
                        "return_id": i,
                        "reporting_court": courts[i % 5],
                        "period_end": ends[i % 3],
                    }
                elif "return_id" in row:
                    row["return_id"] = i if table in table_columns() and i % 5 else 7
                marks = ", ".join("?" for _ in row)
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", list(row.values()))
    return room


def rows(store: Path, table: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(store), read_only=True) as connection:
        found = connection.execute(f"FROM {table}").fetchall()
    return found if table in ("events", "publications") else sorted(found, key=repr)


def test_everything_comes_back_as_it_was(tmp_path: Path) -> None:
    room = filled(room_in(tmp_path / "desk"))
    done = export_lake(room, LakePlace(address=str(tmp_path / "lake")), replace=False)
    other = room_in(tmp_path / "other")
    back = import_lake(other, LakePlace(address=str(tmp_path / "lake")))
    assert done.rows == back.rows == dict.fromkeys(tables(), 24)
    for table in tables():
        assert rows(other.workspace.store, table) == rows(room.workspace.store, table)
    with duckdb.connect(str(other.workspace.store)) as connection:
        kinds = connection.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal "
            "AND table_name <> 'meta' "
        ).fetchall()
    expected = [
        (t, c, kind) for t, columns in table_columns().items() for c, kind in columns.items()
    ]
    assert sorted(kinds) == sorted(expected)


def test_a_lake_is_laid_by_period_and_province(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    export_lake(filled(room_in(tmp_path / "desk")), LakePlace(address=str(lake)), replace=False)
    places = {
        path.parent.relative_to(lake / "returns").as_posix() for path in lake.glob("returns/*/*/*")
    }
    assert "period=2026-01-04/province=辽" in places
    assert "period=unknown/province=沪" in places
    assert "period=2026-01-11/province=unknown" in places
    for path in lake.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0
    names = duckdb.execute(
        "DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false)",
        [f"{lake}/cases/*/*/*.parquet"],
    ).fetchall()
    assert [row[0] for row in names] == list(table_columns()["cases"])


def test_duckdb_over_the_lake_answers_as_the_store(tmp_path: Path) -> None:
    room = filled(room_in(tmp_path / "desk"))
    lake = tmp_path / "lake"
    export_lake(room, LakePlace(address=str(lake)), replace=False)
    with (
        open_lake(lake, spill=tmp_path) as over,
        open_store(room.workspace.store, write=False) as store,
    ):
        for table in tables():
            asked = f"SELECT * FROM {table}"
            mine, theirs = over.execute(asked), store.execute(asked)
            assert [c[:2] for c in mine.description] == [c[:2] for c in theirs.description]
            assert sorted(mine.fetchall(), key=repr) == sorted(theirs.fetchall(), key=repr)
        order = "SELECT what FROM events ORDER BY rowid"
        assert over.execute(order).fetchall() == store.execute(order).fetchall()
        assert over.execute("SELECT * FROM meta").fetchall() == store.execute(
            "SELECT * FROM meta ORDER BY key"
        ).fetchall()  # fmt: skip


def test_an_empty_table_keeps_its_columns(tmp_path: Path) -> None:
    room = filled(room_in(tmp_path / "desk"), empty=("todos", "events", "problems"))
    lake = tmp_path / "lake"
    export_lake(room, LakePlace(address=str(lake)), replace=False)
    for table in ("todos", "events", "problems"):
        kinds = duckdb.execute(
            "DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false)",
            [f"{lake}/{table}/*/*/*.parquet"],
        ).fetchall()
        assert {row[0]: row[1] for row in kinds} == table_columns()[table]
    # Whoever has written it may have left such a table out.
    shutil.rmtree(lake / "todos")
    with open_lake(lake, spill=tmp_path) as over:
        assert over.execute("SELECT count(*), max(due_on) FROM todos").fetchall() == [(0, None)]


def test_the_leavings_of_a_killed_run_do_not_count(tmp_path: Path) -> None:
    room = filled(room_in(tmp_path / "desk"))
    lake = tmp_path / "lake"
    export_lake(room, LakePlace(address=str(lake)), replace=False)
    for table in ("problems", "events", "places", "cases"):
        part = next(lake.glob(f"{table}/*/*/*.parquet"))
        left = f"SELECT * REPLACE (99 AS return_id) FROM read_parquet('{part}')"
        duckdb.execute(f"COPY ({left}) TO '{part.with_name('part-9.parquet')}'")
    with open_lake(lake, spill=tmp_path) as over:
        for table in ("problems", "events", "places"):
            assert over.execute(f"SELECT count(*) FROM {table}").fetchall() == [(24,)]
    done = import_lake(room_in(tmp_path / "other"), LakePlace(address=str(lake)))
    assert done.rows == dict.fromkeys(tables(), 24)


def test_a_lake_reads_no_other_file(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    export_lake(filled(room_in(tmp_path / "desk")), LakePlace(address=str(lake)), replace=False)
    (tmp_path / "private.csv").write_text("a\n1\n")
    with open_lake(lake, spill=tmp_path) as over:
        for sql in (
            f"FROM read_csv('{tmp_path / 'private.csv'}')",
            f"FROM read_csv('{lake}/../private.csv')",
            f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
            "SET enable_external_access = true",
            f"SET allowed_directories = ['{tmp_path}']",
            f"ATTACH '{tmp_path / 'desk' / 'store.duckdb'}' AS other",
        ):
            with pytest.raises(duckdb.Error):
                over.execute(sql)
    assert not list(tmp_path.glob(".*"))


def test_a_second_export_asks_and_replaces_all(tmp_path: Path) -> None:
    room = filled(room_in(tmp_path / "desk"))
    place = LakePlace(address=str(tmp_path / "lake"))
    export_lake(room, place, replace=False)
    (tmp_path / "lake" / "todos" / "leftover.parquet").write_bytes(b"")
    before = snapshot(tmp_path / "lake")
    with pytest.raises(UsageError, match="已有本台的数据湖"):
        export_lake(room, place, replace=False)
    assert snapshot(tmp_path / "lake") == before
    export_lake(room, place, replace=True)
    assert snapshot(tmp_path / "lake").keys() == before.keys() - {"todos/leftover.parquet"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "lake"]


def test_a_lake_that_is_being_written_is_not_replaced(tmp_path: Path) -> None:
    room, lake = filled(room_in(tmp_path / "desk")), tmp_path / "lake"
    export_lake(room, LakePlace(address=str(lake)), replace=False)
    before = (lake / "lake.json").stat().st_ino
    with alone_in(lake), pytest.raises(StoreBusy, match="正在写这个数据湖"):
        export_lake(room, LakePlace(address=str(lake)), replace=True)
    assert (lake / "lake.json").stat().st_ino == before
    export_lake(room, LakePlace(address=str(lake)), replace=True)
    assert (lake / "lake.json").stat().st_ino != before


@pytest.mark.parametrize(
    "kind", ["file", "other", "another desk's", "another campaign's", "broken"]
)
def test_what_is_no_lake_of_this_desk_is_left_alone(tmp_path: Path, kind: str) -> None:
    room, lake = filled(room_in(tmp_path / "desk")), tmp_path / "lake"
    if kind == "file":
        lake.write_text("mine")
    elif kind == "other":
        lake.mkdir()
        (lake / "mine.txt").write_text("mine")
    else:
        export_lake(room, LakePlace(address=str(lake)), replace=False)
        head = (lake / "lake.json").read_bytes()
        theirs = {"another desk's": ("辽12", "京02"), "another campaign's": ("winter70", "summer")}
        changed = head.decode().replace(*theirs.get(kind, ('"lake"', '"leak"')))
        (lake / "lake.json").write_text(changed)
    before = lake.read_bytes() if kind == "file" else snapshot(lake)
    with pytest.raises(StoreBroken if kind == "broken" else UsageError):
        export_lake(room, LakePlace(address=str(lake)), replace=True)
    assert (lake.read_bytes() if kind == "file" else snapshot(lake)) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "lake"]


@pytest.mark.parametrize("name", ["desk", "desk/lake", ".", "l*ke", "s3a://bucket/lake"])
def test_where_a_lake_may_not_be(tmp_path: Path, name: str) -> None:
    room = filled(room_in(tmp_path / "desk"))
    address = name if "://" in name else str(tmp_path / name)
    with pytest.raises(UsageError):
        export_lake(room, LakePlace(address=address), replace=True)
    with pytest.raises(UsageError):
        import_lake(room_in(tmp_path / "desk"), LakePlace(address=address))


def test_an_older_lake_is_read_by_nobody_and_may_be_replaced(tmp_path: Path) -> None:
    room, lake = filled(room_in(tmp_path / "desk")), tmp_path / "lake"
    export_lake(room, LakePlace(address=str(lake)), replace=False)
    head = head_of((lake / "lake.json").read_bytes(), "")
    text = head_bytes(head).decode().replace(f'"schema": {head.schema}', '"schema": 1')
    (lake / "lake.json").write_text(text)
    with pytest.raises(StoreBroken, match="另一版本"), open_lake(lake, spill=tmp_path):
        pass
    with pytest.raises(StoreBroken, match="另一版本"):
        import_lake(room_in(tmp_path / "other"), LakePlace(address=str(lake)))
    export_lake(room, LakePlace(address=str(lake)), replace=True)
    with open_lake(lake, spill=tmp_path) as over:
        assert over.execute("SELECT count(*) FROM returns").fetchall() == [(24,)]


def test_no_lake_and_nothing_to_export(tmp_path: Path) -> None:
    room, place = room_in(tmp_path / "desk"), LakePlace(address=str(tmp_path / "lake"))
    with pytest.raises(UnknownName, match="还没有任何报表"):
        export_lake(room, place, replace=False)
    with pytest.raises(UnknownName, match="没有数据湖"):
        import_lake(room, place)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk"]


def test_a_store_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    room, lake = filled(room_in(tmp_path / "desk")), tmp_path / "lake"
    export_lake(room, LakePlace(address=str(lake)), replace=False)
    other = room_in(tmp_path / "other")
    with open_store(other.workspace.store, write=True):
        pass
    import_lake(other, LakePlace(address=str(lake)))  # an empty one may go
    before = rows(other.workspace.store, "returns")
    with pytest.raises(UsageError, match="已经有数据"):
        import_lake(other, LakePlace(address=str(lake)))
    assert rows(other.workspace.store, "returns") == before
    assert not list((tmp_path / "other").glob(".*.enforce-part"))


def test_a_lake_of_another_desk_is_not_imported(tmp_path: Path) -> None:
    room, lake = filled(room_in(tmp_path / "desk")), tmp_path / "lake"
    export_lake(room, LakePlace(address=str(lake)), replace=False)
    other = room_in(tmp_path / "other", CAMPAIGN.replace('court = "辽12"', 'court = "辽1202"', 1))
    with pytest.raises(UsageError, match="没有导入"):
        import_lake(other, LakePlace(address=str(lake)))
    assert not other.workspace.store.exists()


def test_a_damaged_file_of_the_lake_leaves_no_store(tmp_path: Path) -> None:
    room, lake = filled(room_in(tmp_path / "desk")), tmp_path / "lake"
    export_lake(room, LakePlace(address=str(lake)), replace=False)
    part = next(lake.glob("cases/*/*/*.parquet"))
    part.write_bytes(part.read_bytes()[:-20])
    other = room_in(tmp_path / "other")
    with pytest.raises(StoreBroken):
        import_lake(other, LakePlace(address=str(lake)))
    assert not other.workspace.store.exists()
    assert not list((tmp_path / "other").glob(".*.enforce-part"))


def test_where_the_second_rename_is_refused_the_old_lake_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, lake = filled(room_in(tmp_path / "desk")), tmp_path / "lake"
    export_lake(room, LakePlace(address=str(lake)), replace=False)
    before = snapshot(lake)
    rename = whole.Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(whole.Path, "rename", refuse)
    with pytest.raises(OSError, match="No space"):
        export_lake(room, LakePlace(address=str(lake)), replace=True)
    monkeypatch.undo()
    after = snapshot(lake)
    assert {name: after[name] for name in after if name != "lake.lock"} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "lake"]
