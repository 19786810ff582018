from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case("（2025）辽1202执901号", filed="12月25日"),
            case(1, filed="1月5日", closed="1月15日"),
        )
        .save(folder / "台账.xlsx")
    )
