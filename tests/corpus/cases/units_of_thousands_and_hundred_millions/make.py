from datetime import date
from pathlib import Path

from tests.corpus.clerk import COURT, WEEK, case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(unit="单位：千元")
        .rows(case(1, claim=35, recovered=12.345))
        .sheet("大额")
        .title(COURT)
        .row(WEEK)
        .header("案号", "立案日期", "申请标的（亿元）", "到位金额（百万元）")
        .row("（2026）辽1202执2号", date(2026, 1, 5), 1.98, 35.5)
        .save(folder / "银州区法院台账.xlsx")
    )
