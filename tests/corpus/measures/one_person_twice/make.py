from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    header = ("案号", "被执行人", "证件号码", "措施种类", "实施日期", "数量")
    row = ("（2026）辽1202执1号", "王某", "11010119900307002X", "拘传", date(2026, 1, 13), 1)
    return measures(*header).rows(row, row).save(folder / "强制措施明细.xlsx")
