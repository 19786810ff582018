from datetime import date
from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    amounts = (
        "已到位", "见备注", "#", "3000 2000", "3000/2000", "5000①", "1,2345", "3.5.2", True,
        date(2026, 1, 5), *range(30000, 46000, 1000),
    )  # fmt: skip
    rows = [
        case(n, claim=90000, recovered=amount, method="终本") for n, amount in enumerate(amounts, 1)
    ]
    return ledger(unit="单位：元").rows(*rows).save(folder / "台账.xlsx")
