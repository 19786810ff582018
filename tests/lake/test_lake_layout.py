"""The folders of a lake and what it says of itself."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from enforcement_cli.model.failure import StoreBroken
from enforcement_cli.store.lake.layout import (
    PERIOD,
    PERIOD_SQL,
    PROVINCE,
    PROVINCE_SQL,
    LakeHead,
    check_version,
    folder_of,
    head_bytes,
    head_of,
    part_name,
    table_columns,
    tables,
)
from enforcement_cli.store.schema import FACT_TABLES, SCHEMA_VERSION

HEAD = LakeHead(desk="辽12", campaigns=("winter70", "spring"), meta=(("written_at", "2026"),))


def test_the_folders_names_are_no_columns() -> None:
    for columns in table_columns().values():
        assert not {PERIOD, PROVINCE} & set(columns)


def test_every_table_of_the_store_but_its_notes_is_one_of_the_lake() -> None:
    assert set(tables()) == set(table_columns())
    assert set(FACT_TABLES) < set(tables())
    assert tables()[-1] == "returns"
    assert "meta" not in tables()
    assert list(table_columns()["places"])[:2] == ["return_id", "sheet"]
    assert table_columns()["cases"]["declared_actions"] == "VARCHAR[]"


@pytest.mark.parametrize(
    ("end", "court"),
    [
        (date(2026, 1, 4), "辽1202"),
        (date(2026, 1, 4), None),
        (None, "最高法"),
        (date(9999, 12, 31), ""),
        (None, "../x"),
        (date(2026, 1, 4), "A12"),
        (date(2026, 1, 4), "龥"),
        (date(2026, 1, 4), "，辽"),
    ],
)
def test_sql_and_python_name_the_same_folder(end: date | None, court: str | None) -> None:
    found = duckdb.execute(
        f"SELECT {PERIOD_SQL}, {PROVINCE_SQL} FROM "
        "(SELECT ?::DATE AS period_end, ?::VARCHAR AS reporting_court) r",
        [end, court],
    ).fetchall()
    assert folder_of("cases", end, court) == "cases/period={}/province={}".format(*found[0])


def test_what_is_in_order_is_in_one_folder() -> None:
    found = folder_of("events", date(2026, 1, 4), "辽1202")
    assert found == "events/period=unknown/province=unknown"


def test_files_of_a_later_run_sort_after() -> None:
    names = [
        part_name(0),
        part_name(0, 12),
        part_name(9),
        part_name(10, 1),
        part_name(2_000_000_000),
    ]
    assert names == sorted(names)


def test_the_head_comes_back() -> None:
    assert head_of(head_bytes(HEAD), "lake.json") == HEAD
    check_version(HEAD, "lake.json")
    assert HEAD.said("written_at") == "2026"
    assert HEAD.said("nothing") is None


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"lake": "x"}', b"\xff\xfe", b"null"])
def test_a_head_that_is_not_ours(data: bytes) -> None:
    with pytest.raises(StoreBroken) as failure:
        head_of(data, "there")
    assert failure.value.where == "there"


def test_another_version_is_refused() -> None:
    newer = LakeHead(desk="辽12", campaigns=(), schema=SCHEMA_VERSION + 1)
    with pytest.raises(StoreBroken, match=f"1.{SCHEMA_VERSION + 1}"):
        check_version(newer, "there")
