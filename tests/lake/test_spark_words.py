"""Which engine a statement goes to, and how values stand in it; no cluster is needed for either."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pytest

sqlglot = pytest.importorskip("sqlglot")

from enforcement_cli.store.lake.spark_connection import (  # noqa: E402
    SparkConnection,
    _bound,
    _prune,
    _tables_of,
)
from enforcement_cli.store.lake.spark_once import worked_out_once  # noqa: E402


def bound(sql: str, *values: object) -> str:
    return _bound(sql, values)


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -(2**63), "", "O'甲\\乙\n\"丙\"", "'; DROP TABLE cases; --", "?",
        date(2026, 1, 4), datetime(2026, 1, 4, 9, 0, 1, 5), Decimal("-0.10"),
        [], ["甲'", "?"], [1, None],
    ],
    ids=repr,
)  # fmt: skip
def test_a_value_is_what_duckdb_binds(value: object) -> None:
    with duckdb.connect() as connection:
        expected = connection.execute("SELECT ? AS v", [value]).fetchall()
        found = connection.execute(bound("SELECT ? AS v", value)).fetchall()
    assert found == expected


def test_marks_are_filled_in_the_order_they_are_written() -> None:
    sql = (
        "WITH a AS (SELECT ? AS x) SELECT x, ? AS y FROM a JOIN (SELECT ? AS z) b ON b.z <> ? "
        "WHERE list_contains(?, y) AND '?' <> ?  -- ?"
    )
    with duckdb.connect() as connection:
        values = ["一", "二", "三", "四", ["二"], "五"]
        expected = connection.execute(sql, values).fetchall()
        found = connection.execute(bound(sql, *values)).fetchall()
    assert found == expected == [("一", "二")]


def test_a_mark_too_few_is_told() -> None:
    with pytest.raises(ValueError, match="2 marks, 1 values"):
        bound("SELECT ?, ?", 1)


@pytest.mark.parametrize(
    ("sql", "read"),
    [
        ("SELECT * FROM cases", {"cases"}),
        ("WITH cases2 AS (SELECT * FROM cases) SELECT * FROM cases2", {"cases"}),
        ("WITH a AS (SELECT * FROM cases), b AS (SELECT 1) SELECT * FROM b", set()),
        ("WITH a AS (SELECT * FROM cases), b AS (SELECT * FROM a) SELECT * FROM b", {"cases"}),
        ("WITH a AS (SELECT * FROM cases) SELECT * FROM returns", {"returns"}),
        ("SELECT (SELECT max(x) FROM payouts) FROM returns", {"payouts", "returns"}),
        (
            (
                "CREATE OR REPLACE TEMP TABLE k AS WITH a AS (SELECT * FROM cases), "
                "b AS (SELECT * FROM returns) SELECT * FROM b UNION ALL SELECT * FROM temp.x"
            ),
            {"returns", "x"},
        ),
        ("SELECT * FROM duckdb_tables() WHERE temporary", set()),
    ],
)
def test_what_a_statement_reads(sql: str, read: set[str]) -> None:
    tree = sqlglot.parse_one(sql, read="duckdb")
    _prune(tree)
    assert _tables_of(tree) == read


@dataclass
class Frame:
    """A frame of Spark as far as it is asked here."""

    sql: str
    session: Session

    def localCheckpoint(self, *, eager: bool) -> Frame:  # noqa: N802
        assert eager
        return self

    def createOrReplaceTempView(self, name: str) -> None:  # noqa: N802
        self.session.views[name] = self.sql

    def limit(self, rows: int) -> Frame:
        return Frame(f"{self.sql} LIMIT {rows}", self.session)


@dataclass
class Session:
    """A session that only notes what it is asked."""

    asked: list[str] = field(default_factory=list)
    views: dict[str, Any] = field(default_factory=dict)

    @property
    def catalog(self) -> Session:
        return self

    def sql(self, sql: str) -> Frame:
        self.asked.append(sql)
        return Frame(sql, self)

    def createDataFrame(self, rows: Any) -> Frame:  # noqa: N802
        return Frame(f"handed on: {rows.column_names} {rows.num_rows}", self)

    def dropTempView(self, name: str) -> None:  # noqa: N802
        del self.views[name]


def test_statements_go_where_their_tables_are() -> None:
    session = Session()
    with duckdb.connect() as small:
        small.execute("CREATE TABLE returns AS SELECT 7 AS return_id")
        connection = SparkConnection(session=session, small=small)
        # Small tables alone: answered here.
        assert connection.execute("SELECT ? + return_id FROM returns", [1]).fetchall() == [(8,)]
        connection.execute("CREATE OR REPLACE TEMP TABLE k_accepted AS SELECT * FROM returns")
        assert session.asked == []
        # Facts with a table made here: that is handed on, once.
        for _ in range(2):
            connection.execute("SELECT * FROM cases JOIN temp.k_accepted USING (return_id)")
        assert session.views == {"k_accepted": "handed on: ['return_id'] 1"}
        assert len(session.asked) == 2
        # Kept by Spark, and known to be there.
        made = "CREATE OR REPLACE TEMP TABLE k_stated AS SELECT case_no FROM cases WHERE row = ?"
        connection.execute(made, [3])
        assert session.asked[-1] == "SELECT `case_no` FROM `cases` WHERE `row` = 3"
        known = "SELECT count(*) FROM duckdb_tables() WHERE temporary AND table_name = ?"
        assert connection.execute(known, ["k_stated"]).fetchall() == [(1,)]
        connection.execute("SELECT * FROM temp.k_stated")
        assert session.asked[-1] == "SELECT * FROM `k_stated`"
        # Made anew here, the old one is forgotten there; dropped, it is gone everywhere.
        connection.execute("CREATE OR REPLACE TEMP TABLE k_stated AS SELECT 1 AS one")
        assert connection.execute("SELECT one FROM temp.k_stated").fetchall() == [(1,)]
        connection.execute("DROP TABLE temp.k_accepted")
        assert session.views == {}
        with pytest.raises(duckdb.CatalogException):
            connection.execute("SELECT * FROM k_accepted")


@dataclass(kw_only=True)
class Kept:
    """What stands for Spark where relations are worked out once: each kept one a table of DuckDB."""

    connection: duckdb.DuckDBPyConnection
    made: list[str] = field(default_factory=list)
    sql: str = ""

    @property
    def catalog(self) -> Kept:
        return self

    def asked(self, tree: Any) -> Any:
        return replace(self, sql=tree.sql(dialect="duckdb"))

    def localCheckpoint(self, *, eager: bool) -> Kept:  # noqa: N802
        assert eager
        return self

    def createOrReplaceTempView(self, name: str) -> None:  # noqa: N802
        self.made.append(name)
        self.connection.execute(f"CREATE TABLE {name} AS {self.sql}")

    def dropTempView(self, name: str) -> None:  # noqa: N802
        self.connection.execute(f"DROP TABLE {name}")


@pytest.mark.parametrize(
    ("sql", "made"),
    [
        ("WITH a AS (SELECT x + 1 AS x FROM t) SELECT * FROM a", []),
        ("WITH a AS (SELECT x + 1 AS x FROM t) SELECT * FROM a JOIN a AS b USING (x)", ["once_a"]),
        ("WITH a AS (SELECT * FROM t) SELECT * FROM a UNION ALL SELECT * FROM a", []),
        ("WITH a AS (SELECT * FROM (VALUES (1)) v(x)) SELECT * FROM a, a AS b", []),
        (
            "WITH a AS (SELECT * FROM t WHERE x > 1) SELECT * FROM a UNION ALL SELECT * FROM a",
            ["once_a"],
        ),
        (
            (
                "WITH a AS NOT MATERIALIZED (SELECT x + 1 AS x FROM t) "
                "SELECT * FROM a UNION ALL SELECT * FROM a"
            ),
            [],
        ),
        (
            (
                "WITH a AS (SELECT x + 1 AS x FROM t), b AS (SELECT x * 2 AS x FROM a), "
                "c AS (SELECT x FROM b UNION ALL SELECT x FROM a), "
                "d AS (SELECT count(*) AS x FROM c) "
                "SELECT x FROM c WHERE x < (SELECT x FROM d)"
            ),
            ["once_a", "once_c"],
        ),
    ],
)
def test_what_is_read_more_than_once_is_worked_out_once(sql: str, made: list[str]) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t AS SELECT unnest([1, 2, 3]) AS x")
        expected = sorted(connection.execute(sql).fetchall())
        tree, spark = sqlglot.parse_one(sql, read="duckdb"), Kept(connection=connection)
        with worked_out_once(spark, tree, spark.asked):  # type: ignore[arg-type]
            found = sorted(connection.execute(tree.sql(dialect="duckdb")).fetchall())
        assert found == expected
        assert spark.made == made
        assert connection.execute("SHOW TABLES").fetchall() == [("t",)]
