"""From a return to its sheets, and from sheets to the bytes of its file.

In: a return. Out: what its court's layout makes of it, in its court's file format.
Refuses to know what the rows mean.
"""

from collections.abc import Sequence

from sample_data.making.ledgers import LAYOUTS
from sample_data.making.measure_lists import measures_sheet
from sample_data.making.nouns import Return
from sample_data.making.sheets import Sheet
from sample_data.making.workbooks import csv_gbk, xls, xlsx

# What an office program leaves beside an open file: the user's name, padded to 165 bytes.
_LOCK_FILE = b"\x06sample".ljust(165, b"\x00")


def sheets_of(sent: Return) -> list[Sheet]:
    """The sheets of a return; none for a temporary file."""
    if "~$" in sent.file:
        return []
    if sent.form == "measures":
        return [measures_sheet(sent)]
    return LAYOUTS[sent.court.code](sent)


def bytes_of(sent: Return, sheets: Sequence[Sheet]) -> bytes:
    """The file; a copy has the bytes of its first sending, so the save time is the court's."""
    if not sheets:
        return _LOCK_FILE
    if sent.court.suffix == "xls":
        return xls(sheets)
    if sent.court.suffix == "csv":
        return csv_gbk(sheets[0])
    # saved at eight on the due day or, for a late or corrected file, that morning
    saved = sent.received_at.replace(hour=8, minute=0, second=0)
    wrong = sent.court.code == "辽1204" and sent.form == "cases"
    return xlsx(sheets, saved, wrong_dimension=wrong)
