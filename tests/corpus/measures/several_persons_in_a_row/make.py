from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    return (
        measures("案号", "被执行人", "措施种类", "实施日期")
        .rows(
            ("（2026）辽1202执1号", "王某、李某", "拘留", date(2026, 1, 13)),
            ("（2026）辽1202执2号", "赵某等3人", "拘传", date(2026, 1, 13)),
            ("（2026）辽1202执3号", "钱某", "拘留", date(2026, 1, 14)),
            ("（2026）辽1202执4号", "孙某、周某", "搜查", date(2026, 1, 14)),
        )
        .save(folder / "强制措施明细.xlsx")
    )
