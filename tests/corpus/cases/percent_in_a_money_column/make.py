from pathlib import Path

import openpyxl

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    path = ledger().rows(case(1), case(2, recovered=0.85)).save(folder / "台账.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0]["E5"].number_format = "0%"
    workbook.save(path)
    return path
