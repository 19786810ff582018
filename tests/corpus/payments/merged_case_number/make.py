from datetime import date
from pathlib import Path

from tests.corpus.clerk import payments


def make(folder: Path) -> Path:
    return (
        payments()
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 13), 5000, "扣划"),
            (None, date(2026, 1, 14), 600, "扣划"),
            (None, date(2026, 1, 15), 70, "扣划"),
            (None, date(2026, 1, 16), 8, "扣划"),
        )
        .merge("A4:A6")
        .save(folder / "到位明细.xlsx")
    )
