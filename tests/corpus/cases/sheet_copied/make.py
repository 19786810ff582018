from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, LEDGER, WEEK, case


def make(folder: Path) -> Path:
    return (
        book()
        .sheet("台账")
        .title(COURT)
        .row(WEEK, None, None, "单位：万元")
        .header(*LEDGER)
        .rows(case(1), case(2))
        .sheet("台账 (2)")
        .title(COURT)
        .row(WEEK, None, None, "单位：万元")
        .header(*LEDGER)
        .rows(case(1), case(2, recovered=2))
        .save(folder / "银州区法院.xlsx")
    )
