from datetime import date
from pathlib import Path

from tests.corpus.clerk import payments


def make(folder: Path) -> Path:
    return (
        payments("案号", "到账日期", "本次到位金额", "累计到位金额")
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 13), 5000, 25000),
            ("（2026）辽1202执2号", date(2026, 1, 14), 900, 900),
        )
        .save(folder / "到位明细.xlsx")
    )
