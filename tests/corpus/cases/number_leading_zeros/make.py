from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("（2026）辽1202执000123号"),
            case("（2026）辽1202执123号"),
        )
        .save(folder / "台账.xlsx")
    )
