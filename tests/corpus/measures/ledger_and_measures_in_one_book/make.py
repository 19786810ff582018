from datetime import date
from pathlib import Path

from tests.corpus.clerk import COURT, MEASURES, WEEK, case, ledger


def make(folder: Path) -> Path:
    return (
        ledger()
        .row(*case(1))
        .sheet("强制措施")
        .title(f"{COURT}强制措施明细表")
        .row(WEEK)
        .header(*MEASURES)
        .row("（2026）辽1202执1号", "王某", "拘留", date(2026, 1, 13), 1)
        .save(folder / "银州区法院.xlsx")
    )
