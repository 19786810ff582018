"""The door of workbook/: one file on disk becomes a RawBook, or one Problem that says why not.

Comes in: a path. Goes out: an Outcome. Refuses links, devices, lock files, encrypted and foreign
files; here alone the readers' exceptions become problems. Not safe against files that abort the
reader: run it in a worker (worker.py).
"""

import hashlib
import stat
from pathlib import Path

from enforcement_cli.model.batch import Outcome
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.grid import FileKind, RawBook, SheetGrid
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.words import layout_words
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.sniff import sniff_bytes
from enforcement_cli.workbook.unpack import explain_archive

# What is recognised and not read: as which problem, and in which words.
_REFUSED: dict[FileKind, tuple[str, str]] = {
    "encrypted": ("F-02", ""),
    "unknown": ("F-01", "内容不是表格"),
    "docx": ("F-11", "是文字处理文档，不是表格"),
    "text": ("F-11", "是文字材料，不是表格"),
    "picture": ("F-11", "是图片、PDF 或演示文稿，不是表格"),
}
_DEFAULTS = Limits()


def read_book(path: Path, limits: Limits = _DEFAULTS) -> Outcome[RawBook | None]:
    """Read every sheet of a file.

    The value is None when the file is no return that can be read; a problem then says why. With
    a value, problems name what of it was left out (a damaged sheet) or not run (macros).

    Raises:
        UnknownName: there is no such file.
        OSError: the file cannot be read from the disk.
    """
    try:
        data = _bytes(path, limits)
        kind = sniff_bytes(data)
        if kind == "zip":
            raise explain_archive(path, limits)
        sheets, refused = _read(data, kind, limits)
    except Refused as refusal:
        return Outcome(value=None, problems=(_problem(path, refusal),))
    problems = [_problem(path, refusal) for refusal in refused]
    if kind == "xlsm":
        problems.append(Problem(rule=rule("F-03"), origin=Origin(file=path.name)))
    if sheets and kind in ("xlsb", "ods"):
        problems.append(Problem(rule=rule("F-16"), origin=Origin(file=path.name)))
    if not sheets:
        if not problems:
            problems.append(_problem(path, Refused("F-01", reason="里面没有工作表")))
        return Outcome(value=None, problems=tuple(problems))
    sha256 = hashlib.sha256(data).hexdigest()
    book = RawBook(sha256=sha256, file_name=path.name, kind=kind, sheets=tuple(sheets))
    return Outcome(value=book, problems=tuple(problems))


def _bytes(path: Path, limits: Limits) -> bytes:
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
    data = path.read_bytes()
    if not data:
        raise Refused("F-01", reason="文件是空的，0 字节")
    return data


def _read(data: bytes, kind: FileKind, limits: Limits) -> tuple[list[SheetGrid], list[Refused]]:
    """Choose the reader; each is imported when its first file comes."""
    if kind in _REFUSED:
        code, reason = _REFUSED[kind]
        raise Refused(code, reason=reason)
    if kind == "xls":
        from enforcement_cli.workbook.ole import read_ole

        return read_ole(data, limits), []
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


def _problem(path: Path, refusal: Refused) -> Problem:
    return Problem(
        rule=rule(refusal.code),
        origin=Origin(file=path.name, sheet=refusal.sheet or None),
        facts={"file": path.name, "reason": refusal.reason},
    )
