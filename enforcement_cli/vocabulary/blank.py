"""What a blank return of each form holds, column by column, and the tag by which each is known.

Comes in: a form's key, the campaign (its actions are columns of an aggregate). Goes out: columns
in their order, as blank.toml declares them. Refuses to know a workbook.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.form import FieldKind
from enforcement_cli.vocabulary.aggregate import unit_text
from enforcement_cli.vocabulary.forms import form_named
from enforcement_cli.vocabulary.tables import load

# Forms that have a blank, in the order they are told.
BLANK_FORMS = ("cases", "payments", "payouts", "measures", "todos", "aggregate")
_FIGURE_WIDTH = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankColumn:
    """One column of a blank return.

    `tag` tells it from every other column of the form, in any period. `path` is its header as
    issued, from the top down; `needed` that a return without it leaves a figure open, `must` that no
    row stands without it; `unit` the one its figures are in, empty for texts and dates. For a
    figure, `field` is the indicator, `basis` and `action` what narrows it; of a choice, `choices`
    names its words.
    """

    tag: str
    field: str
    kind: FieldKind
    path: tuple[str, ...]
    unit: str = ""
    width: int = _FIGURE_WIDTH
    needed: bool = False
    must: bool = False
    hint: str = ""
    example: str = ""
    basis: str = ""
    action: str = ""
    choices: str = ""

    @property
    def shown(self) -> str:
        """The header as one text."""
        return "/".join(self.path)


def header_depth(form: str) -> int:
    """How many rows the header of a form's blank has."""
    return 2 if form == "aggregate" else 1


def blank_columns(form: str, campaign: Campaign) -> tuple[BlankColumn, ...]:
    """The columns of a form's blank in a campaign, without those that only order and name rows.

    Raises:
        KeyError: the form has no blank.
    """
    declared = any(action.declared for action in campaign.actions)
    actions = tuple((action.id, action.name) for action in campaign.actions)
    return _columns(form, actions, declared=declared)


def blank_words(name: str) -> Any:
    """A text, or several, of the words around the columns."""
    return load("blank")["words"][name]


def blank_text(form: str, name: str) -> str:
    """What is said of a form's blank as a whole: `unit`, `note`; `first` heads its first column."""
    return str(_entry(form)[name])


def common_causes() -> tuple[str, ...]:
    """The causes to choose from."""
    return tuple(load("blank")["causes"]["names"])


def revision(columns: Sequence[BlankColumn]) -> str:
    """A short name for what columns a blank has: another one where they differ."""
    told = "\n".join(f"{column.tag} {column.unit}" for column in columns)
    return hashlib.sha256(told.encode()).hexdigest()[:8]


@lru_cache(maxsize=64)
def _columns(
    form: str, actions: tuple[tuple[str, str], ...], *, declared: bool
) -> tuple[BlankColumn, ...]:
    entry = _entry(form)
    if form == "aggregate":
        return tuple(_figures(entry["group"], actions))
    return tuple(
        _field_column(form, column)
        for column in entry["column"]
        if declared or column.get("only") != "declared"
    )


def _entry(form: str) -> dict[str, Any]:
    for entry in load("blank")["form"]:
        if entry["key"] == form:
            return dict(entry)
    raise KeyError(form)


def _field_column(form: str, entry: dict[str, Any]) -> BlankColumn:
    field = form_named(form).field_named(entry["field"])
    return BlankColumn(
        tag=field.name,
        field=field.name,
        kind=field.kind,
        path=(entry["header"],),
        unit="元" if field.kind == "money" else "",
        width=entry["width"],
        needed=entry.get("needed", False),
        must=entry.get("must", False),
        hint=entry["hint"],
        example=entry["example"],
        choices=field.choices,
    )


def _figures(
    groups: Sequence[dict[str, Any]], actions: Sequence[tuple[str, str]]
) -> list[BlankColumn]:
    fields = form_named("aggregate")
    found: list[BlankColumn] = []
    for group in groups:
        titles = actions if group.get("each") == "action" else [("", group["title"])]
        found += [
            BlankColumn(
                tag=f"{column['indicator']}:{column['basis']}:{action}",
                field=column["indicator"],
                kind=fields.field_named(column["indicator"]).kind,
                path=(title, column["header"]),
                unit=unit_text(column["header"].partition("（")[2].rstrip("）"))[0],
                needed=True,
                must=True,
                hint=group["hint"],
                basis=column["basis"],
                action=action,
            )
            for action, title in titles
            for column in group["columns"]
        ]
    return found
