"""What one cell says, once somebody tried to read it.

Comes in: a plain cell value. Goes out: the value itself where nothing is to be said, else a Reading
that carries the value (or its absence) with the check that fired. Refuses to know rows and columns.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

from enforcement_cli.model.grid import Cell
from enforcement_cli.model.problem import Effect
from enforcement_cli.vocabulary.words import marks, normalise_word

# Superscript, subscript and circled digits.
_NOTE_SIGN = re.compile(
    "([\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u249b\u24ea-\u24ff\u2776-\u2793])"
)

Mark = Literal["", "cleared", "not_applicable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A cell about which something is to be said.

    `value` None is missing, never 0. `code` is the check that fired, with its `facts`; `effect`
    stands over the rule's own. `mark` says that the cell takes the field back, or that the field
    does not apply; `settled` that it names a settlement besides.
    """

    value: object = None
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    effect: Effect | None = None
    mark: Mark = ""
    settled: bool = False


CLEARED: Final = Reading(mark="cleared")
NOT_APPLICABLE: Final = Reading(mark="not_applicable")


def shown(cell: Cell) -> str:
    r"""A cell as its sender sees it: no binary noise, ISO days, no line breaks.

    >>> shown(0.1 + 0.2), shown(35000.0), shown("1\n2")
    ('0.3', '35000', '1 2')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float | int):
        return format(exact(cell), "f")
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return " ".join(str(cell).split())


def exact(number: float) -> Decimal:
    """The decimal a person typed: Excel keeps 15 digits, the 16th and 17th are binary noise.

    >>> exact(0.1 + 0.2), exact(35000.0)
    (Decimal('0.3'), Decimal('35000'))
    """
    return Decimal(format(number, ".15g"))


def folded(text: str) -> str:
    """NFKC without outer space: full-width digits and brackets as their plain selves.

    A footnote mark (①, ²) stays one: 5000① is not 50001.
    """
    if not _NOTE_SIGN.search(text):
        return unicodedata.normalize("NFKC", text).strip()
    parts = _NOTE_SIGN.split(text)
    return "".join(
        part if _NOTE_SIGN.match(part) else unicodedata.normalize("NFKC", part) for part in parts
    ).strip()


def mark_of(text: str) -> Reading | Literal["value"] | None:
    """What a text says before it says a value: nothing (None), a mark, or "value".

    >>> mark_of("—"), mark_of("0"), mark_of("不适用").mark
    (None, 'value', 'not_applicable')
    """
    if len(text) > LONGEST_MARK:
        return "value"
    word = normalise_word(text)
    if word in marks("blank"):
        return None
    if word in marks("not_applicable"):
        return NOT_APPLICABLE
    if word in marks("cleared"):
        return CLEARED
    return "value"


# No mark is longer than a few characters; long texts are not worth normalising to find out.
LONGEST_MARK = 12
