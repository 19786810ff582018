from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    return (
        measures()
        .rows(
            ("（2026）辽1202执1号", "王某", "拘留", date(2026, 1, 13), 1),
            ("（2026）辽1202执1号", "李某", "拘传", date(2026, 1, 13), 1),
            ("（2026）辽1202执2号", "赵某", "限高", date(2026, 1, 14), 1),
            ("（2026）辽1202执2号", "赵某", "搜查", date(2026, 1, 14), 1),
            ("（2026）辽1202执2号", "赵某", "扣车", date(2026, 1, 14), 2),
        )
        .save(folder / "强制措施明细.xlsx")
    )
