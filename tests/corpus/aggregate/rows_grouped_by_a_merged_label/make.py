from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}专项执行行动周报表", across=6)
        .row(WEEK)
        .header("类别", "指标", "单位", "本周", "累计")
        .rows(
            ("结案情况", "执结", "件", 12, 60),
            (None, "其中：执行完毕", "件", 7, 33),
            (None, "其中：终本", "件", 4, 18),
            ("强制措施", "拘传", "人次", 8, 40),
            (None, "罚款", "人次", 1, 6),
            (None, "罚款金额", "万元", 0.5, 7.2),
        )
        .merge("A4:A6", "A7:A9")
        .save(folder / "附件2.xlsx")
    )
