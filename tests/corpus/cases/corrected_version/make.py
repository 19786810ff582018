from pathlib import Path

from tests.corpus.clerk import WEEK, case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(week=f"{WEEK}（第2次报送）")
        .rows(case(1), case(2, recovered=3))
        .save(folder / "附件1更正版.xlsx")
    )
