from datetime import date
from pathlib import Path

from tests.corpus.clerk import payments


def make(folder: Path) -> Path:
    return (
        payments()
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 13), 5000, "扣划"),
            ("（2026）辽1202执1号", date(2026, 1, 14), -5000, "退款"),
        )
        .save(folder / "到位明细.xlsx")
    )
