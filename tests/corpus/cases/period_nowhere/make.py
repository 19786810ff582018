from pathlib import Path

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    return ledger(week="（内部资料）").row(*case(1)).save(folder / "银州区法院台账.xlsx")
