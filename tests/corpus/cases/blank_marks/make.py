from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    marks = (0, None, "/", "—", "-", "无", "未报", "空", "×", "不适用", "N/A")
    rows = [case(n, recovered=mark, closed=None, method=None) for n, mark in enumerate(marks, 1)]
    return ledger().rows(*rows).save(folder / "台账.xlsx")
