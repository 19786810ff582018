from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title("铁岭法院“大干70天”专项执行行动周报表", across=6)
        .row(WEEK)
        .header("法院", "本周到位金额", "累计到位金额")
        .rows(("银州区法院", "113万余元", "1.98亿元"), ("清河区法院", "50万元", "19800万元"))
        .save(folder / "附件1.xlsx")
    )
