from pathlib import Path

from tests.corpus.clerk import COURT, LEDGER, WEEK, case, ledger


def make(folder: Path) -> Path:
    wage = case(1, cause="劳务合同纠纷")
    return (
        ledger()
        .rows(wage, case(2))
        .sheet("欠薪")
        .title(COURT)
        .row(WEEK, None, None, "单位：万元")
        .header(*LEDGER)
        .rows(wage)
        .save(folder / "银州区法院台账.xlsx")
    )
