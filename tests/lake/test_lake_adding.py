"""What a run adds to a lake, as far as it needs no cluster: numbers, rows, files, what a kill leaves."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from enforcement_cli.model.batch import ReturnHead
from enforcement_cli.model.clock import BEIJING
from enforcement_cli.model.failure import StoreBusy, UsageError
from enforcement_cli.model.lake import LakePlace
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.store.lake.files import STAGING, Listed, LocalFiles, part_files, spark_path
from enforcement_cli.store.lake.layout import LakeHead, head_bytes, table_columns
from enforcement_cli.store.lake.spark_rows import Target, _numbered, as_bytes
from enforcement_cli.store.lake.working import (
    Reached,
    added,
    forget_skipped,
    lay_facts,
    meta_rows,
    reached,
    skip_to,
    working_copy,
)
from enforcement_cli.store.save import add_event, save_returns
from enforcement_cli.store.session import transaction
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.workflow.lake.place import alone, lake_head
from tests.lake.test_lake_moving import room_in

HEAD = LakeHead(desk="辽12", campaigns=("winter70",), meta=(("schema_version", "4"),))
AT = datetime(2026, 1, 5, 9, tzinfo=BEIJING)


def receipt(name: str, *, court: str | None = "辽1202", problems: int = 1) -> Receipt:
    head = court and ReturnHead(
        campaign="winter70",
        court=court,
        form="cases",
        period_start=date(2025, 12, 29),
        period_end=date(2026, 1, 4),
        as_of=date(2026, 1, 4),
    )
    told = {"file": name, "reason": "坏了"}
    problem = Problem(rule=rule("F-01"), origin=Origin(file=name), facts=told)
    return Receipt(
        file=name,
        sha256=name * 8,
        status="accepted" if head else "returned",
        received_at=AT,
        head=head or None,
        problems=(problem,) * problems,
    )


def put(root: Path, tables: dict[str, dict[str, pa.Table]], run: int) -> None:
    files = LocalFiles(root=root)
    for table in tables.values():
        for folder, rows in table.items():
            sink = pa.BufferOutputStream()
            parquet.write_table(rows, sink)
            files.write(f"{folder}/part-{run:010d}-00000.parquet", sink.getvalue().to_pybytes())


def one_run(root: Path, names: list[str], given_out: Reached, run: int) -> list[int]:
    with working_copy(root, HEAD, spill=root) as connection:
        skip_to(connection, given_out)
        before = reached(connection)
        with transaction(connection):
            ids = save_returns(connection, [(receipt(name), None) for name in names])
        forget_skipped(connection)
        put(root, added(connection, before), run)
    return ids


NONE = Reached(returns=0, problems=0, events=0)


def test_a_later_run_goes_on_numbering(tmp_path: Path) -> None:
    assert one_run(tmp_path, ["甲", "乙"], NONE, 1) == [1, 2]
    assert one_run(tmp_path, ["丙"], NONE, 2) == [3]
    with working_copy(tmp_path, HEAD, spill=tmp_path) as connection:
        assert reached(connection) == Reached(returns=3, problems=3, events=0)
        rows = connection.execute(
            "SELECT p.problem_id, p.return_id, r.file_name, r.received_at FROM problems p "
            "JOIN returns r USING (return_id) ORDER BY 1"
        ).fetchall()
    at = AT.replace(tzinfo=None)
    assert rows == [(1, 1, "甲", at), (2, 2, "乙", at), (3, 3, "丙", at)]


def test_numbers_of_a_killed_run_are_not_given_out_again(tmp_path: Path) -> None:
    one_run(tmp_path, ["甲"], NONE, 1)
    killed = Reached(returns=40, problems=70, events=0)
    assert one_run(tmp_path, ["乙"], killed, 3) == [41]
    with working_copy(tmp_path, HEAD, spill=tmp_path) as connection:
        assert reached(connection) == Reached(returns=41, problems=71, events=0)
        names = connection.execute("SELECT file_name FROM returns ORDER BY return_id").fetchall()
        assert names == [("甲",), ("乙",)]


def test_facts_of_a_killed_run_never_count(tmp_path: Path) -> None:
    one_run(tmp_path, ["甲"], NONE, 1)
    kinds = table_columns()["measures"]
    rows = as_bytes(pa.table({"row": pa.array([3], pa.int32()), "officer": ["丁某"]}))
    for return_id in (1, 2):
        sink = pa.BufferOutputStream()
        target = Target(return_id=return_id, period="2026-01-04", province="辽")
        parquet.write_table(pa.Table.from_batches(_numbered(rows, kinds, target)), sink)
        name = f"measures/period=2026-01-04/province=辽/part-{return_id:010d}-00000.parquet"
        LocalFiles(root=tmp_path).write(name, sink.getvalue().to_pybytes())
    with working_copy(tmp_path, HEAD, spill=tmp_path) as connection:
        lay_facts(connection, tmp_path)
        found = connection.execute('SELECT return_id, "row", officer FROM measures').fetchall()
    assert found == [(1, 3, "丁某")]


def test_what_has_no_court_or_period_has_a_folder_too(tmp_path: Path) -> None:
    with working_copy(tmp_path, HEAD, spill=tmp_path) as connection:
        before = reached(connection)
        with transaction(connection):
            save_returns(connection, [(receipt("甲"), None), (receipt("乙", court=None), None)])
            add_event(connection, what="open", at=AT, by="enforce", about={"problem_id": 1})
        tables = added(connection, before)
        kept = dict(meta_rows(connection))
    assert sorted(tables["returns"]) == [
        "returns/period=2026-01-04/province=辽",
        "returns/period=unknown/province=unknown",
    ]
    assert list(tables["events"]) == ["events/period=unknown/province=unknown"]
    assert list(tables) == ["problems", "events", "returns"]  # the returns make it count
    assert set(kept) == {"schema_version", "unsettled", "written_at"}


def test_rows_get_every_column_and_their_return() -> None:
    rows = pa.table({"case_no": ["甲", None]})
    kinds = {"return_id": "BIGINT", "case_no": "VARCHAR", "rows": "VARCHAR[]", "period": "VARCHAR"}
    target = Target(return_id=7, period="2026-01-04", province="辽")
    (batch,) = _numbered(as_bytes(rows), kinds, target)
    assert batch.to_pylist() == [
        {"return_id": 7, "case_no": "甲", "rows": None, "period": "2026-01-04"},
        {"return_id": 7, "case_no": None, "rows": None, "period": "2026-01-04"},
    ]


def test_a_staged_file_gets_its_name_and_the_staging_goes(tmp_path: Path) -> None:
    files = LocalFiles(root=tmp_path)
    staged = tmp_path / STAGING / "cases" / "period=2026-01-04" / "province=辽"
    staged.mkdir(parents=True)
    (staged / "part-00000-x.zstd.parquet").write_bytes(b"rows")
    (staged / ".part-00000-x.zstd.parquet.crc").write_bytes(b"sum")
    (tmp_path / STAGING / "cases" / "_SUCCESS").write_bytes(b"")
    ((where, listed),) = part_files(files.listed(f"{STAGING}/cases"))
    assert where == "period=2026-01-04/province=辽"
    assert listed == Listed(
        uri=spark_path(staged / "part-00000-x.zstd.parquet"),
        name=f"{STAGING}/cases/{where}/part-00000-x.zstd.parquet",
        size=4,
    )
    files.take(listed, f"cases/{where}/part-1.parquet")
    files.clear()
    put_there = tmp_path / "cases" / where / "part-1.parquet"
    assert put_there.read_bytes() == b"rows"
    assert put_there.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases"]


def test_one_run_at_a_time(tmp_path: Path) -> None:
    lake = LakePlace(address=str(tmp_path / "lake"), engine="spark")
    with alone(lake), pytest.raises(StoreBusy, match="正在写这个数据湖"), alone(lake):
        pass
    with alone(lake):
        pass


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    lake.mkdir()
    (lake / "周报.docx").write_bytes(b"x")
    place = LakePlace(address=str(lake), engine="spark")
    with pytest.raises(UsageError, match="别的东西"):
        lake_head(room_in(tmp_path / "desk"), LocalFiles(root=lake), place)
    assert [path.name for path in lake.iterdir()] == ["周报.docx"]


def test_a_lake_of_another_desk_is_left_alone(tmp_path: Path) -> None:
    room = room_in(tmp_path / "desk")
    files = LocalFiles(root=tmp_path)
    place = LakePlace(address=str(tmp_path), engine="spark")
    files.write("lake.json", head_bytes(LakeHead(desk="沪01", campaigns=("spring",))))
    with pytest.raises(UsageError, match="沪01"):
        lake_head(room, files, place)
