from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    return (
        measures()
        .rows(
            ("（2026）辽1202执1号", "王某", "预拘留", date(2026, 1, 13), 1),
            ("（2026）辽1202执2号", "李某", "谈话", date(2026, 1, 13), 1),
            ("（2026）辽1202执3号", "赵某", "查扣", date(2026, 1, 14), 1),
            ("（2026）辽1202执4号", "钱某", "移送", date(2026, 1, 14), 1),
            ("（2026）辽1202执5号", "孙某", "司法拘留", date(2026, 1, 14), 1),
        )
        .save(folder / "强制措施明细.xlsx")
    )
