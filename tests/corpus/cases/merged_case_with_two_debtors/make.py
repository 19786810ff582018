from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    header = ("案号", "立案日期", "申请标的", "到位金额", "被执行人")
    return (
        ledger(*header)
        .row("（2026）辽1202执1号", date(2026, 1, 5), 3.5, 3.5, "王某")
        .row(None, None, None, None, "李某")
        .merge("A4:A5", "B4:B5", "C4:C5", "D4:D5")
        .save(folder / "台账.xlsx")
    )
