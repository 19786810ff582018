from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return (
        ledger(week="第4周（2026年1月12日至2026年1月18日）")
        .row(*case(1))
        .save(folder / "附件1.xlsx")
    )
