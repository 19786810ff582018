from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title("铁岭法院“大干70天”专项执行行动周报表", across=6)
        .row(WEEK)
        .header("法院", "累计执结（件）", "累计到位金额（万元）")
        .rows(
            ("中院本级", 4, 100),
            ("银州区法院", 60, 210.25),
            ("清河区法院", 21, 55),
            ("基层合计", 81, 265.25),
            ("全市合计", 85, 365.25),
        )
        .save(folder / "附件1.xlsx")
    )
