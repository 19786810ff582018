from datetime import date
from pathlib import Path

from tests.corpus.clerk import payments


def make(folder: Path) -> Path:
    return (
        payments()
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 13), "1.2万元", "扣划"),
            ("（2026）辽1202执2号", date(2026, 1, 14), "约3万", "扣划"),
            ("（2026）辽1202执3号", date(2026, 1, 15), "五千元整", "扣划"),
        )
        .save(folder / "到位明细.xlsx")
    )
