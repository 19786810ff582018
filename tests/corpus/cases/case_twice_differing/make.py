from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case(1, recovered=1),
            case(2),
            case(1, recovered=2),
        )
        .save(folder / "台账.xlsx")
    )
