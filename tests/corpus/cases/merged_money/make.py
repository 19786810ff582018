from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .row(*case(1, recovered=7))
        .row(*case(2, recovered=None))
        .row(*case(3))
        .merge("E4:E5")
        .save(folder / "台账.xlsx")
    )
