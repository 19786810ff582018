from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    words = ("已到位", "部分到位", "未到位", "已到位", "未到位", "已到位")
    rows = [case(n, recovered=word) for n, word in enumerate(words, 1)]
    return ledger().rows(*rows).save(folder / "台账.xlsx")
