from pathlib import Path

import openpyxl

from tests.corpus.clerk import case, ledger


def make(folder: Path) -> Path:
    path = (
        ledger()
        .rows(case(1), case(2, method="终结本次执行程序"), case(3))
        .hide(4, 6)
        .save(folder / "台账.xlsx")
    )
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0].auto_filter.ref = "A3:G6"
    workbook.save(path)
    return path
