from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("（2026）辽12O2执99号"),
            case("（2026）辽1202执1l1号"),
            case("（2026）辽1202执2I2号"),
            case("（2O26）辽1202执3丨3号"),
        )
        .save(folder / "台账.xlsx")
    )
