from pathlib import Path

from tests.corpus.clerk import LEDGER, case, ledger


def make(folder: Path) -> Path:
    left, right = [case(n) for n in (1, 2, 3)], [case(4), case(5, recovered=35000), case(6)]
    return (
        ledger(*LEDGER, None, *LEDGER)
        .rows(*((*one, None, *other) for one, other in zip(left, right, strict=True)))
        .save(folder / "台账.xlsx")
    )
