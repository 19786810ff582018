from datetime import date
from pathlib import Path

from tests.corpus.clerk import measures


def make(folder: Path) -> Path:
    return (
        measures()
        .rows(
            (None, None, "拘传", date(2026, 1, 13), 6),
            (None, "王某", "拘传", date(2026, 1, 14), None),
            (None, None, "拘传", date(2026, 1, 15), None),
        )
        .save(folder / "强制措施明细.xlsx")
    )
