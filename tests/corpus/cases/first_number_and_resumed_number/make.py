from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    return (
        ledger("首次执行案号", "案号", "立案日期", "申请标的", "到位金额")
        .rows(
            ("（2024）辽1202执88号", "（2026）辽1202执恢1号", date(2026, 1, 5), 3.5, 1),
            ("（2023）辽1202执77号", "（2026）辽1202执恢2号", date(2026, 1, 6), 8, 0),
        )
        .save(folder / "台账.xlsx")
    )
