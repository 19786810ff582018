from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title("铁岭法院“大干70天”专项执行行动周报表", across=6)
        .row(WEEK)
        .header("指标", "单位", "银州区法院", "清河区法院", "合计")
        .rows(("累计执结", "件", 60, 21, 81), ("累计到位金额", "万元", 210.25, 55, 265.25))
        .save(folder / "附件1.xlsx")
    )
