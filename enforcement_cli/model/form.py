"""A form: what a return of one kind holds. Declared in vocabulary/forms.toml, once, for all stages."""

from dataclasses import dataclass
from typing import Literal

FieldKind = Literal[
    "case_no", "court", "date", "money", "count", "text", "cause", "close_method", "flag",
    "measure", "measure_kind", "choice", "person_id", "actions", "ignored",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column a form may have.

    `name` is the column of the table (design.md section 3); `title` the word we print; `labels`
    the words courts head it with, normalised. `beside` names the field without which these words
    are none of its: 本周到位 is known only beside the cumulative figure. `measure` is the kind of
    measure a ledger's measure column records, `unit` the unit its quantity has; `choices` names the
    words of vocabulary/words.toml that a choice is one of.
    """

    name: str
    title: str
    kind: FieldKind
    labels: tuple[str, ...] = ()
    required: bool = False
    measure: str = ""
    unit: str = ""
    beside: str = ""
    choices: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A kind of return. A table is claimed by the form whose `claims` fields it all has."""

    key: str
    title: str
    fields: tuple[Field, ...]
    claims: tuple[tuple[str, ...], ...]

    def field_named(self, name: str) -> Field:
        """The field of that name.

        Raises:
            KeyError: the form has none such.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)
