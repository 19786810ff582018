"""The nation's year as a lake: Parquet for 3,500 courts, real workbooks of a sample's last week.

Comes in: how many courts, weeks and cases. Goes out: a folder with desk/ (a workspace), lake/,
returns/ (the last week of the sample, which the lake lacks) and truth.json (by court: cases, closed,
recovered, with the sample's week). Made by DuckDB from the hash of each case's number: the same seed
gives the same bytes. A ledger states what changed: a case when it is filed, 4 of 10 again three
weeks later with money, 3 of 10 four weeks after that, when they are closed.
"""

import json
import multiprocessing
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote

import duckdb

from benchmarks.docket import (
    CAUSES,
    COMPLETED,
    FIRST_CODE,
    INTERIM,
    PROVINCES,
    START,
    Case,
    Court,
    Receipt,
    courts_of,
)
from benchmarks.dress import FORMS, dressed
from benchmarks.nation_sql import COURTS, HEADERS, PLACES, RETURNS, STATED, STEPS, STORY, TRUTH
from benchmarks.package import write_workbook
from benchmarks.simulation import SEED, campaign_text

# One thread: several would write rows in the order in which they come to them.
_ALONE = "SET memory_limit = '4GB'; SET threads = 1"
_METHODS = {"completed": COMPLETED, "closed_interim": INTERIM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """What the nation's simulation holds."""

    courts: int = 3500
    weeks: int = 52
    cases: int = 10_000_000
    sample: int = 31  # courts whose last week is workbooks
    seed: int = SEED

    @property
    def folder(self) -> str:
        """A name that no other nation has."""
        return f"nation-{self.courts}x{self.weeks}x{self.cases}-{self.sample}-{self.seed}"


def make_nation(folder: Path, nation: Nation) -> Path:
    """Made beside and renamed, so that a broken-off run leaves nothing; made already, it is kept."""
    made = folder / nation.folder
    if made.is_dir():
        return made
    beside = made.with_name(f"{made.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    (beside / "returns").mkdir(parents=True)
    courts = courts_of(nation.courts, provinces=PROVINCES)
    story = beside / "story.duckdb"
    with duckdb.connect(story) as connection:
        connection.execute(_ALONE)
        told = {"courts": nation.courts, "cases": nation.cases, "weeks": nation.weeks}
        connection.execute(STORY.format(seed=nation.seed, **told))
        connection.execute(
            COURTS.format(
                provinces=PROVINCES, many=len(PROVINCES), first=FIRST_CODE, courts=nation.courts
            )
        )
    # Not forked: DuckDB's threads would not be there.
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=os.cpu_count(), mp_context=spawning) as pool:
        work = ((story, beside / "lake", nation, week) for week in range(nation.weeks))
        list(pool.map(_write_week, work))
    with duckdb.connect(story, read_only=True) as connection:
        _write_sample(connection, beside / "returns", nation, courts)
        truth = {
            court: {"cases": cases, "closed": closed, "recovered_fen": int(recovered)}
            for court, cases, closed, recovered in connection.execute(
                TRUTH.format(weeks=nation.weeks)
            ).fetchall()
        }
    story.unlink()
    text = json.dumps(truth, indent=1, ensure_ascii=False)
    (beside / "truth.json").write_text(text + "\n", encoding="utf-8")
    _write_head(beside, campaign_text(courts, nation.weeks, forms=("cases",), rows="changed"))
    return beside.rename(made)


def _write_week(work: tuple[Path, Path, Nation, int]) -> None:
    """The Parquet of one week, by province."""
    story, lake, nation, week = work
    chosen = "true" if week < nation.weeks - 1 else f"court_no >= {nation.sample}"
    asked = _asked(nation, week, chosen)
    end = START + timedelta(days=7 * week + 6)
    returns = RETURNS.format(monday=START + timedelta(days=7 * week), **asked)
    columns = ", ".join(
        f"('{field}', {number}, '{header}')"
        for number, (field, header) in enumerate(HEADERS.items(), start=1)
    )
    tables = {
        "cases": STATED.format(start=START, causes=_quoted(CAUSES), many=len(CAUSES), **asked),
        "places": PLACES.format(returns=returns, columns=columns),
        "returns": returns,
    }
    with duckdb.connect(story, read_only=True) as connection:
        connection.execute(_ALONE)
        for table, sql in tables.items():
            _copy(connection, sql, table, lake / table / f"period={end}")


def _copy(connection: duckdb.DuckDBPyConnection, sql: str, table: str, place: Path) -> None:
    from enforcement_cli.store.lake.layout import part_name, table_columns

    place.mkdir(parents=True)
    columns = table_columns()[table]
    found = {column[0] for column in connection.execute(f"DESCRIBE {sql}").fetchall()}
    cast = (
        f'CAST({name if name in found else "NULL"} AS {kind}) AS "{name}"'
        for name, kind in columns.items()
    )
    connection.execute(
        f"COPY (SELECT {', '.join(cast)}, province FROM ({sql})) TO '{place}' (FORMAT parquet,"
        " COMPRESSION zstd, PARTITION_BY (province), FILENAME_PATTERN 'part-{i}', OVERWRITE)"
    )
    for province in sorted(place.iterdir()):
        for number, part in enumerate(sorted(province.iterdir())):
            part.rename(part.with_name(part_name(0, number)))
        # DuckDB spells the name in percent signs, which Spark reads as other letters.
        province.rename(province.with_name(unquote(province.name)))


def _asked(nation: Nation, week: int, chosen: str) -> dict[str, object]:
    return {
        "first_id": 1 + week * nation.courts, "week": week, "steps": STEPS, "chosen": chosen,
    }  # fmt: skip


def _write_sample(
    connection: duckdb.DuckDBPyConnection, folder: Path, nation: Nation, courts: Sequence[Court]
) -> None:
    """The sample's ledgers of the last week, each in its court's layout."""
    week = nation.weeks - 1
    sql = STATED.format(
        start=START, causes=_quoted(CAUSES), many=len(CAUSES),
        **_asked(nation, week, f"court_no < {nation.sample}"),
    )  # fmt: skip
    rows = connection.execute(
        "SELECT case_court, case_no, cause, filed_on, claim_fen, recovered_fen, closed_on,"
        f" close_method FROM ({sql})"
    ).fetchall()
    found: dict[str, list[Case]] = {}
    for code, case in _as_cases(rows, START + timedelta(days=7 * week)):
        found.setdefault(code, []).append(case)
    for court in courts[: nation.sample]:
        sheet = dressed(court, "cases", nation.weeks, found.get(court.code, []))
        path = folder / f"{court.code}{court.name}第{nation.weeks:02}周{FORMS['cases']}.xlsx"
        write_workbook(path, sheet.rows, merges=sheet.merges, sheet=sheet.name)


def _as_cases(rows: Sequence[tuple[object, ...]], monday: date) -> Iterator[tuple[str, Case]]:
    for court, number, cause, filed_on, claim, recovered, closed_on, method in rows:
        assert isinstance(filed_on, date)  # noqa: S101  # for the type checker
        assert isinstance(claim, int)  # noqa: S101
        assert isinstance(recovered, int)  # noqa: S101
        paid = (Receipt(day=monday, fen=recovered, manner="自动履行"),) if recovered else ()
        yield (
            str(court),
            Case(
                number=str(number),
                cause=str(cause),
                applicant="某某商贸有限公司",
                debtor="王某某",
                officer="张三",
                filed_on=filed_on,
                claim_fen=claim,
                receipts=paid,
                closed_on=closed_on if isinstance(closed_on, date) else None,
                method=_METHODS.get(str(method), ""),
                measures=(),
            ),
        )


def _write_head(folder: Path, text: str) -> None:
    """The workspace whose campaign the lake holds, and what the lake says of itself."""
    from enforcement_cli.store.lake.layout import LAKE_FILE, LakeHead, head_bytes
    from enforcement_cli.store.schema import SCHEMA_VERSION
    from enforcement_cli.workflow.state import enter
    from enforcement_cli.workflow.workspace import create_workspace

    room = enter(create_workspace(folder / "desk", text))
    head = LakeHead(
        schema=SCHEMA_VERSION,
        desk=room.desk.court,
        campaigns=(room.campaign.id,),
        meta=(("schema_version", str(SCHEMA_VERSION)),),
    )
    (folder / "lake" / LAKE_FILE).write_bytes(head_bytes(head))


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
