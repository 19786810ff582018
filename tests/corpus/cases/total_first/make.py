from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .row("合计", None, None, 5.5, 4.75)
        .row(*case(1))
        .row(*case(2, claim=2, recovered=1.25))
        .save(folder / "台账.xlsx")
    )
