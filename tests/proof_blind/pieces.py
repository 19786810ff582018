"""What an edited bulletin is made of: pieces kept from the printed one, pieces written by hand,
and the faults planted in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Keep:
    """A paragraph of the printed bulletin left as it was: the first that begins so."""

    begins: str
    style: str = ""


@dataclass(frozen=True)
class Table:
    """A table of the printed bulletin left as it was, with its title, unit and notes."""

    title: str


@dataclass(frozen=True)
class Say:
    """A paragraph the clerk wrote."""

    text: str


@dataclass(frozen=True)
class Head:
    """A heading the clerk wrote."""

    text: str


@dataclass(frozen=True)
class Own:
    """A small table of the clerk's own."""

    title: str
    unit: str
    rows: list[list[str]]


Piece = Keep | Table | Say | Head | Own


@dataclass(frozen=True)
class Fault:
    """A phrase that stands once in the correct copy, and what the faulty one has there.

    What follows are phrases of the same sentence that are true, and false once the fault stands
    before them: a complaint about one of these is neither a find nor a false alarm.
    """

    kind: str
    true: str
    false: str
    follows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A fault in a cell of a table: its title, the row's label, the column."""

    kind: str
    table: str
    row: str
    column: int
    false: str


@dataclass(frozen=True)
class Planted:
    """A fault where it stands: the paragraph's text and the phrase, or the table's row and cell."""

    kind: str
    sentence: str
    phrase: str
    true: str
    follows: tuple[str, ...] = ()
    cell: bool = False
