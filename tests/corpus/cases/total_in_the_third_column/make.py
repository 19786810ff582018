from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .row(*case(1))
        .row(*case(2))
        .row(None, None, "合  计", 7, 7)
        .save(folder / "台账.xlsx")
    )
