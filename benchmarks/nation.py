"""The nation's year as a lake: Parquet for 3,500 courts, real workbooks of a sample's last week.

Comes in: how many courts, weeks and cases. Goes out: a folder with desk/ (a workspace), lake/,
returns/ (the last week of the sample, which the lake lacks) and truth.json (by court: cases, closed,
recovered, with the sample's week). Made by DuckDB from the hash of each case's number: the same seed
gives the same bytes. A ledger states what changed: a case when it is filed, 4 of 10 again three
weeks later with money, 3 of 10 four weeks after that, when they are closed.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
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
from benchmarks.package import write_workbook
from benchmarks.simulation import SEED, campaign_text

_MEMORY = "4GB"
_METHODS = {"completed": COMPLETED, "closed_interim": INTERIM}
# Weeks after the first statement, and in how many cases of ten.
_STEPS = "(0, 10), (3, 4), (7, 3)"
_HEADERS = {
    "case_no": "案号", "filed_on": "立案日期", "cause": "案由", "claim_fen": "申请执行标的（元）",
    "recovered_fen": "到位金额（元）", "closed_on": "结案日期", "close_method": "结案方式",
}  # fmt: skip
# Every case once: which court's and which week's it is. `i` numbers the cases.
_STORY = """
CREATE TABLE story AS
SELECT CAST(i % {courts} AS INTEGER) AS court_no, CAST(i // {courts} + 1 AS INTEGER) AS serial,
       CAST(hash(i, {seed}) % {weeks} AS INTEGER) AS week0,
       CAST(hash(i, {seed} + 1) % 10 AS INTEGER) AS luck,
       100 * (800 + CAST(hash(i, {seed} + 2) % 5000 AS BIGINT)) AS claim_fen,
       CAST(hash(i, {seed} + 3) % 60 AS INTEGER) AS age
FROM range({cases}) t(i)"""
_COURTS = """
CREATE TABLE courts AS
SELECT CAST(n AS INTEGER) AS court_no, '{provinces}'[1 + n % {many}] AS province,
       province || CAST({first} + n // {many} AS VARCHAR) AS court
FROM range({courts}) t(n)"""
# A week's statements, as the columns of the table of cases that they fill.
_STATED = """
SELECT {first_id} + court_no AS return_id, '台账' AS sheet,
       CAST(2 + row_number() OVER (PARTITION BY court_no ORDER BY serial) AS INTEGER) AS row,
       '（2026）' || court || '执' || serial || '号' AS case_no, court AS case_court,
       2026 AS case_year, '执' AS case_type, serial AS case_serial,
       CAST(DATE '{start}' + 7 * week0 - age AS DATE) AS filed_on,
       [{causes}][1 + (serial + court_no) % {many}] AS cause, claim_fen,
       CASE step WHEN 0 THEN 0 WHEN 3 THEN claim_fen // 200 * 100 ELSE claim_fen END
           AS recovered_fen,
       CASE WHEN step = 7 THEN CAST(DATE '{start}' + 7 * {week} + 2 AS DATE) END AS closed_on,
       CASE WHEN step = 7 THEN ['completed', 'closed_interim'][1 + age % 2] END AS close_method,
       CAST([] AS VARCHAR[]) AS cleared, CAST([] AS VARCHAR[]) AS not_applicable,
       CAST([] AS VARCHAR[]) AS rows, CAST([] AS VARCHAR[]) AS declared_actions, province
FROM story JOIN courts USING (court_no), (VALUES {steps}) s(step, tenths)
WHERE week0 + step = {week} AND luck < tenths
  AND {chosen}
ORDER BY return_id, row"""
_RETURNS = """
SELECT {first_id} + court_no AS return_id, sha256(court || '{week}') AS sha256,
       court || '第{week}周.xlsx' AS file_name, court AS reporting_court, 'cases' AS form,
       'simulated' AS campaign, DATE '{monday}' AS period_start, DATE '{monday}' + 6 AS period_end,
       DATE '{monday}' + 6 AS as_of,
       CAST(DATE '{monday}' + 7 AS TIMESTAMP) + INTERVAL 9 HOUR AS received_at,
       CAST(count(serial) AS INTEGER) AS row_count, 0 AS held_count, 'accepted' AS status,
       CAST([] AS VARCHAR[]) AS measure_kinds, '' AS mapping, '' AS sender, province
FROM courts LEFT JOIN (
    SELECT court_no, serial FROM story, (VALUES {steps}) s(step, tenths)
    WHERE week0 + step = {week} AND luck < tenths) s USING (court_no)
WHERE {chosen}
GROUP BY court_no, court, province ORDER BY return_id"""
_PLACES = """
SELECT return_id, '台账' AS sheet, field, column_number, header,
       CASE WHEN field LIKE '%_fen' THEN '元' ELSE '' END AS unit, '' AS stated,
       1 AS header_first, 2 AS header_last, 3 AS first_row, row_count + 2 AS last_row, province
FROM ({returns}), (VALUES {columns}) c(field, column_number, header)
ORDER BY return_id, column_number"""
_TRUTH = """
SELECT court, count(*), count(*) FILTER (luck < 3 AND week0 + 7 < {weeks}),
       sum(CASE WHEN luck < 3 AND week0 + 7 < {weeks} THEN claim_fen
                WHEN luck < 4 AND week0 + 3 < {weeks} THEN claim_fen // 200 * 100 ELSE 0 END)
FROM story JOIN courts USING (court_no) GROUP BY court ORDER BY court"""


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
    with duckdb.connect(beside / "story.duckdb") as connection:
        # One thread: several would write rows in the order in which they come to them.
        connection.execute(f"SET memory_limit = '{_MEMORY}'; SET threads = 1")
        told = {"courts": nation.courts, "cases": nation.cases, "weeks": nation.weeks}
        connection.execute(_STORY.format(seed=nation.seed, **told))
        connection.execute(
            _COURTS.format(
                provinces=PROVINCES, many=len(PROVINCES), first=FIRST_CODE, courts=nation.courts
            )
        )
        for week in range(nation.weeks):
            _write_week(connection, beside / "lake", nation, week)
        _write_sample(connection, beside / "returns", nation, courts)
        truth = {
            court: {"cases": cases, "closed": closed, "recovered_fen": int(recovered)}
            for court, cases, closed, recovered in connection.execute(
                _TRUTH.format(weeks=nation.weeks)
            ).fetchall()
        }
    (beside / "story.duckdb").unlink()
    text = json.dumps(truth, indent=1, ensure_ascii=False)
    (beside / "truth.json").write_text(text + "\n", encoding="utf-8")
    _write_head(beside, campaign_text(courts, nation.weeks, forms=("cases",), rows="changed"))
    return beside.rename(made)


def _write_week(
    connection: duckdb.DuckDBPyConnection, lake: Path, nation: Nation, week: int
) -> None:
    """The Parquet of one week, by province."""
    chosen = "true" if week < nation.weeks - 1 else f"court_no >= {nation.sample}"
    asked = _asked(nation, week, chosen)
    end = START + timedelta(days=7 * week + 6)
    returns = _RETURNS.format(monday=START + timedelta(days=7 * week), **asked)
    columns = ", ".join(
        f"('{field}', {number}, '{header}')"
        for number, (field, header) in enumerate(_HEADERS.items(), start=1)
    )
    tables = {
        "cases": _STATED.format(start=START, causes=_quoted(CAUSES), many=len(CAUSES), **asked),
        "places": _PLACES.format(returns=returns, columns=columns),
        "returns": returns,
    }
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
        "first_id": 1 + week * nation.courts, "week": week, "steps": _STEPS, "chosen": chosen,
    }  # fmt: skip


def _write_sample(
    connection: duckdb.DuckDBPyConnection, folder: Path, nation: Nation, courts: Sequence[Court]
) -> None:
    """The sample's ledgers of the last week, each in its court's layout."""
    week = nation.weeks - 1
    sql = _STATED.format(
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
