"""The province on Spark: the same figures, problems and receipts as on DuckDB, and on two cores.

Comes in: nothing, or `--smoke`. Goes out: two lines of the table, and build/bench/spark.json. The
same workbooks are ingested into a workspace and, by Spark, into a lake; every cell of every table and
every figure of the week's bulletin is compared.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.desk import Desks
from benchmarks.measure import BENCH, DONE, ENFORCE, ROOT, Line, interleaved, ratio, run
from benchmarks.row import Size, row_main
from benchmarks.simulation import PROVINCE, Plan, make_simulation

_AT = ("--received", "2026-01-12T09:00")
_WEEK = ("report", "--week", "--date", "2026-01-11", "--json", "--known-at", "2026-01-12T10:00")
# The bulletin's figures as cells: what a figure is of, and what it says.
_FIGURE = ("indicator", "action", "court", "value", "unit", "previous", "change", "target", "note")


def measure(size: Size) -> list[Line]:
    """Ingest on local[1] and local[2] in turn, then everything compared."""
    small = Plan(name="province", courts=8, weeks=1, cases=50)
    plan = small if size.smoke else PROVINCE
    made = make_simulation(BENCH, plan)
    with tempfile.TemporaryDirectory(dir=BENCH) as folder:
        desks = Desks(Path(folder))
        desk = desks.fresh(made)

        def lake(cores: int, place: int) -> list[str]:
            to = str(Path(folder, f"lake-{cores}-{place}"))
            asked = ["lake", "ingest", str(made / "returns"), to, "--master", f"local[{cores}]"]
            return [*ENFORCE, *asked, *_AT, "-C", str(desk), "-q"]

        runs = interleaved(
            {
                "local[2]": lambda place: lake(2, place),
                "local[1]": lambda place: lake(1, place),
            },
            1,
            watched=("local[2]",),
        )
        run([*ENFORCE, "ingest", str(made / "returns"), *_AT, "-C", str(desk), "-q"])
        cells, differing = _compared(desk, Path(folder, "lake-2-1"))
    what = f"province ({plan.courts} courts × {plan.cases:,} cases, four forms)"
    return [
        Line(
            id="spark-equal",
            what=f"{what} on Spark and on DuckDB: cells that differ",
            value=float(differing),
            goal=0,
            note=f"{cells:,} cells compared: every table, and the week's figures by each engine",
        ),
        Line(
            id="spark-cores",
            what=f"{what}: ingest on Spark local[2] / local[1]",
            value=ratio(runs, "local[2]", "local[1]"),
            goal=1.2 if size.smoke else 0.65,
            unit="×",
            runs=runs,
        ),
    ]


def _compared(desk: Path, lake: Path) -> tuple[int, int]:
    """How many cells there are, and how many differ between the store and the lake."""
    from enforcement_cli.store.lake.layout import table_columns

    cells = differing = 0
    with duckdb.connect(desk / "store.duckdb", read_only=True) as store:
        store.execute("SET memory_limit = '3GB'")
        for table, columns in table_columns().items():
            ours = f"SELECT {', '.join(_named(columns))} FROM {table}"
            pattern = f"{lake / table}/*/*/*.parquet"
            if not any((lake / table).glob("*/*/*.parquet")):
                pattern = ""
            theirs = (
                f"SELECT {', '.join(_named(columns))} FROM"
                f" read_parquet('{pattern}', hive_partitioning = false)"
            )
            rows = _one(store, f"SELECT count(*) FROM ({ours})")
            cells += rows * len(columns)
            if not pattern:
                differing += rows * len(columns)
                continue
            their_rows = _one(store, f"SELECT count(*) FROM ({theirs})")
            missing = _one(store, f"SELECT count(*) FROM ({ours} EXCEPT ALL {theirs})")
            # What they have and we have not follows from how many there are.
            differing += len(columns) * (missing + their_rows - rows + missing)
    mine = _figures(*_WEEK, "-C", str(desk))
    spark = ("--lake", str(lake), "--engine", "spark", "--master", "local[2]")
    his = _figures(*_WEEK, *spark, "-C", str(desk))
    cells += len(mine) * len(_FIGURE)
    differing += sum(
        one.get(name) != other.get(name)
        for one, other in zip(mine, his, strict=False)
        for name in _FIGURE
    )
    return cells, differing + abs(len(mine) - len(his)) * len(_FIGURE)


def _named(columns: dict[str, str]) -> Iterator[str]:
    """Columns by their kinds: a list is compared as its text."""
    for name, kind in columns.items():
        yield f'CAST("{name}" AS {kind}) AS "{name}"'


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])


def _figures(*asked: str) -> list[dict[str, Any]]:
    said = subprocess.run([*ENFORCE, *asked], check=False, capture_output=True, cwd=ROOT)
    if said.returncode not in DONE:
        raise RuntimeError((said.stderr + said.stdout).decode(errors="replace")[-2000:])
    figures: list[dict[str, Any]] = json.loads(said.stdout)["data"]["figures"]
    return figures


if __name__ == "__main__":
    row_main(__doc__, "spark", measure)
