from datetime import date
from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(week="统计区间：12.29-1.4", unit="单位：万元")
        .row(*case("（2025）辽1202执901号", filed=date(2025, 11, 3), closed=date(2025, 12, 31)))
        .save(folder / "附件1.xlsx")
    )
