from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title("铁岭法院“大干70天”专项执行行动周报表", across=6)
        .row(WEEK)
        .header("法院", "累计申请标的（万元）", "累计到位金额（万元）", "累计到位率")
        .rows(
            ("银州区法院", 250, 210.25, "95%"),
            ("清河区法院", 100, 55, 155),
            ("昌图县法院", 80, 40, 0.5),
        )
        .save(folder / "附件1.xlsx")
    )
