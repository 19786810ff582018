"""A desk of seven basic courts whose ledgers are made for a test, run through the command line.

Comes in: how many cases of a court were closed when and how. Goes out: ledgers as files, and a desk
that has received them. Refuses to know what comes out of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.builder import book
from tests.cli.running import Desk, Ran, enforce

SEVEN = {
    "辽1202": "铁岭市银州区人民法院",
    "辽1204": "铁岭市清河区人民法院",
    "辽1221": "铁岭县人民法院",
    "辽1223": "西丰县人民法院",
    "辽1224": "昌图县人民法院",
    "辽1281": "调兵山市人民法院",
    "辽1282": "开原市人民法院",
}
# The weeks of the campaign, and the last one of the winter before.
WEEKS = {
    1: ("2025-12-20", "2025-12-21"), 2: ("2025-12-22", "2025-12-28"),
    3: ("2025-12-29", "2026-01-04"), 7: ("2026-01-26", "2026-02-01"),
    111: ("2025-02-24", "2025-02-28"),
}  # fmt: skip
LAST_WINTER = """[[campaign]]
id = "winter69"
name = "上年冬季专项执行行动"
start = 2024-12-20
end = 2025-02-28
scope = "all"

[[campaign.expects]]
form = "cases"
every = "week"

"""
_HEADER = ("序号", "执行案号", "立案时间", "案由", "申请执行人", "被执行人", "申请标的（元）",
           "已到位（元）", "到账日期", "结案时间", "结案方式")  # fmt: skip
Row = tuple[Any, ...]


def campaign_text(
    missing: str = "omit", courts: Iterable[str] = SEVEN, *, earlier: str = "", keys: str = ""
) -> str:
    """The campaign file: `earlier` campaigns, and more `keys` of this one."""
    names = "".join(
        f'[[court]]\ncode = "{code}"\nname = "{SEVEN[code]}"\nshort = "{short(code)}"\n\n'
        for code in courts
    )
    return f"""[desk]
court = "辽12"
week_starts = "monday"

[[court]]
code = "辽12"
name = "辽宁省铁岭市中级人民法院"
short = "铁岭中院"
level = "intermediate"

{names}{earlier}[[campaign]]
id = "winter70"
name = "“大干70天”冬季专项执行行动"
start = 2025-12-20
end = 2026-02-28
label = "70天"
scope = "all"
missing = "{missing}"
{keys}
[[campaign.expects]]
form = "cases"
every = "week"
courts = [{", ".join(f'"{code}"' for code in courts)}]
"""


def short(court: str) -> str:
    """银州区法院."""
    return SEVEN[court].removeprefix("铁岭市").replace("人民法院", "法院")


def row(court: str, serial: int, closed: str | None = None, *, method: str = "执行完毕",
        claim: int = 50_000, year: int = 2025) -> Row:  # fmt: skip
    """A case of a year; closed by 执行完毕 all its money has come in that day."""
    recovered = claim if closed and method == "执行完毕" else 0
    day = dt.date.fromisoformat(closed) if closed else None
    return (serial, f"（{year}）{court}执{serial}号", dt.date(year, 5, 6), "民间借贷纠纷", f"甲某{serial}",
            f"乙某{serial}", claim, recovered, day if recovered else None, day,
            method if closed else None)  # fmt: skip


def closings(
    court: str, days: Mapping[str, int], still_open: int = 12, year: int = 2025
) -> list[Row]:
    """So many cases closed on each day, and some that are open."""
    whens = [day for day, count in days.items() for _ in range(count)]
    return [
        row(court, n, day, year=year) for n, day in enumerate([*whens, *[None] * still_open], 1)
    ]


def ledger_file(folder: Path, court: str, week: int, rows: Iterable[Row]) -> Path:
    """A court's ledger of a week of the campaign."""
    start, end = (f"{d[:4]}年{int(d[5:7])}月{int(d[8:])}日" for d in WEEKS[week])
    number = week % 100
    made = (
        book()
        .title(f"{SEVEN[court]}案件台账（第{number}周）", across=len(_HEADER))
        .title(f"统计区间：{start}至{end}", across=len(_HEADER))
        .header(*_HEADER)
        .rows(*rows)
    )
    folder.mkdir(parents=True, exist_ok=True)
    return made.save(folder / f"{SEVEN[court]}第{number:02d}周案件台账.xlsx")


def desk_of(root: Path, text: str) -> Desk:
    """A workspace with this campaign file."""
    assert enforce("init", root).code == 0
    (root / "enforce.toml").write_text(text, "utf-8")
    return Desk(root)


def take(
    desk: Desk, files: Iterable[Path], received: str | None = None, campaign: str = "winter70"
) -> Ran:
    """Files in, all of which are accepted."""
    when = ("--received", received) if received else ()
    ran = desk("ingest", *files, *when, "--campaign", campaign, "--json")
    assert ran.code in (0, 3), ran
    assert {one["status"] for one in ran.json["data"]["returns"]} == {"accepted"}, ran.out
    return ran
