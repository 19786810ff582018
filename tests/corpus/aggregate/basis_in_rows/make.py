from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title("铁岭法院“大干70天”专项执行行动周报表", across=6)
        .row(WEEK)
        .header("法院", "口径", "执结（件）", "到位金额（万元）")
        .rows(
            ("银州区法院", "本周", 12, 30.5),
            (None, "累计", 60, 210.25),
            ("清河区法院", "本周", 5, 7),
            (None, "累计", 21, 55),
        )
        .merge("A4:A5", "A6:A7")
        .save(folder / "附件1.xlsx")
    )
