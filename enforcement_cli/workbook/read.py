"""The door of workbook/: one file on disk becomes a RawBook, or one Problem that says why not.

Comes in: a path. Goes out: an Outcome. Refuses links, devices, lock files, foreign files and those
no given password opens; here alone the readers' exceptions become problems. Not safe against files that abort the
reader: run it in a worker (worker.py).
"""

import hashlib
import io
import os
import re
import stat
from collections.abc import Sequence
from pathlib import Path

from enforcement_cli.model.batch import Outcome
from enforcement_cli.model.blocks import lay_out
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.grid import FileKind, Links, RawBook, SheetGrid
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.words import layout_words
from enforcement_cli.workbook.decode import decode
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.prose_text import universal
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.saved import saved_at
from enforcement_cli.workbook.sniff import has_macros, sniff_bytes
from enforcement_cli.workbook.unpack import explain_archive
from enforcement_cli.workbook.zip_directory import refuse_crowded

# What is recognised and not read: as which problem, and in which words.
_REFUSED: dict[FileKind, tuple[str, str]] = {
    "unknown": ("F-01", "内容不是表格"),
    "doc": ("F-11", "是旧版 Word 文档（.doc），若是战报请另存为 .docx 再报"),
    "picture": ("F-11", "是图片、PDF 或演示文稿，不是表格"),
}
_DEFAULTS = Limits()
# A page that has cells, or whose data are in another file.
_TABLED = re.compile(r"<(?:table|frame|x:WorksheetSource)", re.IGNORECASE)
# A pipe that takes a file's place must not be waited for, nor a link be followed.
_PLAINLY = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_book(
    path: Path, limits: Limits = _DEFAULTS, passwords: Sequence[str] = ()
) -> Outcome[RawBook | None]:
    """Read every sheet of a file, or the text of a document.

    The value is None when the file is no return that can be read; a problem then says why. With
    a value, problems name what of it was left out (a damaged sheet) or not run (macros). The
    fingerprint is that of the file as it came, encrypted or not.

    Raises:
        UnknownName: there is no such file.
        OSError: the file cannot be read from the disk.
    """
    try:
        data = file_bytes(path, limits)
        plain, kind = unlocked(data, limits, passwords)
        if kind == "zip":
            raise explain_archive(path, limits)
        text = _text(plain, kind, limits)
        sheets, refused = ([], []) if text else sheets_of(plain, kind, limits, passwords)
        _refuse_namesakes(sheets)
    except Refused as refusal:
        return Outcome(value=None, problems=(problem_of(path, refusal),))
    problems = [problem_of(path, refusal) for refusal in refused]
    what = _foreign(path, plain, kind)
    if what:
        facts = {"what": what}
        problems.append(Problem(rule=rule("F-03"), origin=Origin(file=path.name), facts=facts))
    if sheets and kind == "xlsb":
        problems.append(Problem(rule=rule("F-16"), origin=Origin(file=path.name)))
    problems += [_link_problem(path, sheet, sheet.links) for sheet in sheets if sheet.links]
    if not sheets and not text:
        if not problems:
            problems.append(problem_of(path, Refused("F-01", reason="里面没有工作表")))
        return Outcome(value=None, problems=tuple(problems))
    book = RawBook(
        sha256=hashlib.sha256(data).hexdigest(),
        file_name=path.name,
        kind=kind,
        sheets=tuple(sheets),
        text=text,
        saved_at=saved_at(plain, kind) if sheets else None,
    )
    return Outcome(value=book, problems=tuple(problems))


def file_bytes(path: Path, limits: Limits) -> bytes:
    """All of a regular file.

    Raises:
        Refused: a link, a temporary file (F-11), empty or too large (F-01).
        UnknownName: there is no such file.
        OSError: the file cannot be read from the disk.
    """
    if path.name.startswith(layout_words("temporary_prefixes")):
        raise Refused("F-11", reason="是打开文件时产生的临时文件")
    try:
        status = path.lstat()
    except FileNotFoundError as failure:
        raise UnknownName(
            f"没有这个文件：{path}。", remedy="请核对文件名和所在的文件夹。"
        ) from failure
    if not stat.S_ISREG(status.st_mode):
        raise Refused("F-11", reason="是链接、文件夹或设备，不是文件")
    if status.st_size > limits.file_bytes:
        raise Refused("F-01", reason=f"有 {status.st_size >> 20} MiB，超过上限")
    data = _whole(path, limits)
    if not data:
        raise Refused("F-01", reason="文件是空的，0 字节")
    return data


def _whole(path: Path, limits: Limits) -> bytes:
    """The bytes of a file that was regular a moment ago; never those of a link or a pipe."""
    handle = os.open(path, _PLAINLY)
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Refused("F-11", reason="是链接、文件夹或设备，不是文件")
        data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:  # it grew meanwhile
        raise Refused("F-01", reason=f"超过 {limits.file_bytes >> 20} MiB 的上限")
    return data


def unlocked(data: bytes, limits: Limits, passwords: Sequence[str]) -> tuple[bytes, FileKind]:
    """The bytes of a package without its password, and what it really is.

    Raises:
        Refused: no password opens it (F-02), or it is damaged (F-01).
    """
    refuse_crowded(io.BytesIO(data), limits)
    kind = sniff_bytes(data)
    if kind == "encrypted":
        from enforcement_cli.workbook.unlock import unlock

        data = unlock(data, passwords)
        refuse_crowded(io.BytesIO(data), limits)
        kind = sniff_bytes(data)
        if kind in ("encrypted", "zip"):
            raise Refused("F-01", reason="加密的内容已损坏")
    return data, kind


def _text(data: bytes, kind: FileKind, limits: Limits) -> str:
    """The text of a document, or of a web page without a table; empty for what has cells.

    Raises:
        Refused: a document without text (F-11), or one that cannot be read (F-01).
    """
    text = ""
    if kind == "docx":
        from enforcement_cli.workbook.word import read_docx

        text = read_docx(data, limits)
    elif kind == "text":
        text = universal((decode(data) or "").strip())
        if len(text) > limits.text_characters:
            raise Refused("F-01", reason="文字太多")
    elif kind == "html":
        text = _of_page(data, limits)
    if kind in ("docx", "text") and not text:
        raise Refused("F-11", reason="里面没有文字")
    return text


def _of_page(data: bytes, limits: Limits) -> str:
    """The sentences of a web page that has no table; empty where it has one, or no sentence."""
    from enforcement_cli.workbook.html_table import pages_of

    if any(_TABLED.search(page) for page in pages_of(data)):
        return ""
    from enforcement_cli.workbook.prose_html import html_blocks

    text = lay_out(html_blocks(data, limits)).text.strip()
    return text if "。" in text else ""


def _refuse_namesakes(sheets: Sequence[SheetGrid]) -> None:
    """Two sheets of one name: no address tells their cells apart, and some readers read one twice."""
    names = [sheet.name for sheet in sheets]
    again = next((name for i, name in enumerate(names) if name in names[:i]), None)
    if again is not None:
        raise Refused("F-01", reason=f"有两个工作表都叫“{again}”")


def _foreign(path: Path, data: bytes, kind: FileKind) -> str:
    """What F-03 says of a workbook: macros inside, or a format of WPS's own."""
    if has_macros(data):
        return "含宏"
    return "是 WPS 的 .et 格式" if kind == "xls" and path.suffix.lower() == ".et" else ""


def _link_problem(path: Path, sheet: SheetGrid, links: Links) -> Problem:
    """S-16, once a sheet, at the first cell that fetches its value from another workbook."""
    return Problem(
        rule=rule("S-16"),
        origin=Origin(file=path.name, sheet=sheet.name, row=links.row, column=links.column),
        facts={
            "file": f"“{links.file}”" if links.file else "",
            "more": f"等 {links.count} 格" if links.count > 1 else "",
        },
    )


def sheets_of(
    data: bytes, kind: FileKind, limits: Limits, passwords: Sequence[str]
) -> tuple[list[SheetGrid], list[Refused]]:
    """The sheets of a file by its kind, and why some of its sheets cannot be read.

    Raises:
        Refused: it holds no sheets (F-11), or cannot be read (F-01, F-02).
    """
    # Each reader is imported when its first file comes.
    if kind in _REFUSED:
        code, reason = _REFUSED[kind]
        raise Refused(code, reason=reason)
    if kind == "xls":
        return _read_xls(data, limits, passwords), []
    if kind == "ods":
        from enforcement_cli.workbook.ods import read_ods

        return read_ods(data, limits), []
    if kind == "csv":
        from enforcement_cli.workbook.delimited import read_delimited

        return read_delimited(data, limits), []
    if kind == "html":
        from enforcement_cli.workbook.html_table import read_html

        return read_html(data, limits), []
    if kind == "xml2003":
        from enforcement_cli.workbook.xml2003 import read_xml2003

        return read_xml2003(data, limits), []
    from enforcement_cli.workbook.calamine import read_package

    try:
        return read_package(data, limits)
    except BaseException as failure:
        # A Rust panic is a BaseException of a class that no module exports.
        if type(failure).__name__ != "PanicException":
            raise
        raise Refused("F-01", reason="工作簿内部已损坏") from failure


def _read_xls(data: bytes, limits: Limits, passwords: Sequence[str]) -> list[SheetGrid]:
    """Its sheets; whether it is encrypted only its reader tells."""
    from enforcement_cli.workbook.ole import read_ole

    try:
        return read_ole(data, limits)
    except Refused as refusal:
        if refusal.code != "F-02":
            raise
    from enforcement_cli.workbook.unlock import unlock

    return read_ole(unlock(data, passwords), limits)


def problem_of(path: Path, refusal: Refused) -> Problem:
    """What is told of a file that was refused."""
    return Problem(
        rule=rule(refusal.code),
        origin=Origin(file=path.name, sheet=refusal.sheet or None),
        facts={"file": path.name, "reason": refusal.reason},
    )
