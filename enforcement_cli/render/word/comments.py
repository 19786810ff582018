"""A copy of a Word document with comments at places of its text.

Comes in: the document's bytes, the notes and a moment. Goes out: the bytes of a copy, the same every
time. Refuses what python-docx cannot open and documents with declarations; changes no text, style or
picture: parts that hold no comment are the very bytes they were.
"""

import contextlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from enforcement_cli.render.plain import writable_lines
from enforcement_cli.render.word.body import BodyText, Element

AUTHOR, INITIALS = "enforce 校对", "校对"
_LARGEST = 256 << 20  # unpacked: all of it is held in memory
_CHANGED = ("[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels")


class NotCommentable(Exception):
    """The document is none that comments can be put into; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A comment on `start` to `end` of the text that the reader gives of the document.

    `place` is named in front where the comment cannot stand at its place: in a header or footnote.
    """

    start: int
    end: int
    text: str
    place: str = ""


def commented_copy(data: bytes, notes: Sequence[Note], moment: datetime) -> bytes:
    """The document with a comment for every note, dated `moment` as its clock shows it.

    Raises:
        NotCommentable: damaged, with declarations, with macros or in the strict form, or too large.
    """
    _refuse_declarations(data)
    with _whatever_it_raises():
        from docx import Document

        document = Document(io.BytesIO(data))
        comments = document.comments
    _comment(document, comments, sorted(notes, key=lambda note: (note.start, note.end)), moment)
    made = io.BytesIO()
    with _whatever_it_raises():
        document.save(made)
        return _packed(data, made.getvalue())


@contextlib.contextmanager
def _whatever_it_raises() -> Iterator[None]:
    """No list exists of what damaged packages make the library raise.

    Raises:
        NotCommentable: for all of it but a lack of memory.
    """
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        raise NotCommentable("这份 Word 文件的格式不标准，请另存为 .docx 再试") from error


def _refuse_declarations(data: bytes) -> None:
    """The library reads what declares entities; no program that writes documents does.

    Raises:
        NotCommentable: a part declares a document type, or the package is broken or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(info.file_size for info in package.infolist()) > _LARGEST:
                raise NotCommentable("解压后太大")
            for info in package.infolist():
                if info.filename.lower().endswith((".xml", ".rels")):
                    plain = package.read(info).replace(b"\0", b"")
                    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                        raise NotCommentable("XML 里有文档类型或实体声明")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        raise NotCommentable("文档不完整或已损坏") from error


def _comment(document: Any, comments: Any, notes: Sequence[Note], moment: datetime) -> None:
    body = BodyText(document.element)
    within = [note for note in notes if note.start < len(body.text)]
    for offset in sorted({o for note in within for o in (note.start, note.end)}, reverse=True):
        body.cut(offset)
    for note in notes:
        inside = note.start < len(body.text)
        found = body.around(note.start, note.end) if inside else body.around(0, 1)
        text = note.text if inside else "：".join(filter(None, (note.place, note.text)))
        number = _add(comments, text, moment)
        if found is not None:
            _mark(*found, number)
        elif (paragraph := body.first_paragraph()) is not None:
            _mark_empty(paragraph, number)
        else:
            raise NotCommentable("正文里没有段落")


def _add(comments: Any, text: str, moment: datetime) -> int:
    """A comment in the comments part; its number."""
    from docx.oxml.ns import qn

    with _whatever_it_raises():
        comment = comments.add_comment(text=writable_lines(text), author=AUTHOR, initials=INITIALS)
    # Word shows the hours as they stand, whatever the zone says.
    comment._comment_elm.set(qn("w:date"), f"{moment:%Y-%m-%dT%H:%M:%S}Z")  # noqa: SLF001
    return int(comment.comment_id)


def _mark(first: Element, last: Element, number: int) -> None:
    start, end, reference = _marks(number)
    first.addprevious(start)
    last.addnext(reference)
    last.addnext(end)


def _mark_empty(paragraph: Element, number: int) -> None:
    for element in _marks(number):
        paragraph.append(element)


def _marks(number: int) -> tuple[Element, Element, Element]:
    """The begin and the end of a comment's range, and the run that refers to it."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    named = {qn("w:id"): str(number)}
    reference: Any = OxmlElement("w:r")
    reference.get_or_add_rPr().style = "CommentReference"
    reference.append(OxmlElement("w:commentReference", attrs=named))
    return (
        OxmlElement("w:commentRangeStart", attrs=named),
        OxmlElement("w:commentRangeEnd", attrs=named),
        reference,
    )


def _packed(old: bytes, new: bytes) -> bytes:
    """The new package, undated; parts that hold no comment as they were in the old."""
    whole = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(old)) as before,
        zipfile.ZipFile(io.BytesIO(new)) as after,
        zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        kept = set(before.namelist())
        for name in sorted(after.namelist(), key=lambda name: (name != _CHANGED[0], name)):
            fresh = name in _CHANGED or name not in kept or "comments" in name
            entry = zipfile.ZipInfo(name)  # dated 1980
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            package.writestr(entry, (after if fresh else before).read(name))
    return whole.getvalue()
