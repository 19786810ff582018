from pathlib import Path

from tests.corpus.clerk import case, ledger
from tests.corpus.raw import SHEET, edit_part


def make(folder: Path) -> Path:
    path = ledger().rows(case(1), case(2)).row("合计", None, None, 7, 6).save(folder / "台账.xlsx")
    return edit_part(path, SHEET, r'(<c r="D6"[^>]*>)<v>', r"\1<f>SUM(D4:D5)</f><v>")
