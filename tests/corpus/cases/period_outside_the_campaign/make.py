from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(week="统计区间：2025年1月12日至2025年1月18日")
        .row(*case(1))
        .save(folder / "附件1.xlsx")
    )
