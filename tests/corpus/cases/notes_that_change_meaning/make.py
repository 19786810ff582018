from pathlib import Path

from tests.corpus.clerk import LEDGER, case, ledger


def make(folder: Path) -> Path:
    header = (*LEDGER, "备注")
    notes = ("与首执重复", "含和解未履行", "系行为类，无金额", None, "-系夫妻共同债务")
    return (
        ledger(*header)
        .rows(
            *((*case(n), note) for n, note in enumerate(notes, 1)),
        )
        .save(folder / "台账.xlsx")
    )
