from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("(2026) 辽1202 执 1 号"),
            case("（2026）辽1202执\u30002号"),
            case("（2026）\u00a0辽1202执3号"),
            case("（2026）辽1202\u200b执4号"),
            case("（2026）辽1202\n执5号"),
        )
        .save(folder / "台账.xlsx")
    )
