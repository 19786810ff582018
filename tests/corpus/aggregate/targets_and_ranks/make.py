from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import WEEK


def make(folder: Path) -> Path:
    return (
        book()
        .title("铁岭法院“大干70天”专项执行行动周报表", across=6)
        .row(WEEK)
        .header("法院", "任务数", "累计执结（件）", "完成率", "排名", "去年同期", "同比")
        .rows(
            ("银州区法院", 170, 60, "35.3%", 1, 48, "25%"),
            ("清河区法院", 70, 21, "30%", 2, 20, "5%"),
        )
        .save(folder / "附件1.xlsx")
    )
