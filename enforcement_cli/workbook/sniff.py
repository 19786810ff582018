"""What a file really is, by its bytes; the suffix is what somebody typed.

Comes in: a path, or a file's bytes. Goes out: a FileKind. Refuses to read cells.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from enforcement_cli.model.grid import FileKind
from enforcement_cli.workbook.decode import decode
from enforcement_cli.workbook.ole_streams import root_names

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# BIFF 2 to 5 streams outside OLE begin with a BOF record: 09 00, 09 02, 09 04 or 09 08.
_BARE_BIFF = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"%PDF")
_HTML = re.compile(r"<(?:!doctype\s+html|html|table|body|head|meta)\b", re.IGNORECASE)
_NO_ZIP = (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError)
DELIMITERS = "\t,;|"
_SENTENCE_ENDS = ("。", "！", "？", "；", "。”")


def sniff(path: Path) -> FileKind:
    """The kind of a regular file.

    Raises:
        OSError: it cannot be read.
    """
    return sniff_bytes(path.read_bytes())


def sniff_bytes(data: bytes) -> FileKind:
    r"""The kind of a file with these bytes.

    >>> sniff_bytes("案号,立案日期\n1,2\n".encode("gb18030")), sniff_bytes(b"%PDF-1.7")
    ('csv', 'picture')
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data)
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data.startswith(_BARE_BIFF) and len(data) > 4 and data[2] <= 16 and data[3] == 0:
        return "xls"
    if data.startswith(_PICTURES):
        return "picture"
    text = decode(data)
    return "unknown" if text is None or not text.strip() else _sniff_text(text)


def _sniff_zip(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return kind_of_parts(package.namelist())
    except _NO_ZIP:
        return "unknown"


def kind_of_parts(parts: Iterable[str]) -> FileKind:
    """What a zip is by the names of its parts; an archive of files where nothing speaks for more.

    >>> kind_of_parts(["xl/workbook.bin"]), kind_of_parts(["第3周/银州.xlsx"])
    ('xlsb', 'zip')
    """
    # Some Chinese systems write backslashes into the names.
    names = {name.replace("\\", "/").lower() for name in parts}
    if "xl/vbaproject.bin" in names and "xl/workbook.xml" in names:
        return "xlsm"
    if any(name.startswith("xl/") and name.endswith("workbook.xml") for name in names):
        return "xlsx"
    marks: tuple[tuple[str, FileKind], ...] = (
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "docx"),
        ("ppt/presentation.xml", "picture"),
        ("content.xml", "ods"),
    )
    for name, kind in marks:
        if name in names:
            return kind
    # A workbook part may have any name; its relations file says so.
    if "[content_types].xml" in names:
        return "xlsx"
    return "zip"


def _sniff_ole(data: bytes) -> FileKind:
    names = root_names(data)
    if "encryptedpackage" in names:
        return "encrypted"
    if names & {"workbook", "book"}:
        return "xls"
    if "worddocument" in names:
        return "doc"
    if "powerpoint document" in names:
        return "picture"
    return "unknown"


def has_macros(data: bytes) -> bool:
    """Whether a workbook holds macros, which are never run."""
    if data.startswith(_OLE):
        return "_vba_project_cur" in root_names(data)
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {name.replace("\\", "/").lower() for name in package.namelist()}
    except _NO_ZIP:
        return False
    return "xl/vbaproject.bin" in names


def _sniff_text(text: str) -> FileKind:
    head = text[:4096].lstrip()
    if head.startswith("<"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in head:
            return "xml2003"
        return "html" if _HTML.search(head) else "unknown"
    if head.startswith("MIME-Version:"):
        return "html"
    return "text" if delimiter_of(text) is None else "csv"


def delimiter_of(text: str) -> str | None:
    """What separates the cells: the sign that most of the first lines hold, else None.

    Prose holds commas too: full-width ones, or, typed so, as many as a sentence happens to have.
    """
    lines = [line for line in text[:65536].splitlines() if line.strip()][:50]
    best, best_score = None, 0
    for sign in DELIMITERS:
        counts = [line.count(sign) for line in lines]
        held = sum(1 for count in counts if count)
        # Title lines and footers hold none; a table of two lines is still a table.
        if held * 2 >= len(lines) and held >= min(2, len(lines)) and sum(counts) > best_score:
            best, best_score = sign, sum(counts)
    return None if best == "," and _is_prose(lines) else best


def _is_prose(lines: list[str]) -> bool:
    """Whether lines with commas are sentences: rows of a table have the same number of them."""
    held = [line for line in lines if "," in line]
    if all(line.rstrip().endswith(_SENTENCE_ENDS) for line in held):
        return True
    ended = sum(1 for line in lines if "。" in line)
    alike = Counter(line.count(",") for line in held).most_common(1)[0][1]
    return ended * 3 >= len(lines) and alike * 5 < len(held) * 3
