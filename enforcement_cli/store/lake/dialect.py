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
    # A report asks some thousand questions in one statement.
    "max_ast_elements": 10_000_000,
    "max_expanded_ast_elements": 10_000_000,
    "max_query_size": 1 << 28,
}


def spark_sql(sql: "str | exp.Expr") -> str:
    """The statement, or its tree, for Spark 4 in ANSI mode, which is its own default."""
    return _written(sql, "spark", _for_spark)


def clickhouse_sql(sql: str) -> str:
    """The statement for ClickHouse under CLICKHOUSE_SETTINGS, its columns all Nullable."""
    return _written(sql, "clickhouse", _for_clickhouse)


def _written(
    sql: "str | exp.Expr", dialect: str, change: "Callable[[exp.Expr], exp.Expr | None]"
) -> str:
    import sqlglot

    tree = sqlglot.parse_one(sql, read="duckdb") if isinstance(sql, str) else sql
    # From the leaves up: what is put in place of a node keeps what its own parts became.
    for node in reversed(list(tree.walk())):
        if node.args.get("materialized") is not None:
            node.set("materialized", None)  # a word to DuckDB's planner alone
        changed = change(node)
        if changed is not None:
            node.replace(changed)
    # Names keep their quotes from here on: `row`, `at` and `by` are words of one engine or another.
    written: str = tree.sql(dialect=dialect, identify=True)
    return written


def _for_spark(node: "exp.Expr") -> "exp.Expr | None":
    """What stands for a node in Spark, where sqlglot's own word would answer otherwise."""
    from sqlglot import exp

    if isinstance(node, exp.ArgMax | exp.ArgMin):
        # max_by gives NULL where the greatest row has none; arg_max the greatest that has a value.
        known = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.Null()))
        return exp.Filter(this=node.copy(), expression=exp.Where(this=known))
    if isinstance(node, exp.ArrayOverlaps):
        return _called("arrays_overlap", node.this, node.expression)
    if isinstance(node, exp.Log) and node.expression is not None:
        # log(10, 1000) is 2.9999999999999996 there.
        return _called("log10", node.expression)
    return None


def _for_clickhouse(node: "exp.Expr") -> "exp.Expr | None":
    """What stands for a node in ClickHouse, where sqlglot's own word would answer otherwise."""
    from sqlglot import exp

    if isinstance(node, exp.Column) and node.table and node.arg_key == "expressions":
        # What two sides of a join have is called `p.court` in the result, dot and all.
        plain = isinstance(node.parent, exp.Select) and not node.is_star
        return exp.alias_(node.copy(), node.name) if plain else None
    if isinstance(node, exp.DataType):
        # Its DATE ends in 2149 and its DateTime has whole seconds.
        wider = {"DATE": "Date32", "TIMESTAMP": "DateTime64(6)", "TIMESTAMPNTZ": "DateTime64(6)"}
        named = wider.get(node.this.name)
        return exp.DataType.build(f"Nullable({named})", dialect="clickhouse") if named else None
    if isinstance(node, exp.BitwiseAnd | exp.ArrayOverlaps):
        name = "bitAnd" if isinstance(node, exp.BitwiseAnd) else "hasAny"
        return _called(name, node.this, node.expression)
    if isinstance(node, exp.TryCast):
        return _called("accurateCastOrNull", node.this, exp.Literal.string(node.to.sql()))
    return _of_rows(node)


def _unfolded(values: "exp.Values") -> "exp.Expr":
    """Rows of literals as an array of tuples: sqlglot makes a SELECT of each, too many to plan."""
    from sqlglot import exp

    rows = [_called("tuple", *row.expressions) for row in values.expressions]
    line = exp.alias_(_called("arrayJoin", exp.Array(expressions=rows)), "line")
    cells = [
        exp.alias_(_called("tupleElement", exp.column("line"), exp.Literal.number(i)), column.name)
        for i, column in enumerate(values.args["alias"].columns, 1)
    ]
    lines = exp.select(line).subquery("lines")
    return exp.select(*cells).from_(lines).subquery(values.alias)


def _of_rows(node: "exp.Expr") -> "exp.Expr | None":
    """The same for what is about rows: where they come from, and what is counted over them."""
    from sqlglot import exp

    if isinstance(node, exp.Join) and node.kind in ("ANTI", "SEMI"):
        node.set("side", "LEFT")
    if isinstance(node, exp.Values):
        return _unfolded(node)
    if isinstance(node, exp.Median):
        # Its median is that of a sample.
        middle = exp.Literal.number("0.5")
        return exp.ParameterizedAgg(
            this="quantileExactInclusive", expressions=[middle], params=[node.this.copy()]
        )
    if isinstance(node, exp.Lag | exp.Lead | exp.FirstValue):
        # Of a column that cannot be NULL, what lies before the first row would be 0 or ''.
        node.set("this", _called("toNullable", node.this))
        # Unless told, it is the first value that is not NULL.
        return exp.RespectNulls(this=node.copy()) if isinstance(node, exp.FirstValue) else None
    if isinstance(node, exp.Count) and not isinstance(node.parent, exp.Window):
        # Unsigned there, and of no common type with a sum.
        return _called("toInt64", node)
    return None


def _called(name: str, *arguments: "exp.Expr") -> "exp.Expr":
    from sqlglot import exp

    return exp.Anonymous(this=name, expressions=[argument.copy() for argument in arguments])
