from pathlib import Path

from tests.corpus.clerk import COURT, LEDGER, WEEK, case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .row(*case(1))
        .sheet("上期", hidden=True)
        .title(COURT)
        .row(WEEK, None, None, "单位：万元")
        .header(*LEDGER)
        .row(*case(9))
        .save(folder / "台账.xlsx")
    )
