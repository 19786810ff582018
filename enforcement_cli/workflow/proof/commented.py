"""The copy of a proof-read Word file with comments at the places that need an answer.

Comes in: a Proofread. Goes out: a file beside the bulletins, written whole. The original is never
changed. Refuses to know how comments are put into a document.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from enforcement_cli.disk.whole import make_folder, write_whole
from enforcement_cli.model.failure import UsageError
from enforcement_cli.vocabulary.proof import proof_word
from enforcement_cli.workflow.file_names import safe_name
from enforcement_cli.workflow.proof.proofread import Proofread
from enforcement_cli.workflow.state import Room

if TYPE_CHECKING:
    from enforcement_cli.render.word.comments import Note

FOLDER = "校对"
_COMMENTED = ("differs", "undecided")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """The copy, or `why` there is none: empty where the file is no Word file."""

    path: Path | None = None
    why: str = ""


def refuse_output(path: Path, output: Path | None) -> None:
    """Refuse a place for the copy before the work is done.

    Raises:
        UsageError: of a file that is no Word file, or onto the file itself.
    """
    if output is None:
        return
    if path.suffix.lower() != ".docx":
        raise UsageError(
            "只有 Word 文件（.docx）能写带批注的副本。",
            where=str(path),
            remedy="请去掉 --output，或把稿子另存为 .docx。",
        )
    if output.resolve() == path.resolve():
        raise UsageError(
            "--output 就是原来的文件。", where=str(output), remedy="原件不改，请换一个文件名。"
        )


def write_commented(found: Proofread, room: Room, output: Path | None, at: datetime) -> Copied:
    """Write the copy, by default to bulletins/校对/.

    Args:
        found: what was found in the file.
        room: whose bulletins they are.
        output: where to write it instead.
        at: the moment the comments bear.
    """
    if found.prose.kind != "docx":
        return Copied()
    from enforcement_cli.render.word.comments import NotCommentable, commented_copy

    target = output or room.workspace.bulletins / FOLDER / f"{safe_name(found.path.stem)}-校对.docx"
    try:
        data = commented_copy(found.path.read_bytes(), list(_notes(found)), at)
    except NotCommentable as error:
        return Copied(why=f"带批注的副本没有写：{error}。")
    make_folder(target.parent)
    write_whole(target, data)
    return Copied(path=target)


def _notes(found: Proofread) -> Iterator["Note"]:
    """A comment for every number that differs or cannot be decided, and for every slip."""
    from enforcement_cli.render.word.comments import Note

    place = found.around.place
    for mark in found.proof.marks:
        if mark.verdict in _COMMENTED:
            claim = mark.claim
            said = f"{proof_word('verdict', mark.verdict)}：{mark.why}"
            text = f"{said}\n{mark.explain}" if mark.explain else said
            yield Note(start=claim.start, end=claim.end, text=text, place=place(claim.start))
            for start, end in claim.also:
                yield Note(start=start, end=end, text=text, place=place(start))
    for slip in found.proof.slips:
        text = f"{slip.message}{slip.remedy}"
        yield Note(start=slip.start, end=slip.end, text=text, place=place(slip.start))
