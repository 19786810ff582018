"""The header band and the body of real Chinese sheets that somebody labelled."""

import csv
import re
from pathlib import Path

import pytest

from enforcement_cli.locate.shape import find_by_shape
from enforcement_cli.workbook.read import read_book
from tests.corpus_foreign.places import CORPUS

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")

# What a report generator fills in; such a sheet is no table yet.
_PLACEHOLDER = re.compile(r"\{\{?\.?\w|^\$\w|^#\w|^&\w|\$definition")
# Where the label counts rows of data, or lines of a form, as header: looked at one by one.
_LABEL_IS_WRONG = {
    "webengine.xlsx", "apachepoi_12561-1.xls.xlsb", "26template.xlsx", "apachepoi_44235.xls.xlsb",
    "example-spdb_debit-records.xls", "产品导入模板.xlsx", "正确的定义.xlsx", "重复变量定义.xlsx",
    "issue47.xls", "issue47.xlsx", "ClosedXmlMergeTemplate_GeneratedReport.xlsx",
    "format_cell_import_xml_MSO15.ods", "drawing.xlsx", "fracture merged.xlsx",
}  # fmt: skip


def labelled():
    with (CORPUS / "chinese-layouts.tsv").open(encoding="utf-8") as stream:
        yield from csv.DictReader(stream, delimiter="\t")


def test_the_labelled_header_bands_and_bodies_are_found():
    books = {}
    right, wrong, skipped = [], [], []
    for label in labelled():
        path = CORPUS / label["file"]
        book = books.setdefault(path, read_book(path)).value
        assert book is not None, label["file"]
        grid = next(sheet for sheet in book.sheets if sheet.name == label["sheet"])
        texts = [cell for row in grid.rows[:12] for cell in row if isinstance(cell, str)]
        if Path(path).name in _LABEL_IS_WRONG or any(map(_PLACEHOLDER.search, texts)):
            skipped.append(label["file"])
            continue
        top = int(label["start"].split(",")[0]) + int(label["title_rows"])
        band = find_by_shape(grid)
        said = (top + 1, top + int(label["header_rows"])) if label["header_rows"] != "0" else None
        found = (band.first, band.last) if band else None
        filled = [
            n for n, row in enumerate(grid.rows, grid.first_row) if any(c is not None for c in row)
        ]
        whole = filled[-1] in range(top, int(label["start"].split(",")[0]) + int(label["rows"]) + 1)
        (right if found == said and whole else wrong).append((label["file"], said, found, whole))
    assert len(skipped) <= 36
    assert len(wrong) <= 0.05 * (len(right) + len(wrong)), wrong
