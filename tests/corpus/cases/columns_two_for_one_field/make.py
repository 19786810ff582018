from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    return (
        ledger("案号", "立案日期", "到位金额", "执行到位金额")
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 5), 3.5, 1.5),
            ("（2026）辽1202执2号", date(2026, 1, 5), 2, 2),
        )
        .save(folder / "台账.xlsx")
    )
