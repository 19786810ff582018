from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT


def make(folder: Path) -> Path:
    return (
        book()
        .title(f"{COURT}日督办清单（截至2026年1月15日）", across=5)
        .header("案号", "督办事项", "责任人", "办结期限", "状态")
        .row("零报告")
        .save(folder / "银州区法院日督办清单.xlsx")
    )
