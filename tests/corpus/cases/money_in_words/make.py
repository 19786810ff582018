from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    amounts = (
        "叁万伍仟元整",
        "三万五千元",
        "壹拾贰万元",
        "一百元五角",
        "三五千",
        35000,
        12000,
        8000,
    )
    rows = [
        case(n, claim=150000, recovered=amount, method="终本")
        for n, amount in enumerate(amounts, 1)
    ]
    return ledger(unit="单位：元").rows(*rows).save(folder / "台账.xlsx")
