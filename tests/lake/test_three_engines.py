"""What counts gives the same cells on DuckDB, Spark and ClickHouse, and is within the written subset."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.lake.asked import checked_conditions, heard, kept_relations
from tests.lake.engines import Rows, Step, on_clickhouse, on_duckdb, on_spark, write_tables
from tests.lake.hostile import hostile_store

_SUBSET = Path(__file__).parents[2] / "docs" / "sql-subset.md"
_TYPES = {
    "BIGINT", "INT", "TEXT", "TEXT[]", "DATE", "TIMESTAMP", "BOOLEAN", "DECIMAL(9, 6)",
    "DECIMAL(28, 6)",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The steps, what each that answers is called, and what DuckDB answers."""

    tables: dict[str, Path]
    steps: tuple[Step, ...]
    names: tuple[str, ...]
    answers: tuple[Rows, ...]

    def first(self, count: int) -> Script:
        """The first answers and the steps they need."""
        ends = [i for i, step in enumerate(self.steps) if not step.keep]
        return Script(
            tables=self.tables,
            steps=self.steps[: ends[count - 1] + 1],
            names=self.names[:count],
            answers=self.answers[:count],
        )


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Script:
    """Everything that is asked of the hostile store."""
    store = hostile_store()
    kept = kept_relations(store)
    on_duckdb(store.connection, kept.values())
    relations = [
        step for each in kept.values() for step in (each, Step(sql=f"SELECT * FROM {each.keep}"))
    ]
    asked = list(dict.fromkeys(heard(store)))
    steps = (*relations, *(Step(sql=sql) for sql in asked))
    return Script(
        tables=write_tables(store.connection, tmp_path_factory.mktemp("tables")),
        steps=steps,
        names=(*kept, *asked),
        answers=tuple(on_duckdb(store.connection, steps)),
    )


def test_what_is_asked_is_not_asked_in_vain(script: Script) -> None:
    assert set(checked_conditions()) == {""}
    # No relation is empty but what the data have no reason for.
    empty = {
        name for name, rows in zip(script.names, script.answers, strict=True)
        if not rows and not name.startswith("WITH")
    }  # fmt: skip
    assert empty <= {"unit_answers", "unit_centres", "unit_columns"}
    assert len(script.names) > 150
    assert sum(len(rows) * len(rows[0]) for rows in script.answers if rows) > 45_000
    # Beyond 2^53 every digit counts.
    assert any(2**53 + 1 in row for rows in script.answers[-150:] for row in rows)


def test_statements_keep_to_the_subset(script: Script) -> None:
    sqlglot = pytest.importorskip("sqlglot")
    from sqlglot import exp

    block = re.search(r"```text\n(.*?)```", _SUBSET.read_text("utf-8"), re.DOTALL)
    assert block is not None
    allowed = set(block[1].split())
    used: dict[str, str] = {}
    for step in script.steps:
        # What kept relations are read by says nothing new.
        for node in sqlglot.parse_one(step.sql, read="duckdb").walk():
            said = type(node).__name__
            if isinstance(node, exp.DataType) and node.sql("duckdb") not in _TYPES:
                said = node.sql("duckdb")
            if isinstance(node, exp.Anonymous):
                said = node.name
            if isinstance(node, exp.Join):
                assert node.side in ("", "LEFT"), step.sql
                assert node.kind in ("", "INNER", "SEMI", "ANTI"), step.sql
            if isinstance(node, exp.Subquery) and isinstance(node.parent, exp.In | exp.Exists):
                said = "IN (SELECT …)"
            used.setdefault(said, step.sql)
    assert {said: sql for said, sql in used.items() if said not in allowed} == {}
    assert allowed - set(used) <= {"NullSafeNEQ"}


def test_clickhouse_gives_the_same_state(script: Script) -> None:
    pytest.importorskip("chdb")
    relations = script.first(sum(bool(step.keep) for step in script.steps))
    _compare(relations, on_clickhouse(relations.tables, relations.steps))


@pytest.mark.slow
def test_clickhouse_gives_the_same_cells(script: Script) -> None:
    pytest.importorskip("chdb")
    _compare(script, on_clickhouse(script.tables, script.steps))


@pytest.mark.slow
def test_spark_gives_the_same_cells(script: Script, tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    _compare(script, on_spark(script.tables, script.steps, tmp_path))


def _compare(script: Script, found: Sequence[Rows]) -> None:
    """Row by row in any order. A statement's name is the end of its text, where they differ."""
    differing = {}
    for name, mine, other in zip(script.names, script.answers, found, strict=True):
        truths = {i for row in mine for i, value in enumerate(row) if isinstance(value, bool)}
        lists = {i for row in mine for i, value in enumerate(row) if isinstance(value, list)}
        left = sorted(repr(_plain(row, truths, lists)) for row in mine)
        right = sorted(repr(_plain(row, truths, lists)) for row in other)
        if left != right:
            here, there = set(left) - set(right), set(right) - set(left)
            differing[name[-600:]] = (len(left), len(right), sorted(here)[:3], sorted(there)[:3])
    assert differing == {}


def _plain(row: Sequence[Any], truths: set[int], lists: set[int]) -> tuple[Any, ...]:
    """The same values of the same kinds; docs/sql-subset.md says what is one and the same."""
    return tuple(_cell(value, i in truths, i in lists) for i, value in enumerate(row))


def _cell(value: Any, truth: bool, listed: bool) -> Any:
    if listed:
        return tuple(value or ())
    if value is None:
        return None
    if truth:
        assert value in (True, False)
        return bool(value)
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return value
