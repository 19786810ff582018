"""Where what lies in a lake: folders of Parquet by table, period and province, and `lake.json`.

Comes in: a table, a period, a court. Goes out: the folder, the columns, the head of a lake. Refuses
to read or write a row; the rows of `meta` alone are in `lake.json`.
"""

import functools
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from enforcement_cli.model.failure import StoreBroken
from enforcement_cli.store.schema import FACT_TABLES, SCHEMA_VERSION, statements

LAKE_FILE = "lake.json"
LAKE_VERSION = 1
META = "meta"
# Where a return names no period or court. No province and no day is called so.
UNKNOWN = "unknown"
# The folders' names, which are no columns of any table (a test holds it).
PERIOD, PROVINCE = "period", "province"
# What is put on record in an order that no column tells: one folder, whose files are read by name.
IN_ORDER = ("events", "publications")

# The same two of a row of `returns` as SQL; texts compare by code point in every engine.
PERIOD_SQL = f"coalesce(CAST(r.period_end AS VARCHAR), '{UNKNOWN}')"
PROVINCE_SQL = (
    "CASE WHEN substring(r.reporting_court, 1, 1) BETWEEN '一' AND '鿿' "
    f"THEN substring(r.reporting_court, 1, 1) ELSE '{UNKNOWN}' END"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeHead:
    """What a lake says of itself; `meta` are the rows of the store's table of that name."""

    desk: str
    campaigns: tuple[str, ...]
    meta: tuple[tuple[str, str], ...] = ()
    schema: int = SCHEMA_VERSION
    lake: int = LAKE_VERSION

    def said(self, key: str) -> str | None:
        """The value of a row of `meta`."""
        return dict(self.meta).get(key)


@functools.cache
def table_columns() -> dict[str, dict[str, str]]:
    """Every table of a lake, with its columns in order and their kinds as DuckDB names them."""
    with duckdb.connect() as connection:
        for statement in statements():
            connection.execute(statement)
        rows = connection.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal "
            "ORDER BY table_oid, column_index"
        ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        if table != META:
            found.setdefault(table, {})[column] = kind
    return found


def tables() -> tuple[str, ...]:
    """The tables in the order a run writes them: what names no return counts, so `returns` ends."""
    others = [name for name in table_columns() if name not in FACT_TABLES and name != "returns"]
    return (*FACT_TABLES, *others, "returns")


def province_of(court: str | None) -> str:
    """The first character of a court's 代字 (辽1202 is in 辽)."""
    first = (court or "")[:1]
    return first if "一" <= first <= "鿿" else UNKNOWN


def folder_of(table: str, period_end: date | None, court: str | None) -> str:
    """The folder of rows of a return, below the lake's: `cases/period=2026-01-04/province=辽`."""
    day = period_end.isoformat() if period_end else UNKNOWN
    if table in IN_ORDER:
        return f"{table}/{PERIOD}={UNKNOWN}/{PROVINCE}={UNKNOWN}"
    return f"{table}/{PERIOD}={day}/{PROVINCE}={province_of(court)}"


def part_name(run: int, number: int = 0) -> str:
    """The name of a file of rows: those of a later run sort after."""
    return f"part-{run:010d}-{number:05d}.parquet"


def head_bytes(head: LakeHead) -> bytes:
    """`lake.json`."""
    said = {
        "lake": head.lake,
        "schema": head.schema,
        "desk": head.desk,
        "campaigns": list(head.campaigns),
        "meta": [list(row) for row in head.meta],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def head_of(data: bytes, where: str) -> LakeHead:
    """What `lake.json` at `where` says.

    Raises:
        StoreBroken: it is not ours.
    """
    try:
        said: dict[str, Any] = json.loads(data)
        return LakeHead(
            lake=int(said["lake"]),
            schema=int(said["schema"]),
            desk=str(said["desk"]),
            campaigns=tuple(map(str, said["campaigns"])),
            meta=tuple((str(key), str(value)) for key, value in said["meta"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise StoreBroken(
            "数据湖的说明文件读不懂。",
            where=where,
            remedy="请用 enforce lake export 重新导出，或核对文件夹。",
        ) from error


def check_version(head: LakeHead, where: str) -> None:
    """Refuse a lake whose tables are not those of this version.

    Raises:
        StoreBroken: another version of enforce wrote it.
    """
    if (head.lake, head.schema) != (LAKE_VERSION, SCHEMA_VERSION):
        raise StoreBroken(
            f"数据湖是另一版本的 enforce 写的（{head.lake}.{head.schema}，"
            f"本程序 {LAKE_VERSION}.{SCHEMA_VERSION}）。",
            where=where,
            remedy="请用写它的版本 enforce lake import 成工作区，升级后重新导出。",
        )
