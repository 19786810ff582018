from datetime import date
from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("（2014）铁银执字第00123号", filed=date(2014, 3, 5)),
            case("(2015)铁银执恢字第7号", filed=date(2015, 6, 1)),
            case("（2026）铁银执字第8号"),
        )
        .save(folder / "台账.xlsx")
    )
