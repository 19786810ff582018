from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("（2026）辽1202执123号、124号"),
            case("（2026）辽1202执125-130号"),
            case("（2026）辽1202执131号\n（2026）辽1202执132号"),
            case(133),
        )
        .save(folder / "台账.xlsx")
    )
