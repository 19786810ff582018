from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    return (
        ledger("案号", "立案日期", "申请执行标的（万元）", "执行到位金额（万元）", unit="")
        .row("（2026）辽1202执1号", date(2026, 1, 5), 3.5, 3.5)
        .blank()
        .header("案号", "执行到位金额（元）", "申请执行标的（元）", "立案日期")
        .row("（2026）辽1202执2号", 12000, 35000, date(2026, 1, 6))
        .save(folder / "台账.xlsx")
    )
