"""A workbook of frames and the rows of its sheets come in; the bytes of an .xlsx go out.

openpyxl writes everything but the cells; their XML is put in its place, totals with their cached
values, so that a reader that does not calculate sees every number. Knows no template.
"""

import io
import re
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook

from enforcement_cli.render.excel_layout import SheetLayout

_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"')
_MERGES = re.compile(rb"(?:<mergeCell [^>]*>)+")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_CREATED = re.compile(rb"<dcterms:created[^>]*>([^<]*)")


def pack(workbook: Workbook, layouts: Sequence[SheetLayout]) -> bytes:
    """The workbook with `layouts` as the rows of its sheets, in order."""
    frames = io.BytesIO()
    workbook.save(frames)
    parts = {
        f"xl/worksheets/sheet{place}.xml": layout for place, layout in enumerate(layouts, start=1)
    }
    whole = io.BytesIO()
    with (
        zipfile.ZipFile(frames) as source,
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name in parts:
                data = _with_rows(data, parts[name])
            elif name == "docProps/core.xml":
                data = _as_created(data)
            entry = zipfile.ZipInfo(name)  # dated 1980: the same bulletin gives the same bytes
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return whole.getvalue()


def _with_rows(sheet: bytes, layout: SheetLayout) -> bytes:
    rows = f"<sheetData>{''.join(layout.lines)}</sheetData>".encode()
    area = f'<dimension ref="{layout.area()}"'.encode()
    sheet = _DIMENSION.sub(lambda _: area, sheet, count=1)
    # openpyxl keeps merges in a set of texts, whose order is another in every process.
    sheet = _MERGES.sub(lambda found: _sorted(found[0]), sheet)
    return _ROWS.sub(lambda _: rows, sheet, count=1)


def _sorted(merges: bytes) -> bytes:
    return b">".join(sorted(merges.rstrip(b">").split(b">"))) + b">"


def _as_created(properties: bytes) -> bytes:
    """Modified when the template was created: the clock is no part of a bulletin."""
    created = _CREATED.search(properties)
    moment = created[1] if created else b"1980-01-01T00:00:00Z"
    return _MODIFIED.sub(lambda found: found[1] + moment, properties)
