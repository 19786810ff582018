from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .row(*case(1))
        .row(*case(2, claim=3.504))
        .row("合计", None, None, 7, 8)
        .save(folder / "台账.xlsx")
    )
