from pathlib import Path

from tests.corpus.clerk import LEDGER, case, ledger


def make(folder: Path) -> Path:
    header = ("序号", *LEDGER)
    return (
        ledger(*header)
        .row("例", *case(999))
        .row(*range(1, 9))
        .row(1, *case(1))
        .row(2, *case(2))
        .save(folder / "台账.xlsx")
    )
