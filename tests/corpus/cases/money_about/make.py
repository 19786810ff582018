from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    amounts = ("113万余元", "约5万", "近3万元", "2万多", "10万元左右", 3.5, 2, 8)
    rows = [
        case(n, claim=120, recovered=amount, method="终本") for n, amount in enumerate(amounts, 1)
    ]
    return ledger().rows(*rows).save(folder / "台账.xlsx")
