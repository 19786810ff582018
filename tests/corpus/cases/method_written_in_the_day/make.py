from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case(1, closed="2026.1.15 执行完毕", method=None),
            case(2, closed="1.12-1.15"),
            case(3),
            case(4),
            case(5),
        )
        .save(folder / "台账.xlsx")
    )
