from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("本周", None, None, "累计", None, None)
        .header(
            "执结（件）",
            "执行完毕（件）",
            "到位金额（万元）",
            "执结（件）",
            "执行完毕（件）",
            "到位金额（万元）",
        )
        .merge("A3:C3", "D3:F3")
        .row(12, 7, 30.5, 60, 33, 210.25)
        .save(folder / "附件2.xlsx")
    )
