from pathlib import Path

from tests.corpus.clerk import case, ledger
from tests.corpus.raw import SHEET, edit_part


def make(folder: Path) -> Path:
    path = ledger().rows(*(case(number) for number in range(1, 21))).save(folder / "台账.xlsx")
    empty = "".join(
        f'<row r="{r}"><c r="A{r}" s="0"/><c r="B{r}" s="0"/></row>' for r in range(24, 50000)
    )
    return edit_part(path, SHEET, "</sheetData>", empty + "</sheetData>")
