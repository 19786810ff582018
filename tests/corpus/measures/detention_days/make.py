from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    return (
        measures("案号", "被执行人", "措施种类", "实施日期", "拘留天数")
        .rows(
            ("（2026）辽1202执1号", "王某", "拘留", date(2026, 1, 13), 15),
            ("（2026）辽1202执2号", "李某", "拘留", date(2026, 1, 14), 10),
        )
        .save(folder / "强制措施明细.xlsx")
    )
