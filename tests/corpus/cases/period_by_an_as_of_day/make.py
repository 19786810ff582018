from datetime import date
from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(week="数据截至2026年1月16日24时")
        .row(*case(1, closed=date(2026, 1, 16)))
        .save(folder / "附件1.xlsx")
    )
