from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title("铁岭法院“大干70天”专项执行行动周报表", across=6)
        .row(WEEK)
        .header("法院", "累计执结（件）")
        .rows(("银州区法院", 60), ("沈阳市和平区法院", 21))
        .save(folder / "附件1.xlsx")
    )
