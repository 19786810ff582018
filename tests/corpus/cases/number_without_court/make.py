from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("（2026）执123号"),
            case("（2026）1202执124号"),
            case("1202执125号"),
        )
        .save(folder / "台账.xlsx")
    )
