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
from enforcement_cli.model.failure import EnforceError, UsageError
from enforcement_cli.vocabulary.proof import proof_word
from enforcement_cli.workflow.file_names import safe_name
from enforcement_cli.workflow.own_files import refuse_own_file
from enforcement_cli.workflow.proof.proofread import Proofread
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace

if TYPE_CHECKING:
    from enforcement_cli.render.word.comments import Note

FOLDER = "校对"
# How the name of a copy ends; only such a file is written over.
_COPY = "-校对"
_COMMENTED = ("differs", "undecided")
# Nobody reads more comments than that in one document; all of it is told by --json.
_MOST, _MOST_REPEATS = 500, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """The copy, or `why` there is none: empty where the file is no Word file."""

    path: Path | None = None
    why: str = ""


def refuse_output(path: Path, output: Path | None, workspace: Workspace) -> None:
    """Refuse a place for the copy before the work is done.

    Raises:
        UsageError: of a file that is no Word file, onto the file itself, under a name that is none
            of a Word file (the store's, say), or among what courts sent.
    """
    if output is None:
        return
    if path.suffix.lower() != ".docx":
        raise UsageError(
            "只有 Word 文件（.docx）能写带批注的副本。",
            where=str(path),
            remedy="请去掉 --output，或把稿子另存为 .docx。",
        )
    if output.suffix.lower() != ".docx" or (output.exists() and not output.is_file()):
        raise UsageError(
            "--output 应当是一个 Word 文件名。", where=str(output), remedy="请以 .docx 结尾。"
        )
    if not output.absolute().parent.exists():
        raise UsageError(
            "--output 的文件夹不存在。", where=str(output.parent), remedy="请先建好它。"
        )
    refuse_own_file(workspace, output)
    if output.exists() and not output.stem.endswith(_COPY) and output.resolve() != path.resolve():
        raise UsageError(
            "--output 已有这个文件。", where=str(output), remedy="请换一个文件名，不覆盖别的文件。"
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
    notes = list(_notes(found))
    if not notes:
        return Copied(why="没有要批注的地方，带批注的副本没有写。")
    from enforcement_cli.render.word.comments import NotCommentable, commented_copy

    target = (
        output or room.workspace.bulletins / FOLDER / f"{safe_name(found.path.stem)}{_COPY}.docx"
    )
    try:
        data = commented_copy(found.path.read_bytes(), notes, at)
    except NotCommentable as error:
        return Copied(why=f"带批注的副本没有写：{error}。")
    try:
        make_folder(target.parent)
        write_whole(target, data)
    except FileNotFoundError as error:
        raise EnforceError(
            "副本写不进这里。", where=str(target), remedy="请用 --output 换一个文件夹。"
        ) from error
    return Copied(path=target)


def _notes(found: Proofread) -> Iterator["Note"]:
    """A comment for every number that differs or cannot be decided, and for every slip."""
    from enforcement_cli.render.word.comments import Note

    place = found.around.place
    marks = [mark for mark in found.proof.marks if mark.verdict in _COMMENTED]
    for mark in marks[:_MOST]:
        claim = mark.claim
        said = f"{proof_word('verdict', mark.verdict)}：{mark.why}"
        text = f"{said}\n{mark.explain}" if mark.explain else said
        yield Note(start=claim.start, end=claim.end, text=text, place=place(claim.start))
        for start, end in claim.also[:_MOST_REPEATS]:
            yield Note(start=start, end=end, text=text, place=place(start))
    for slip in found.proof.slips[:_MOST]:
        text = f"{slip.message}{slip.remedy}"
        yield Note(start=slip.start, end=slip.end, text=text, place=place(slip.start))
