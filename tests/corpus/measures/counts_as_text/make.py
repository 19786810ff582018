from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    return (
        measures()
        .rows(
            (None, "王某等", "拘传", date(2026, 1, 13), "十二人次"),
            (None, "李某", "搜查", date(2026, 1, 13), "3 次"),
            (None, "赵某", "拘留", date(2026, 1, 14), "２"),
            (None, "钱某等", "拘传", date(2026, 1, 14), "约5"),
            (None, "孙某", "搜查", date(2026, 1, 14), 1.5),
        )
        .save(folder / "强制措施明细.xlsx")
    )
