"""Runs a script of statements on Spark and writes the rows they give.

Comes in: the path of a pickled pair: Parquet files by table, statements each with the name it is
kept under, or none. Goes out: a pickled list of rows a statement, beside the script.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path


def main(script: Path) -> None:
    """Run it."""
    from pyspark.sql import SparkSession

    tables, steps = pickle.loads(script.read_bytes())  # noqa: S301  # the parent's own
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.adaptive.enabled", "false")
        # Spark 4.3 plans a union of relations with unlike partitions that it then cannot run.
        .config("spark.sql.unionOutputPartitioning", "false")
        # Over a handful of rows nearly all time would go into compiling.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.memory", "2g")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    for table, path in tables.items():
        session.read.parquet(str(path)).createOrReplaceTempView(table)
    answers = []
    for keep, sql in steps:
        try:
            frame = session.sql(sql)
            if keep:
                frame.localCheckpoint(eager=True).createOrReplaceTempView(keep)
            else:
                answers.append([tuple(row) for row in frame.collect()])
        except Exception as error:
            raise SystemExit(f"{keep}: …{sql[-1000:]}\n{str(error)[:2000]}") from error
    script.with_suffix(".answers").write_bytes(pickle.dumps(answers))
    session.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
