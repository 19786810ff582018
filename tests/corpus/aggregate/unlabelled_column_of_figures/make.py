from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title("铁岭法院“大干70天”专项执行行动周报表", across=6)
        .row(WEEK)
        .header("法院", "累计执结（件）", None, "累计到位金额（万元）")
        .rows(("银州区法院", 60, 33, 210.25), ("清河区法院", 21, 10, 55))
        .save(folder / "附件1.xlsx")
    )
