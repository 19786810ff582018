from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("（2026）辽1202执123号（系列案）"),
            case("（2026）辽1202执124号(与首执重复)"),
        )
        .save(folder / "台账.xlsx")
    )
