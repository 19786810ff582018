"""A session of Spark: on this machine, or on the cluster that its user names.

Comes in: a master, or none. Goes out: a session whose texts, days and moments are the store's.
Refuses to load pyspark before it is asked, to listen beyond this machine where it needs no other,
and to be loud: a clerk's screen is no log.
"""

import contextlib
import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import IO, TYPE_CHECKING

from enforcement_cli.model.failure import BadConfiguration, EnforceError
from enforcement_cli.store.lake.java import has_java, start_carried_java

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# Where Spark's own files say which cluster is meant, or somebody has started it already.
_SET_ELSEWHERE = ("SPARK_HOME", "SPARK_CONF_DIR", "PYSPARK_GATEWAY_PORT")
# Moments are kept without a zone: no clock of a machine may move them.
_ALWAYS = {
    "spark.app.name": "enforce",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.adaptive.enabled": "true",
    # Else 4.3 may plan a union of relations cut into unlike parts, and cannot run it.
    "spark.sql.unionOutputPartitioning": "false",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.maxPlanStringLength": "10000",
    "spark.python.worker.reuse": "true",
    "spark.log.level": "ERROR",
}
_ON_THIS_MACHINE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.memory": "2g",
    "spark.sql.shuffle.partitions": "4",
    "spark.pyspark.python": sys.executable,
    # Java's second compiler takes more of a few cores than it gives back: the work is Python's.
    "spark.driver.extraJavaOptions": (
        "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=512m -Xlog:disable -Xlog:all=error:stderr"
    ),
}
# What fails comes to us as an exception; these print it as well, in a page of JSON.
_LOUD = ("SQLQueryContextLogger", "DataFrameQueryContextLogger")
_LAST_WORDS = 2000


@contextmanager
def spark_session(master: str | None) -> "Iterator[SparkSession]":
    """A session: the one this process has, else a new one that ends with the block.

    Args:
        master: as Spark takes it (`yarn`, `k8s://…`, `local[2]`). None: as Spark's own files say
            where there are such, else this machine.

    Raises:
        BadConfiguration: pyspark or a Java is not there, or the cluster does not answer.
        EnforceError: Java or the cluster gave up in the midst of the block.
    """
    if find_spec("pyspark") is None:
        raise BadConfiguration(
            "没有安装 Spark。",
            where="--engine spark",
            remedy="请安装 enforce-desk[spark]；读本机的数据湖也可以用 --engine duckdb。",
        )
    # It warns of a pandas newer than the one it was tried with; nothing of ours uses its pandas.
    warnings.filterwarnings("ignore", category=FutureWarning, module=r"pyspark\.")
    for name in _LOUD:
        logging.getLogger(name).disabled = True
    from py4j.protocol import Py4JError
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    with tempfile.TemporaryFile() as chatter:
        session = _start(master, chatter)
        session_master = session.sparkContext.master
        try:
            yield session
        except Py4JError as error:
            raise EnforceError(
                f"Spark 中途停了，没有做成：{_last_line(str(error))}",
                where=f"--master {session_master}",
                remedy="请看集群的日志（内存、磁盘、权限），处理后重新运行同一命令。",
            ) from error
        finally:
            with contextlib.suppress(Exception):  # Java went first: there is nothing left to end
                session.stop()


def is_one_machine(session: "SparkSession") -> bool:
    """Whether all of it runs here and sees our files."""
    return str(session.sparkContext.master).startswith("local")


def _start(master: str | None, chatter: IO[bytes]) -> "SparkSession":
    from pyspark.sql import SparkSession

    settings = dict(_ALWAYS)
    if master is None and not any(os.environ.get(name) for name in _SET_ELSEWHERE):
        master = "local[*]"
    if master is not None:
        settings["spark.master"] = master
        if master.startswith("local"):
            settings |= _ON_THIS_MACHINE
    # What reads a file in a task must be the Python that enforce is installed in.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    builder = SparkSession.builder
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        with _errors_to(chatter):
            if not has_java():
                start_carried_java(settings)
            session = builder.getOrCreate()
            session.sparkContext.setLogLevel("ERROR")
    except BadConfiguration:
        raise
    except Exception as error:  # of py4j, of Java, of pyspark: one sentence stands for all
        chatter.seek(0)
        said = chatter.read()[-_LAST_WORDS:].decode("utf-8", "replace").strip()
        why = _last_line(said or str(error) or repr(error))
        raise BadConfiguration(
            f"Spark 启动不了：{why}",
            where=f"--master {master}" if master else "--engine spark",
            remedy="请核对 Java（17 以上）和 --master；读本机的数据湖也可以用 --engine duckdb。",
        ) from error
    return session


def _last_line(said: str) -> str:
    """What matters of a trace of Java's: the last sentence that is no frame."""
    lines = [line.strip() for line in said.splitlines()]
    return next((each for each in reversed(lines) if each and not each.startswith("at ")), "")[:200]


@contextmanager
def _errors_to(file: IO[bytes]) -> Iterator[None]:
    """What this process and those it starts in the block say to the screen goes to a file.

    Java keeps saying it there as long as it lives; what fails comes to us as an exception.
    """
    sys.stderr.flush()
    screen = os.dup(2)
    os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(screen, 2)
        os.close(screen)
