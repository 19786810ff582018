from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, LEDGER, WEEK, case


def make(folder: Path) -> Path:
    made = book()
    for number, name in enumerate(("张三", "李四"), 1):
        made.sheet(name).title(COURT).row(WEEK, None, None, "单位：万元").header(*LEDGER).row(
            *case(number)
        )
    return made.save(folder / "银州区法院台账.xlsx")
