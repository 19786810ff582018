from datetime import date
from pathlib import Path

from tests.corpus.clerk import payments


def make(folder: Path) -> Path:
    return (
        payments()
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 13), "5,000元", "扣划"),
            ("（2026）辽1202执1号", "1月14日", "12,000.50元", "自动履行"),
            ("合计", None, "17,000.50元", None),
        )
        .save(folder / "到位明细.xlsx")
    )
