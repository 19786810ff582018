from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            (120220260000123456, *case(1)[1:]),
            (120220260000123457, *case(1)[1:]),
        )
        .save(folder / "台账.xlsx")
    )
