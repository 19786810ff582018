"""Files and rows on Spark: bytes handed to Python in tasks, tables handed back, Parquet written.

Comes in: files by address and a function of their bytes, tables of pyarrow. Goes out: what the
function made of each, kept in the cluster; rows as files of a lake. Refuses to know what a return is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from enforcement_cli.store.lake.layout import PERIOD, PROVINCE, table_columns

if TYPE_CHECKING:
    from pyspark.core.broadcast import Broadcast
    from pyspark.sql import DataFrame, SparkSession

_SPARK_KINDS = {
    "VARCHAR": "STRING",
    "INTEGER": "INT",
    "BIGINT": "BIGINT",
    "DATE": "DATE",
    "BOOLEAN": "BOOLEAN",
    "TIMESTAMP": "TIMESTAMP_NTZ",
    "VARCHAR[]": "ARRAY<STRING>",
}
_ARROW_KINDS: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "DATE": pa.date32(),
    "BOOLEAN": pa.bool_(),
    "TIMESTAMP": pa.timestamp("us"),
    "VARCHAR[]": pa.list_(pa.string()),
}
# Files in one handful to Python: their bytes are in memory at once.
_AT_ONCE = "32"
_FEWEST_BYTES, _MOST_BYTES = 256 << 10, 64 << 20
# What opening a file weighs against reading its bytes when tasks are cut: a small one is no less work.
_OPENING_BYTES = 64 << 10
_TASKS_A_CORE = 6
_LISTED_HERE = "5000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One file handed to a task: its number in the listing, and its bytes."""

    number: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The return a part of the facts belongs to, and the folders its rows go to."""

    return_id: int
    period: str
    province: str


# What is made of files: rows of plain values, with the columns that are asked for.
Work = Callable[[Iterable[Piece]], Iterator[Mapping[str, object]]]
_PART_KEY = {"number": "BIGINT", "place": "INTEGER"}


def part_kinds(said: Mapping[str, str], tables: Sequence[str]) -> pa.Schema:
    """The columns of what work gives: which file and form, what is said of it, tables as bytes."""
    kinds = {name: _ARROW_KINDS[kind] for name, kind in (_PART_KEY | dict(said)).items()}
    return pa.schema([*kinds.items(), *((name, pa.binary()) for name in ("told", *tables))])


def work_over(
    session: "SparkSession",
    files: Mapping[str, tuple[int, int]],
    work: Work,
    schema: pa.Schema,
) -> "DataFrame":
    """What `work` makes of the bytes of files, each in some task; a file that Spark loses has none.

    Args:
        session: Spark's.
        files: an address a file, as Spark spells it, with its number and its size.
        work: runs where the tasks run; it gets the files of a task one after the other.
        schema: of the rows it gives.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    cores = max(int(session.sparkContext.defaultParallelism), 1)
    total = sum(size + _OPENING_BYTES for _, size in files.values())
    share = min(max(total // (cores * _TASKS_A_CORE), _FEWEST_BYTES), _MOST_BYTES)
    session.conf.set("spark.sql.files.maxPartitionBytes", str(share))
    session.conf.set("spark.sql.files.openCostInBytes", str(_OPENING_BYTES))
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", _AT_ONCE)
    # To look each path up here takes a blink; a job for it takes seconds.
    session.conf.set("spark.sql.sources.parallelPartitionDiscovery.threshold", _LISTED_HERE)
    numbers = session.sparkContext.broadcast({uri: number for uri, (number, _) in files.items()})
    content = (
        session.read.format("binaryFile")
        .option("ignoreMissingFiles", "true")
        .option("ignoreCorruptFiles", "true")
        .load([_literal(uri) for uri in files])
        .select("path", "content")
    )

    def in_task(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        pieces = (
            Piece(number=numbers.value[path.as_py()], content=content.as_py())
            for batch in batches
            for path, content in zip(batch.column(0), batch.column(1), strict=True)
        )
        for row in work(pieces):
            yield pa.RecordBatch.from_pylist([dict(row)], schema)

    return content.mapInArrow(in_task, from_arrow_schema(schema))


def with_rows(
    session: "SparkSession",
    frame: "DataFrame | None",
    rows: Sequence[Mapping[str, object]],
    schema: pa.Schema,
) -> "DataFrame":
    """The rows of a frame and those that were made here."""
    if frame is not None and not rows:
        return frame
    here = session.createDataFrame(pa.Table.from_pylist([dict(row) for row in rows], schema))
    return here if frame is None else frame.unionByName(here)


def write_rows(
    frame: "DataFrame", folders: Mapping[str, str], targets: Mapping[tuple[int, int], Target]
) -> None:
    """The rows of some tables, of the parts that have a target, as Parquet.

    A table's last task is often one, which writes its only folder: the cores it leaves idle take
    the next table's.

    Args:
        frame: what `work_over` gave, a column a table holding its rows as bytes of Arrow.
        folders: by table of the store, a new one for its rows, partitioned as a lake's.
        targets: by number and place.
    """
    known = frame.sparkSession.sparkContext.broadcast(dict(targets))
    with ThreadPoolExecutor(max_workers=max(len(folders), 1)) as pool:
        started = [
            pool.submit(_write_table, frame, table, known, folder)
            for table, folder in folders.items()
        ]
        for each in started:
            each.result()


def _write_table(
    frame: "DataFrame",
    table: str,
    known: "Broadcast[dict[tuple[int, int], Target]]",
    folder: str,
) -> None:
    kinds = {**table_columns()[table], PERIOD: "VARCHAR", PROVINCE: "VARCHAR"}

    def in_task(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number, place, data in zip(*(each.to_pylist() for each in batch), strict=True):
                target = known.value.get((number, place))
                if target is not None:
                    yield from _numbered(data, kinds, target)

    spark_kinds = ", ".join(f"`{name}` {_SPARK_KINDS[kind]}" for name, kind in kinds.items())
    rows = frame.where(f"`{table}` IS NOT NULL").select("number", "place", table)
    # Few large files, not one a task: adaptive execution cuts what is too large for one.
    (
        rows.mapInArrow(in_task, spark_kinds)
        .hint("rebalance", PERIOD, PROVINCE)
        .write.mode("overwrite")
        .partitionBy(PERIOD, PROVINCE)
        .parquet(folder)
    )


def as_bytes(rows: pa.Table) -> bytes:
    """A table as bytes that a column can hold."""
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.ipc.new_stream(sink, rows.schema, options=options) as stream:
        stream.write_table(rows)
    return bytes(sink.getvalue())


def schema_of(table: str) -> str:
    """The columns of a table as Spark declares them."""
    columns = table_columns()[table]
    return ", ".join(f"`{name}` {_SPARK_KINDS[kind]}" for name, kind in columns.items())


def _literal(uri: str) -> str:
    """An address whose brackets are brackets, not a pattern of names."""
    return re.sub(r"([\[\]{}*?])", r"\\\1", uri)


def _numbered(data: bytes, kinds: Mapping[str, str], target: Target) -> Iterator[pa.RecordBatch]:
    """The rows with all columns of the table: what nothing stood in is NULL."""
    rows = pa.ipc.open_stream(data).read_all()
    fixed: dict[str, Any] = {
        "return_id": target.return_id, PERIOD: target.period, PROVINCE: target.province
    }  # fmt: skip
    columns = []
    for name, kind in kinds.items():
        if name in fixed:
            columns.append(pa.repeat(pa.scalar(fixed[name], _ARROW_KINDS[kind]), rows.num_rows))
        elif name in rows.column_names:
            columns.append(rows.column(name).combine_chunks().cast(_ARROW_KINDS[kind]))
        else:
            columns.append(pa.nulls(rows.num_rows, _ARROW_KINDS[kind]))
    schema = pa.schema([(name, _ARROW_KINDS[kind]) for name, kind in kinds.items()])
    yield from pa.Table.from_arrays(columns, schema=schema).to_batches()
