from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("（２０２６）辽１２０２执１２号"),
            case("（2026）辽1202执12号"),
        )
        .save(folder / "台账.xlsx")
    )
