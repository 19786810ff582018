"""The words of a piece as a draft may hold them: no name, number or case number of anybody.

Comes in: a piece. Goes out: its text with {party1} for every name that nobody hid, the names, and
what was taken out. Refuses to read facts.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from enforcement_cli.bulletin.leak_numbers import case_numbers_in
from enforcement_cli.bulletin.leaks import scan
from enforcement_cli.bulletin.names import (
    Party,
    is_company,
    is_masked,
    mask_name,
    parties_in,
)
from enforcement_cli.claims.read import claims_in
from enforcement_cli.model.story import StoryPiece
from enforcement_cli.workflow.story.naming import closed_up
from enforcement_cli.workflow.story.people import masks_in, unmasked
from enforcement_cli.workflow.story.words import saying

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")
_BRACES = str.maketrans("{}", "｛｝")
_EMPTY = re.compile(r"[（(][\s，、]*[)）]")
# A paragraph with so many totals counts the court's work.
_STATISTICS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """`title` and `text` as a draft may hold them; `parties` are the names taken out of them.

    `case_numbers` are as written, `taken_out` kinds of numbers of persons, `statistics` how many
    paragraphs of totals were left out.
    """

    title: str
    text: str
    parties: tuple[Party, ...]
    case_numbers: tuple[str, ...]
    taken_out: tuple[str, ...]
    statistics: int


def cleaned(piece: StoryPiece) -> Clean:
    """The piece without anything that leads to a person."""
    told, statistics = _without_statistics(_plain(piece.text))
    title = " ".join(_plain(piece.title).split())
    kinds: dict[str, None] = {}
    text, numbers = _without_numbers(told, kinds)
    title, more = _without_numbers(title, kinds)
    text, known = closed_up(text)
    title, known_too = closed_up(title)
    parties = _parties(piece, title, text, (*known, *known_too))
    for place, party in sorted(
        enumerate(parties, 1), key=lambda each: len(each[1].name), reverse=True
    ):
        text = text.replace(party.name, f"{{party{place}}}")
        title = title.replace(party.name, mask_name(party, "bulletin"))
    return Clean(
        title=title, text=text, parties=parties, case_numbers=(*numbers, *more),
        taken_out=tuple(kinds), statistics=statistics,
    )  # fmt: skip


def _plain(text: str) -> str:
    """Without signs that a story file refuses, or reads as its own."""
    kept = (
        sign
        for sign in text.translate(_BRACES)
        if sign == "\n" or unicodedata.category(sign) not in _HIDDEN
    )
    lines = ("".join(kept)).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _without_statistics(text: str) -> tuple[str, int]:
    """A text without paragraphs that count the court's work, where others tell the case."""
    lines = text.splitlines()
    told = [line for line in lines if masks_in(line) or _totals(line) < _STATISTICS]
    return ("\n".join(told), len(lines) - len(told)) if told else (text, 0)


def _totals(line: str) -> int:
    return sum(claim.is_total for claim in claims_in(line))


def _without_numbers(text: str, kinds: dict[str, None]) -> tuple[str, tuple[str, ...]]:
    """A text without case numbers, which are given back, and with a word for each other number."""
    numbers = tuple(text[start:end] for _, start, end in case_numbers_in(text))
    for number in numbers:
        text = text.replace(number, "")
    text = _EMPTY.sub("", text)
    for leak in reversed(scan(text)):
        kinds[leak.kind] = None
        word = saying("words", "taken_out").format(kind=leak.kind)
        text = f"{text[: leak.start]}{word}{text[leak.end :]}"
    return text, numbers


def _parties(piece: StoryPiece, title: str, text: str, known: tuple[str, ...]) -> tuple[Party, ...]:
    """Everybody named outright: by the columns, then by the words around."""
    cells = (piece.given.get(key, "") for key in ("debtor", "applicant"))
    read = [*_of_cells(cells)]
    for words in (text, title):
        read += [Party(named.name, named.company) for named in unmasked(words, known)]
    found = {party.name: party for party in read if not is_masked(party.name)}
    return tuple(party for name, party in found.items() if len(name) > 1)


def _of_cells(cells: Iterable[str]) -> Iterable[Party]:
    for cell in cells:
        for party in parties_in(_plain(cell)):
            yield Party(party.name, party.company or is_company(party.name))
