from pathlib import Path

from tests.corpus.clerk import LEDGER, case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(*LEDGER, "兑付进度")
        .rows((*case(1), "已兑付"), (*case(2), None))
        .save(folder / "台账.xlsx")
    )
