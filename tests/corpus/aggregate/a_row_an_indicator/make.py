from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("序号", "项目", "单位", "本周", "累计", "上周", "增减")
        .rows(
            (1, "执结案件", "件", 12, 60, 10, 2),
            (2, "执行完毕", "件", 7, 33, 8, -1),
            (3, "执行到位金额", "万元", 30.5, 210.25, 28, 2.5),
            (4, "拘传", "人次", 8, 40, 5, 3),
            (5, "司法拘留", "人次", 2, 9, 1, 1),
        )
        .save(folder / "附件2.xlsx")
    )
