"""Whether a text is a court's bulletin in words (战报), and whose and of which period it says it is.

Comes in: the text of a document. Goes out: its Evidence, or None for a text of another matter.
Refuses to read its figures: that is claims/.
"""

import re
from dataclasses import replace

from enforcement_cli.locate.court_names import court_names
from enforcement_cli.locate.evidence import read_text
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.grid import RawBook
from enforcement_cli.model.table import Evidence

_TITLE_LINES = 6
_LONGEST_TITLE = 60
_PARAGRAPHS = 3
_READ_OF_PARAGRAPH = 200
_LONGEST_SHOWN = 30  # of a paragraph in a message: it may go on to name people
_FIGURE = re.compile(
    r"\d\s*[余多]?\s*(?:[万亿]元?|元|件|案|人次|人|名|次|起|场|户|份|套|辆|台|处|期|家|%|％|个百分点)"
)
_SENTENCE = re.compile(r"[。；！？]\s*$")


def locate_narrative(
    book: RawBook, desk: Desk, campaign: Campaign, *, court: str | None = None
) -> tuple[Evidence, ...] | None:
    """What a bulletin in words says of itself: its titles, its name, else its first paragraphs.

    A text is one when it, or the clerk (`court`), names a court of the desk, and it names a period
    and holds a figure.
    """
    if not _FIGURE.search(book.text):
        return None
    names = court_names(desk)
    lines = [line.strip() for line in book.text.splitlines() if line.strip()]
    titles = [line for line in lines[:_TITLE_LINES] if _is_title(line)]
    paragraphs = [line[:_READ_OF_PARAGRAPH] for line in lines if line not in titles]
    said = [read_text(line, names, campaign, source="title") for line in titles]
    stem = book.file_name.rpartition(".")[0] or book.file_name
    said.append(read_text(stem, names, campaign, source="file"))
    found = [piece for piece in said if piece is not None]
    for line in paragraphs[:_PARAGRAPHS]:
        piece = read_text(line, names, campaign, source="title")
        if piece is not None:
            found += _added(piece, found)
    if not (court or any(piece.court for piece in found)):
        return None
    return tuple(found) if any(map(_speaks_of_days, found)) else None


def _is_title(line: str) -> bool:
    """A short line that is no sentence and states no figure: 与昌图县法院联合执结3件 heads nothing."""
    return len(line) <= _LONGEST_TITLE and not _SENTENCE.search(line) and not _FIGURE.search(line)


def _added(piece: Evidence, found: list[Evidence]) -> list[Evidence]:
    """What a paragraph says that no title says: in running text other courts and days come too."""
    kept = Evidence(source=piece.source, text=piece.text[:_LONGEST_SHOWN])
    if not any(other.court for other in found):
        kept = replace(kept, court=piece.court)
    if not any(map(_speaks_of_days, found)):
        kept = replace(kept, start=piece.start, end=piece.end, as_of=piece.as_of, week=piece.week)
    return [kept] if kept.court or _speaks_of_days(kept) else []


def _speaks_of_days(piece: Evidence) -> bool:
    return bool(piece.end or piece.as_of or piece.week)
