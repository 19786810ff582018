"""What a clerk answered about a court's columns, once, for all its returns of one form.

Comes in: nothing. Goes out: answers by header. Refuses to know where they are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnAnswer:
    """What one header means in a court's returns.

    `header` is the path of normalised words joined by `/`. `field` is the field's name, empty for
    a column that is not counted, None where only the unit was asked. `unit` and `basis` are empty
    where nobody asked.
    """

    header: str
    field: str | None = None
    unit: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """All answers for one sender and form."""

    court: str
    form: str
    answers: tuple[ColumnAnswer, ...] = ()

    def answer(self, path: Sequence[str]) -> ColumnAnswer | None:
        """The answer for a header path, by the whole path alone."""
        key = "/".join(path)
        return next((answer for answer in self.answers if answer.header == key), None)
