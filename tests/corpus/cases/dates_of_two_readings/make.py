from datetime import date
from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    days = (
        "01/05/26",
        "11/12/25",
        "26/1/5",
        "25.12.8",
        *(date(2026, 1, day) for day in range(2, 8)),
    )
    rows = [case(n, filed=day) for n, day in enumerate(days, 1)]
    return ledger().rows(*rows).save(folder / "台账.xlsx")
