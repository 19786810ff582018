from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    return (
        measures()
        .rows(
            ("（2026）辽1202执1号", "王某", "拘留", date(2026, 1, 13), 1),
            ("（2026）辽1202执2号", "李某等", "拘传", date(2026, 1, 14), 2),
            ("合计", None, None, None, 3),
            ("填报人：张某某", None, "审核人：李某某"),
            ("注：人次按次累计。",),
        )
        .save(folder / "强制措施明细.xlsx")
    )
