from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .rows(
            case(1, method="中止执行", closed=None, recovered=0),
            case(2, method="已和解，分期履行", closed=None, recovered=1),
            case(3, method="在办", closed="未结", recovered=0),
            case(4, method="暂缓执行"),
            case(5, method="和解未履行完毕"),
        )
        .save(folder / "台账.xlsx")
    )
