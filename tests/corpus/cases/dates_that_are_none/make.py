from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    days = ("2026年13月5日", "2026-02-30", "5/1/2026", "2026.1", "2026年1月", "春节前", 2026.1)
    rows = [case(n, filed=day) for n, day in enumerate(days, 1)]
    return ledger().rows(*rows).save(folder / "台账.xlsx")
