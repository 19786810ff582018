from pathlib import Path

from tests.builder import book
from tests.corpus.clerk import COURT, WEEK, case


def make(folder: Path) -> Path:
    return (
        book()
        .title(COURT)
        .row(WEEK)
        .rows(case(1), case(2), case(3), case(4))
        .save(folder / "台账.xlsx")
    )
