from datetime import date
from pathlib import Path

from tests.corpus.clerk import ledger


def make(folder: Path) -> Path:
    return (
        ledger("案号", "立案日期", "申请标的（万元）", "执行到位（件）", "拘留（天）")
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 5), 3.5, 1, 15),
            ("（2026）辽1202执2号", date(2026, 1, 6), 8, 0, None),
        )
        .save(folder / "台账.xlsx")
    )
