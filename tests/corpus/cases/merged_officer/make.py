from pathlib import Path

from tests.corpus.clerk import LEDGER, case, ledger


def make(folder: Path) -> Path:
    header = ("承办人", *LEDGER)
    return (
        ledger(*header)
        .row("张三", *case(1))
        .row(None, *case(2))
        .row(None, *case(3))
        .merge("A4:A5")
        .save(folder / "台账.xlsx")
    )
