"""What one table of a file says for the others: its court and period, where they name none.

Comes in: the evidence of a file's tables. Goes out: a table's own with, where it has no word, the
others' words. Refuses to pass on a unit, an action, an officer: these are a
table's own.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from enforcement_cli.locate.found import Found
from enforcement_cli.locate.reader import Reader
from enforcement_cli.locate.tags import stamp_evidence
from enforcement_cli.model.table import Evidence


def with_shared(
    own: Sequence[Evidence], everything: Sequence[Sequence[Evidence]], beyond: Sequence[Evidence]
) -> tuple[Evidence, ...]:
    """A table's evidence, with the other tables' court or period where it names none.

    `everything` is the evidence of every table of the file; `beyond` is what the file's name and
    its sheets without table say, which holds for every table anyway.
    """
    return (
        *own,
        *_missing(own, beyond, everything, _names_court),
        *_missing(own, beyond, everything, _names_period),
    )


def with_stamps(found: Found, reader: Reader, beyond: Sequence[Evidence]) -> Found:
    """What a sheet gave, each table with what the stamp over it says of court and days."""
    if reader.tags:
        found.tables = [
            replace(t, evidence=(*t.evidence, *_stamped(t.header_rows, t.evidence, reader, beyond)))
            for t in found.tables
        ]
        found.aggregates = [
            replace(a, evidence=(*a.evidence, *_stamped(a.header_rows, a.evidence, reader, beyond)))
            for a in found.aggregates
        ]
    return found


def _stamped(
    header: tuple[int, int], own: Sequence[Evidence], reader: Reader, beyond: Sequence[Evidence]
) -> list[Evidence]:
    """The evidence of the nearest row of tags above a header."""
    above = [row for row in reader.tags if row.row < header[0]]
    silent = not any(_names_period(piece) for piece in (*own, *beyond))
    return stamp_evidence(above[-1], reader, period=silent) if above else []


def _names_court(piece: Evidence) -> bool:
    return piece.court is not None


def _names_period(piece: Evidence) -> bool:
    return bool(piece.end or piece.as_of or piece.week)


def _missing(
    own: Sequence[Evidence],
    beyond: Sequence[Evidence],
    everything: Sequence[Sequence[Evidence]],
    names: Callable[[Evidence], bool],
) -> list[Evidence]:
    if any(names(piece) for piece in (*own, *beyond)):
        return []
    others = dict.fromkeys(piece for said in everything for piece in said if names(piece))
    return [
        Evidence(
            source=piece.source, text=piece.text, sheet=piece.sheet, row=piece.row,
            column=piece.column, court=piece.court if names is _names_court else None,
            start=piece.start if names is _names_period else None,
            end=piece.end if names is _names_period else None,
            as_of=piece.as_of if names is _names_period else None,
            week=piece.week if names is _names_period else None,
            version=piece.version if names is _names_period else None,
        )
        for piece in others
    ]  # fmt: skip
