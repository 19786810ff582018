"""What a clerk answered about a court's columns, once, for all its returns of one form.

Comes in: nothing. Goes out: answers by header. Refuses to know where they are kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnAnswer:
    """What one header means in a court's returns.

    `header` is the path of normalised words joined by `/`. `field` is the field's name, empty for
    a column that is not counted, None where only the unit was asked. `unit` and `basis` are empty
    where nobody asked. `stated` are the units that the return itself named for the column when it
    was answered, as `stated_units` joins them.
    """

    header: str
    field: str | None = None
    unit: str = ""
    basis: str = ""
    stated: str = ""

    def settles(self, units: Iterable[str]) -> bool:
        """Whether the unit answered stands beside those that a return names for the column.

        It settles what was asked then, and nothing that a later return says otherwise.
        """
        named = frozenset(units)
        return bool(self.unit) and (named <= {self.unit} or stated_units(named) == self.stated)


def stated_units(units: Iterable[str]) -> str:
    """The units a return names for a column, each once, in a fixed order, joined by `/`."""
    return "/".join(sorted(set(units)))


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
