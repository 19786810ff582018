from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("2026辽1202执1"),
            case("（2026）辽1202执字第2号"),
            case("（2026）辽1202执第3号"),
            case("（2026）辽1202执恢字第4号"),
            case("（2026年）辽1202执5号"),
        )
        .save(folder / "台账.xlsx")
    )
