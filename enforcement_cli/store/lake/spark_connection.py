"""Spark over the files of a lake, in place of a store that is only read.

Comes in: the address of a lake. Goes out: a connection whose tables have the store's names. What
speaks of cases, money and measures is asked of Spark; the small tables (what courts state of
themselves is one), and what is made of them alone, are DuckDB's in this process, which has answered
before Spark has planned. Refuses to write a row.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enforcement_cli.disk.whole import passing_folder
from enforcement_cli.model.engine import Answer
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.lake import LakePlace
from enforcement_cli.store.lake.dialect import spark_sql
from enforcement_cli.store.lake.files import LakeFiles, LocalFiles, RemoteFiles, mirrored
from enforcement_cli.store.lake.layout import LAKE_FILE, check_version, head_of, tables
from enforcement_cli.store.lake.spark import spark_session
from enforcement_cli.store.lake.spark_once import worked_out_once
from enforcement_cli.store.lake.spark_rows import schema_of
from enforcement_cli.store.lake.working import working_copy
from enforcement_cli.store.schema import FACT_TABLES
from enforcement_cli.store.session import Connection

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from sqlglot import exp

_STATED = "statements"
_LARGE = tuple(table for table in FACT_TABLES if table != _STATED)
_SMALL = tuple(table for table in tables() if table not in _LARGE)


@contextmanager
def open_lake_on_spark(lake: LakePlace, *, spill: Path) -> Iterator[Connection]:
    """A connection to a lake, answered by Spark.

    Args:
        lake: where it is, and on which cluster.
        spill: the folder in which what this process holds of it passes.

    Raises:
        BadConfiguration: pyspark or a Java is not there, or the cluster does not answer.
        UnknownName: there is no lake.
        StoreBroken: it is of another version, or a file cannot be read.
    """
    with spark_session(lake.master) as session, passing_folder(spill) as passing:
        files: LakeFiles = (
            LocalFiles(root=lake.folder)
            if lake.is_local
            else RemoteFiles(session=session, root=lake.address)
        )
        data = files.read(LAKE_FILE)
        if data is None:
            raise UnknownName(
                f"这里没有数据湖（没有 {LAKE_FILE}）。",
                where=lake.address,
                remedy="请核对路径；由工作区写一个数据湖：enforce lake export 文件夹。",
            )
        head = head_of(data, lake.address)
        check_version(head, lake.address)
        root = mirrored(files, session, passing, only=_SMALL)
        with working_copy(root, head, spill=spill, facts=(_STATED,)) as small:
            connection = SparkConnection(session=session, small=small)
            _lay_facts(connection, files)
            yield connection


@dataclass(frozen=True, slots=True, kw_only=True)
class SparkAnswer:
    """The rows of one statement, asked for when they are read."""

    frame: "DataFrame"
    _rest: list[Iterator[Any]] = field(default_factory=list)

    def fetchall(self) -> list[Any]:
        """Every row that was not read yet."""
        return list(self._rows())

    def fetchone(self) -> Any:
        """The next row, or None."""
        return next(self._rows(), None)

    def to_arrow_table(self) -> Any:
        """Every row, as a table of pyarrow."""
        return self.frame.toArrow()

    @property
    def description(self) -> Any:
        """A tuple a column, its name first."""
        return [(name,) for name in self.frame.columns]

    def _rows(self) -> Iterator[Any]:
        if not self._rest:
            self._rest.append(tuple(map(_plain, row)) for row in self.frame.collect())
        return self._rest[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SparkConnection:
    """Answers statements of DuckDB's dialect; `distributed` are the tables that Spark has made."""

    session: "SparkSession"
    small: Connection
    distributed: set[str] = field(default_factory=lambda: set(_LARGE))
    handed_on: set[str] = field(default_factory=set)

    def execute(self, query: str, parameters: object = None, /) -> Answer:
        """Run one statement with `parameters` in the place of its question marks."""
        return self._asked(query, parameters) or self.small.execute(query, parameters)

    def _asked(self, query: str, parameters: object) -> "SparkAnswer | None":
        """What Spark answers; None where nothing of it is Spark's."""
        import sqlglot
        from sqlglot import exp

        values: Sequence[object] = list(parameters) if isinstance(parameters, list | tuple) else []
        tree = sqlglot.parse_one(_bound(query, values), read="duckdb")
        _prune(tree)
        made = tree.find(exp.Table).name if isinstance(tree, exp.Create | exp.Drop) else ""
        read = _tables_of(tree) - ({made} if isinstance(tree, exp.Drop) else set())
        if isinstance(tree, exp.Drop):
            self._forget(made)
        elif read & self.distributed:
            return self._on_spark(tree, made, read)
        elif made:
            self._forget(made)
        return None

    def sql(self, query: str, /, *, params: object = None) -> Any:
        """The rows of one statement, of which `to_arrow_table()` makes a table of pyarrow."""
        return self._asked(query, params) or self.small.sql(query, params=params)

    def register(self, view_name: str, python_object: object, /) -> Any:
        """Make a table of pyarrow readable under a name."""
        return self.small.register(view_name, python_object)

    def unregister(self, view_name: str, /) -> Any:
        """Forget it."""
        self._forget(view_name)
        return self.small.unregister(view_name)

    def _on_spark(self, tree: "exp.Expr", made: str, read: set[str]) -> SparkAnswer:
        from sqlglot import exp

        for name in sorted(read - self.distributed - self.handed_on):
            self._hand_on(name)
        asked = tree.expression if made else tree
        for table in asked.find_all(exp.Table):
            if table.db == "temp":
                table.set("db", None)
        with worked_out_once(self.session, asked, self._answered):
            frame = self._answered(asked)
            if made:
                # Kept as rows: as a question it would be asked again by all that is made of it.
                frame.localCheckpoint(eager=True).createOrReplaceTempView(made)
        if not made:
            return SparkAnswer(frame=frame)
        self.distributed.add(made)
        # Whoever asks DuckDB which tables were made finds it there.
        self.small.execute(f'CREATE OR REPLACE TEMP TABLE "{made}" (elsewhere BOOLEAN)')
        return SparkAnswer(frame=frame.limit(0))

    def _answered(self, tree: "exp.Expr") -> "DataFrame":
        return self.session.sql(spark_sql(tree))

    def _hand_on(self, name: str) -> None:
        """Give Spark a table that is here."""
        numbered = "rowid, *" if name == "events" else "*"
        rows = self.small.sql(f'SELECT {numbered} FROM "{name}"').to_arrow_table()
        self.session.createDataFrame(rows).createOrReplaceTempView(name)
        self.handed_on.add(name)

    def _forget(self, name: str) -> None:
        """A table goes, or another takes its name."""
        if name in self.distributed or name in self.handed_on:
            self.session.catalog.dropTempView(name)
        self.distributed.discard(name)
        self.handed_on.discard(name)


def _lay_facts(connection: SparkConnection, files: LakeFiles) -> None:
    """The facts under the store's names: of returns that are there, whatever else lies about."""
    connection._hand_on("returns")  # noqa: SLF001  # they tell what counts
    counted = connection.session.table("returns").select("return_id")
    for table in _LARGE:
        read = connection.session.read.schema(schema_of(table))
        there = any(file.name.endswith(".parquet") for file in files.listed(table))
        rows = (
            # The folders tell nothing that the rows do not.
            read.option("recursiveFileLookup", "true").parquet(f"{files.address}/{table}")
            if there
            else connection.session.createDataFrame([], schema_of(table))
        )
        rows.join(counted.hint("broadcast"), "return_id", "left_semi").createOrReplaceTempView(
            table
        )


def _tables_of(tree: "exp.Expr") -> set[str]:
    """The tables that a statement reads, or makes; what it names itself is none."""
    from sqlglot import exp

    own = {each.alias for each in tree.find_all(exp.CTE)}
    made = tree.this if isinstance(tree, exp.Create) else None
    return {
        table.name
        for table in tree.find_all(exp.Table)
        if table is not made and isinstance(table.this, exp.Identifier) and table.name not in own
    }


def _prune(tree: "exp.Expr") -> None:
    """Take out what a statement names by WITH and does not ask: whose tables it speaks of matters."""
    from sqlglot import exp

    clause = tree.find(exp.With)
    if clause is None or (clause.parent is not tree and clause.parent is not tree.expression):
        return
    named = {each.alias: each for each in clause.expressions}
    inside = {id(table) for table in clause.find_all(exp.Table)}
    asked = [table.name for table in tree.find_all(exp.Table) if id(table) not in inside]
    used: set[str] = set()
    while asked:
        name = asked.pop()
        if name in named and name not in used:
            used.add(name)
            asked += [table.name for table in named[name].find_all(exp.Table)]
    clause.set("expressions", [each for name, each in named.items() if name in used])
    if not used:
        clause.pop()


def _bound(query: str, values: Sequence[object]) -> str:
    """The statement with values written in the place of its marks."""
    import sqlglot
    from sqlglot.tokens import TokenType

    tokens = sqlglot.tokenize(query, read="duckdb")
    marks = [token for token in tokens if token.token_type == TokenType.PLACEHOLDER]
    if len(marks) != len(values):
        raise ValueError(f"{len(marks)} marks, {len(values)} values")
    for mark, value in reversed(list(zip(marks, values, strict=True))):
        word = _literal(value).sql(dialect="duckdb")
        query = f"{query[: mark.start]}{word}{query[mark.end + 1 :]}"
    return query


def _literal(value: object) -> "exp.Expr":
    """A value as a word of SQL; a text stays a text whatever it holds."""
    from sqlglot import exp

    if isinstance(value, list | tuple):
        return exp.Array(expressions=[_literal(each) for each in value])
    if isinstance(value, datetime):
        return exp.cast(exp.Literal.string(value.isoformat(" ")), "TIMESTAMP")
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "DATE")
    if value is None or isinstance(value, bool | int | str | Decimal):
        return exp.convert(value)
    raise TypeError(f"no word of SQL for {type(value).__name__}")


def _plain(value: Any) -> Any:
    """A value as DuckDB gives it: structs as dictionaries, whole numbers as int."""
    from pyspark.sql import Row

    if isinstance(value, Row):
        return {name: _plain(each) for name, each in value.asDict().items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal) and value.as_tuple().exponent == 0:
        return int(value)
    return value
