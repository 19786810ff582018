from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    header = ("案号", "被执行人", "措施种类", "实施日期", "数量", "罚款金额")
    return (
        measures(*header, unit="单位：元")
        .rows(
            ("（2026）辽1202执1号", "王某", "罚款", date(2026, 1, 13), 1, 5000),
            ("（2026）辽1202执2号", "某公司", "罚款", date(2026, 1, 14), "１", "0.5万元"),
        )
        .save(folder / "强制措施明细.xlsx")
    )
