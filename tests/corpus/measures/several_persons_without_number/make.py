from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    return (
        measures()
        .rows(
            ("（2026）辽1202执1号", "王某、李某", "拘留", date(2026, 1, 13), None),
            ("（2026）辽1202执2号", "赵某、钱某", "拘传", date(2026, 1, 13), 2),
            ("（2026）辽1202执3号", "孙某", "拘留", date(2026, 1, 14), None),
        )
        .save(folder / "强制措施明细.xlsx")
    )
