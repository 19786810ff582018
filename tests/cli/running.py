"""Runs the command line as its entry point does, over a desk of two courts.

Comes in: arguments. Goes out: exit code and both streams; the returns a test feeds it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enforcement_cli.cli.app import main
from tests.builder import Book, book

ROOT = Path(__file__).parents[2]
RETURNS = ROOT / "sample_data" / "tieling" / "returns"
WEEK = ("--date", "2025-12-28")
_GROUPS = (
    "rules",
    "indicators",
    "problems",
    "config",
    "schedule",
    "run",
    "mapping",
    "targets",
    "cases",
    "stories",
    "audit",
    "lake",
)
ENVELOPE = {"schema", "status", "data", "problems", "next"}
SEVERITIES = {"return", "query", "note", "fixed"}

CAMPAIGN = """\
[desk]
court = "辽12"
week_starts = "monday"

[[court]]
code = "辽12"
name = "辽宁省铁岭市中级人民法院"
short = "铁岭中院"
level = "intermediate"

[[court]]
code = "辽1202"
name = "铁岭市银州区人民法院"
short = "银州区法院"
aliases = ["银州法院", "银州"]

[[court]]
code = "辽1224"
name = "昌图县人民法院"
short = "昌图县法院"
aliases = ["昌图法院", "昌图"]

[[campaign]]
id = "winter70"
name = "“大干70天”冬季专项执行行动"
start = 2025-12-20
end = 2026-02-28
scope = "actions"

[[campaign.expects]]
form = "cases"
every = "week"
courts = ["辽1202", "辽1224"]

[[campaign.expects]]
form = "measures"
every = "week"
courts = ["辽1202", "辽1224"]

[[campaign.operation]]
id = "raid"
name = "岁末集中行动"
court = "辽1202"
start = 2025-12-22
end = 2025-12-24

[[campaign.action]]
id = "small"
name = "小标的案件"
claim_at_most = "10万元"
frozen_at = "closing"

[[campaign.action]]
id = "livelihood"
name = "涉民生案件"
causes = ["wage", "migrant_wage", "elder_support", "child_support", "spouse_support", "pension", "traffic", "medical", "work_injury", "injury"]

[[campaign.action]]
id = "wages"
name = "整治欠薪案件"
causes = ["wage", "migrant_wage"]

[[campaign.target]]
court = "辽1202"
action = "small"
indicator = "cases_closed"
at_least = 170
by = 2026-02-28
"""


@dataclass(frozen=True)
class Ran:
    """What one run of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on standard output; fails where there is anything besides it."""
        found = json.loads(self.out)
        assert self.out.count("\n") == 1
        assert isinstance(found, dict)
        return found


class Desk:
    """A workspace folder and the command line run in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, *arguments: str | Path) -> Ran:
        command, *rest = arguments
        group = [command, rest.pop(0)] if command in _GROUPS else [command]
        return enforce(*group, "-C", self.root, *rest)

    @property
    def bulletins(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in (self.root / "bulletins").iterdir() if p.is_file()}

    def figures(self, *arguments: str) -> list[dict[str, Any]]:
        """The figures of a report."""
        return self("report", *(arguments or ("--week", *WEEK)), "--json").json["data"]["figures"]

    def figure(self, indicator: str, **key: Any) -> Any:
        """The value of one figure of the second week's report, the whole desk's by default."""
        wanted = {"action": None, "court": None, "basis": "period", "indicator": indicator} | key
        (found,) = [f for f in self.figures() if all(f[k] == v for k, v in wanted.items())]
        return found["value"]


def enforce(*arguments: str | Path) -> Ran:
    """Run the console script's function with plain streams that are no terminal."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    kept = sys.argv, sys.stdout, sys.stderr
    sys.argv = ["enforce", *map(str, arguments)]
    sys.stdout, sys.stderr = streams
    try:
        main()
        code: Any = None
    except SystemExit as ending:
        code = ending.code
    finally:
        sys.argv, sys.stdout, sys.stderr = kept
    out, err = (_text(stream) for stream in streams)
    assert isinstance(code, int)
    return Ran(code, out, err)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]


def snapshot(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of what is in it; not who last held the lock."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "store.lock.holder"
    }


def returns_of(week: int, *courts: str) -> list[Path]:
    """The returns that courts sent for a week of the sample campaign."""
    folder = RETURNS / f"第{week:02d}周"
    return sorted(p for p in folder.iterdir() for court in courts if court in p.name)


def ledger(week: str, start: str, end: str, *rows: tuple[Any, ...]) -> Book:
    """银州's ledger of a week, in 元."""
    days = [f"{d[:4]}年{int(d[5:7])}月{int(d[8:])}日" for d in (start, end)]
    header = ("序号", "执行案号", "立案时间", "案由", "申请执行人", "被执行人", "申请标的（元）",
              "已到位（元）", "结案时间", "结案方式", "备注")  # fmt: skip
    return (
        book()
        .title(f"铁岭市银州区人民法院案件台账（第{week}周）", across=len(header))
        .title(f"统计区间：{days[0]}至{days[1]}", across=len(header))
        .header(*header)
        .rows(*rows)
    )


def case_row(
    serial: int, recovered: int, *, note: str = "", closed: str | None = None
) -> tuple[Any, ...]:
    """A row of `ledger`."""
    number = f"（2025）辽1202执{serial}号"
    method = "执行完毕" if closed else None
    return (serial, number, dt.date(2025, 5, 6), "追索劳动报酬纠纷", "甲某", "乙某", 50000, recovered,
            closed, method, note)  # fmt: skip
