from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    return (
        measures("案号", "被执行人", "措施种类", "实施日期", "数量（人次）")
        .rows(
            (None, "王某等", "拘传", date(2026, 1, 13), "3人"),
            (None, "李某等", "拘传", date(2026, 1, 14), "2人次"),
            (None, "赵某等", "拘传", date(2026, 1, 15), "448人"),
        )
        .save(folder / "强制措施明细.xlsx")
    )
