from datetime import date
from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动案件台账")
        .row(WEEK)
        .header(None, None, "金额（万元）", None, "结案", None)
        .header("案号", "立案日期", "申请标的", "到位金额", "结案日期", "结案方式")
        .rows(
            ("（2026）辽1202执1号", date(2026, 1, 5), 3.5, 3.5, date(2026, 1, 15), "执行完毕"),
            ("（2026）辽1202执2号", date(2026, 1, 5), 8, 0, None, None),
        )
        .save(folder / "台账.xlsx")
    )
