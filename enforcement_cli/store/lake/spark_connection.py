"""Spark over the files of a lake, in place of a store that is only read.

Comes in: the address of a lake. Goes out: a connection whose tables have the store's names. Refuses
to start without pyspark.
"""

from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path

from enforcement_cli.model.failure import BadConfiguration
from enforcement_cli.model.lake import LakePlace
from enforcement_cli.store.session import Connection


def open_lake_on_spark(lake: LakePlace, *, spill: Path) -> AbstractContextManager[Connection]:
    """A connection to a lake, answered by Spark.

    Raises:
        BadConfiguration: pyspark is not installed.
    """
    missing = find_spec("pyspark") is None
    raise BadConfiguration(
        "没有安装 Spark。" if missing else "Spark 还不能读数据湖。",
        where=f"--engine spark {lake.address} {spill}",
        remedy="请安装 enforce-desk[spark]，或用 --engine duckdb。",
    )
