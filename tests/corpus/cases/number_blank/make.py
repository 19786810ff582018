from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case(1),
            case(None),
            (None, None, None, None, None, None, None),
            case(2),
        )
        .save(folder / "台账.xlsx")
    )
