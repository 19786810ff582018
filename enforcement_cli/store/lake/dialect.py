"""The subset of SQL that enforce writes (docs/sql-subset.md), in the words of Spark and ClickHouse.

Comes in: a statement in DuckDB's dialect. Goes out: the same question for another engine. sqlglot
translates; where its translation would answer otherwise, the tree is changed first, each time with
the reason. Refuses to run anything and to understand SQL outside the subset.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlglot import exp

# What makes ClickHouse answer as SQL is meant: NULL for what a join did not find and for the sum of
# nothing, a name in a condition is the column and no alias, moments without a zone.
CLICKHOUSE_SETTINGS: dict[str, int | str] = {
    "join_use_nulls": 1,
    "aggregate_functions_null_for_empty": 1,
    "prefer_column_name_to_alias": 1,
    "cast_keep_nullable": 1,
    "session_timezone": "UTC",
}


def spark_sql(sql: str) -> str:
    """The statement for Spark 4 in ANSI mode, which is its own default."""
    return _written(sql, "spark", _for_spark)


def clickhouse_sql(sql: str) -> str:
    """The statement for ClickHouse under CLICKHOUSE_SETTINGS, its columns all Nullable."""
    return _written(sql, "clickhouse", _for_clickhouse)


def _written(sql: str, dialect: str, change: "Callable[[exp.Expr], exp.Expr]") -> str:
    import sqlglot

    tree = sqlglot.parse_one(sql, read="duckdb")
    # Names keep their quotes from here on: `row`, `at` and `by` are words of one engine or another.
    return tree.transform(change, copy=False).sql(dialect=dialect, identify=True)


def _for_spark(node: "exp.Expr") -> "exp.Expr":
    from sqlglot import exp

    if isinstance(node, exp.ArgMax | exp.ArgMin):
        # max_by gives NULL where the greatest row has none; arg_max the greatest that has a value.
        if isinstance(node.parent, exp.Filter):
            return node
        known = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.Null()))
        return exp.Filter(this=node, expression=exp.Where(this=known))
    if isinstance(node, exp.ArrayOverlaps):
        return _called("arrays_overlap", node.this, node.expression)
    if isinstance(node, exp.Log) and node.expression is not None:
        # log(10, 1000) is 2.9999999999999996 there.
        return _called("log10", node.expression)
    return node


def _for_clickhouse(node: "exp.Expr") -> "exp.Expr":
    from sqlglot import exp

    if isinstance(node, exp.Column) and node.table and node.arg_key == "expressions":
        # What two sides of a join have is called `p.court` in the result, dot and all.
        if isinstance(node.parent, exp.Select) and not node.is_star:
            return exp.alias_(node, node.name)
        return node
    if isinstance(node, exp.Median):
        # Its median is a sample's, and an estimate over many rows.
        return exp.ParameterizedAgg(
            this="quantileExactInclusive",
            expressions=[exp.Literal.number("0.5")],
            params=[node.this],
        )
    if isinstance(node, exp.Lag | exp.Lead | exp.FirstValue):
        # Of a column that cannot be NULL, what lies before the first row would be 0 or ''.
        if not isinstance(node.this, exp.Anonymous):
            node.set("this", _called("toNullable", node.this))
        if isinstance(node, exp.FirstValue) and not isinstance(node.parent, exp.RespectNulls):
            return exp.RespectNulls(this=node)  # else it is the first that is not NULL
        return node
    if isinstance(node, exp.Join) and node.kind in ("ANTI", "SEMI"):
        node.set("side", "LEFT")
    if isinstance(node, exp.ArrayOverlaps):
        return _called("hasAny", node.this, node.expression)
    if isinstance(node, exp.BitwiseAnd):
        return _called("bitAnd", node.this, node.expression)
    if isinstance(node, exp.TryCast):
        return _called("accurateCastOrNull", node.this, exp.Literal.string(node.to.sql()))
    if isinstance(node, exp.DataType):
        # Its DATE ends in 2149 and its DateTime has whole seconds.
        if node.this == exp.DataType.Type.DATE:
            return exp.DataType.build("Nullable(Date32)", dialect="clickhouse")
        if node.this in (exp.DataType.Type.TIMESTAMP, exp.DataType.Type.TIMESTAMPNTZ):
            return exp.DataType.build("Nullable(DateTime64(6))", dialect="clickhouse")
    return node


def _called(name: str, *arguments: "exp.Expr") -> "exp.Expr":
    from sqlglot import exp

    return exp.Anonymous(this=name, expressions=list(arguments))
