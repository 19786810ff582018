from pathlib import Path

from tests.corpus.clerk import LEDGER, case, ledger


def make(folder: Path) -> Path:
    header = ("执行法院", *LEDGER)
    return (
        ledger(*header)
        .rows(
            ("清河区法院", *case("（2026）辽1204执1号")),
            ("清河区法院", *case("（2026）辽1204执2号")),
        )
        .save(folder / "附件1.xlsx")
    )
