from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(court="沈阳市和平区人民法院")
        .row(*case("（2026）辽0102执1号"))
        .save(folder / "附件1.xlsx")
    )
