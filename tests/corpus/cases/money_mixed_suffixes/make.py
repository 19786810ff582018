from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    amounts = ("1.2万", "12,000元", "0.00012亿", "１２０００", "87万余元", "—", "不适用", 12000)
    rows = [
        case(n, claim=90000, recovered=amount, method="终本") for n, amount in enumerate(amounts, 1)
    ]
    return ledger(unit="单位：元").rows(*rows).save(folder / "台账.xlsx")
