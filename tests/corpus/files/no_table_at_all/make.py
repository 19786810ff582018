from pathlib import Path

import openpyxl


def make(folder: Path) -> Path:
    workbook = openpyxl.Workbook()
    workbook.save(folder / "台账.xlsx")
    return folder / "台账.xlsx"
