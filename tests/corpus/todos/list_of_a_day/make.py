from datetime import date
from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}执行案件日督办清单", across=8)
        .row("截至2026年1月14日")
        .header(
            "序号", "案号", "被执行人", "督办事项", "责任人", "完成时限", "办结情况", "办理情况"
        )
        .rows(
            (
                1,
                "（2026）辽1202执41号",
                "甲某",
                "查控房产",
                "丁某",
                date(2026, 1, 16),
                "办理中",
                "已发函",
            ),
            (
                2,
                "（2026）辽1202执42号",
                "乙某",
                "约谈被执行人",
                "戊某",
                date(2026, 1, 12),
                "√",
                None,
            ),
            (3, None, None, "集中送达一次", "己某", "2026年2月28日", None, None),
            (
                4,
                "（2026）辽1202执43号",
                "丙某",
                "腾退房屋",
                "丁某",
                date(2026, 1, 13),
                "差不多了",
                None,
            ),
        )
        .save(folder / "银州区法院日督办清单.xlsx")
    )
