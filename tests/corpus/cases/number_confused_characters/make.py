from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("（2026）辽1202执灰5号"),
            case("（2026）迁1202执6号"),
            case("（2026）达1202执7号"),
            case("（2026）辽1202热8号"),
            case("（2026）辽1202挚恢9号"),
        )
        .save(folder / "台账.xlsx")
    )
