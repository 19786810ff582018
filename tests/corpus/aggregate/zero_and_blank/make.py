from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title("铁岭法院“大干70天”专项执行行动周报表", across=6)
        .row(WEEK)
        .header("法院", "本周执结（件）", "累计执结（件）")
        .rows(
            ("银州区法院", 0, 60),
            ("清河区法院", None, 21),
            ("铁岭县法院", "—", 5),
            ("西丰县法院", "未报", "未报"),
            ("昌图县法院", "不适用", 3),
        )
        .save(folder / "附件1.xlsx")
    )
