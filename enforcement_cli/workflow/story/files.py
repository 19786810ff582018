"""A file that a court sent, taken apart into the cases it tells.

Comes in: paths. Goes out: a Telling each: its pieces, or why it could not be read. Read in a child
process, as returns are. Refuses to read what a case says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from enforcement_cli.model.grid import RawBook
from enforcement_cli.model.story import StoryPiece
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.worker import WorkerFailure, run_in_workers
from enforcement_cli.workflow.reading import REASONS
from enforcement_cli.workflow.stages import use_plain_memory
from enforcement_cli.workflow.story.labels import table_rows
from enforcement_cli.workflow.story.rows import pieces_of_rows, pieces_of_sheet
from enforcement_cli.workflow.story.split import split_text
from enforcement_cli.workflow.story.words import listed

_STAGES = ("enforcement_cli.workbook.calamine", "enforcement_cli.workbook.read")
_WORKERS = 2
# Who sent a text stands in its first or last lines.
_AROUND = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a file tells. `problem`: why it could not be read. `sender`: lines that name who sent it.

    `unread` are places of longer passages that tell of no case.
    """

    path: Path
    sha256: str = ""
    pieces: tuple[StoryPiece, ...] = ()
    unread: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    problem: str = ""


def read_tellings(paths: Sequence[Path]) -> Iterator[Telling]:
    """Each file's cases, in the order of the paths.

    Raises:
        UnknownName: there is no such file.
    """
    limits = Limits()
    use_plain_memory()
    for path, read in run_in_workers(
        read_telling,
        [path.absolute() for path in paths],
        workers=min(_WORKERS, len(paths)),
        seconds=limits.seconds,
        memory_bytes=limits.memory_bytes,
        modules=_STAGES,
    ):
        if isinstance(read, WorkerFailure):
            yield Telling(path=path, problem=REASONS[read.cause])
        else:
            yield read


def read_telling(path: Path) -> Telling:
    """One file's cases. Runs in a child process.

    Raises:
        UnknownName: there is no such file.
    """
    from enforcement_cli.workbook.read import read_book

    read = read_book(path)
    if read.value is None:
        return Telling(path=path, problem=" ".join(p.message for p in read.problems))
    telling = _of_text(path, read.value) if read.value.text else _of_sheets(path, read.value)
    return replace(telling, sha256=read.value.sha256)


def _of_text(path: Path, book: RawBook) -> Telling:
    """The cases of tables in a document, and of the lines between them."""
    place = "第{number}段" if book.kind == "docx" else "第{number}行"
    lines = book.text.splitlines()
    pieces: list[StoryPiece] = []
    for first, rows in table_rows(book.text):
        told = pieces_of_rows(rows)
        if not told:
            continue
        pieces += [
            replace(piece, place=place.format(number=first + int(piece.place.split()[0])))
            for piece in told
        ]
        for number in range(first - 1, first - 1 + len(rows)):
            lines[number] = ""
    split = split_text("\n".join(lines), place)
    alone = [] if pieces and len(split.pieces) == 1 and not split.pieces[0].title else split.pieces
    ends = [line for line in lines if line.strip()]
    return Telling(
        path=path, pieces=(*alone, *pieces), unread=split.unread,
        sender=(*ends[:_AROUND], *ends[-_AROUND:]),
    )  # fmt: skip


def _of_sheets(path: Path, book: RawBook) -> Telling:
    pieces = [piece for sheet in book.sheets for piece in pieces_of_sheet(sheet)]
    titles = (
        str(cell)
        for sheet in book.sheets
        for row in sheet.rows[:_AROUND]
        for cell in row
        if isinstance(cell, str) and any(word in cell for word in listed("split", "ignored"))
    )
    return Telling(path=path, pieces=tuple(pieces), sender=tuple(titles))
