"""What a statement defines by WITH and reads more than once, worked out once for all its readers.

Comes in: the tree of a statement. Goes out: the tree, reading rows that Spark keeps for it. DuckDB
writes such a relation down of its own accord, Spark works it out anew wherever it is read. Refuses to
keep what is marked as passed on, and what only reads a table.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from sqlglot import exp

# No table of the store, and nothing that a statement defines, has a name that begins so.
_PREFIX = "once_"


@contextmanager
def worked_out_once(
    session: "SparkSession", tree: "exp.Expr", asked: "Callable[[exp.Expr], DataFrame]"
) -> Iterator[None]:
    """Put rows in the place of each relation that `tree` reads more than once, until the block ends.

    Args:
        session: whose tables the rows become.
        tree: the statement; it is changed.
        asked: what a tree's statement answers on Spark.
    """
    from sqlglot import exp

    clause = tree.args.get("with_")
    defined = {each.alias: each for each in clause.expressions} if clause else {}
    reads = Counter(table.name for table in tree.find_all(exp.Table) if table.name in defined)
    kept: list[str] = []
    try:
        for name, each in defined.items():
            if reads[name] > 1 and _is_work(each):
                frame = asked(_alone(name, defined)).localCheckpoint(eager=True)
                kept.append(f"{_PREFIX}{name}")
                frame.createOrReplaceTempView(kept[-1])
                each.set("this", exp.select("*").from_(kept[-1]))
        yield
    finally:
        for view in kept:
            session.catalog.dropTempView(view)


def _is_work(relation: "exp.CTE") -> bool:
    """Whether working it out again costs anything, and nobody says that it is cheaper so."""
    from sqlglot import exp

    body = relation.this
    tables = list(body.find_all(exp.Table))
    plain = len(tables) == 1 and isinstance(body, exp.Select) and body.is_star
    narrowed = any(body.args.get(part) for part in ("where", "group", "distinct"))
    return relation.args.get("materialized") is not False and bool(tables) and (
        not plain or narrowed
    )  # fmt: skip


def _alone(name: str, defined: "Mapping[str, exp.CTE]") -> "exp.Expr":
    """The statement of one relation, with those before it that it reads."""
    from sqlglot import exp

    query = defined[name].this.copy()
    needed: set[str] = set()
    waiting = [table.name for table in query.find_all(exp.Table)]
    while waiting:
        one = waiting.pop()
        if one in defined and one not in needed:
            needed.add(one)
            waiting += [table.name for table in defined[one].this.find_all(exp.Table)]
    before = [each.copy() for other, each in defined.items() if other in needed]
    if before:
        query.set("with_", exp.With(expressions=before))
    return query
