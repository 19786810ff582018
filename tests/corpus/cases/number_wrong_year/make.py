from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("（2062）辽1202执1号"),
            case("（206）辽1202执2号"),
            case("（26）辽1202执3号"),
            case("（1926）辽1202执4号"),
        )
        .save(folder / "台账.xlsx")
    )
