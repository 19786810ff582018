from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, LEDGER, WEEK, case


def make(folder: Path) -> Path:
    indented = ((None, *case(1)), (None, *case(2, claim=2, recovered=1.25)))
    return (
        book()
        .blank(3)
        .row(None, f"{COURT}案件台账")
        .row(None, WEEK, None, "单位：万元")
        .blank()
        .header(None, *LEDGER)
        .rows(*indented)
        .save(folder / "台账.xlsx")
    )
