from pathlib import Path

import openpyxl

from tests.corpus.clerk import COURT, LEDGER, WEEK, case


def make(folder: Path) -> Path:
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    page = workbook.worksheets[0]
    for row in ((COURT,), (WEEK, None, None, "单位：万元"), LEDGER, case(1), case(2)):
        page.append(row)
    workbook.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"
