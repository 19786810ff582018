from pathlib import Path

from tests.corpus.clerk import case, ledger
from tests.corpus.raw import SHEET, edit_part


def make(folder: Path) -> Path:
    path = ledger().rows(case(1, recovered=3.5), case(2)).save(folder / "台账.xlsx")
    return edit_part(path, SHEET, r'(<c r="E4"[^>]*>)<v>', r"\1<f>[1]Sheet1!A1</f><v>")
