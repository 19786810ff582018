from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("（2026）辽1202执123号之一"),
            case("（2026）辽1202执123号-1"),
            case("（2026）辽1202执124号之二"),
        )
        .save(folder / "台账.xlsx")
    )
