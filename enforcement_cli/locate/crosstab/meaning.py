"""What words say of a figure, and what two of them say together.

Comes in: the meanings of two words, one standing under the other. Goes out: that of both. Refuses
to know the words, and to let one silently overrule the other: what contradicts is unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from enforcement_cli.vocabulary.aggregate import figure_words

Total = Literal["", "total", "distinct", "average", "with_basic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What words say.

    `figures` has several where the unit must decide. `unknown` is the first word that nobody
    knows, or that contradicts another. `units` are those printed, the nearest last; `implied` is
    the one a word means (案件数). `part` is said by 其中. `silent` and `other_start` are known and
    not kept.
    """

    figures: tuple[str, ...] | None = None
    choices: tuple[tuple[str, str], ...] | None = None
    rate: str = ""
    basis: str = ""
    span: str = ""
    action: str = ""
    court: str = ""
    units: tuple[str, ...] = ()
    implied: str = ""
    total: Total = ""
    part: bool = False
    silent: bool = False
    other_start: bool = False
    unknown: str = ""


def join(whole: Meaning, special: Meaning) -> Meaning:
    """What two words say together, the second standing under the first."""
    figures, choices, clash = _join_figures(whole, special)
    unknown = whole.unknown or special.unknown or clash
    for one, other in ((whole.basis, special.basis), (whole.action, special.action),
                       (whole.court, special.court), (whole.span, special.span)):  # fmt: skip
        if one and other and one != other:
            unknown = unknown or f"{one}/{other}"
    return Meaning(
        figures=figures,
        choices=choices,
        rate=special.rate or whole.rate,
        basis=special.basis or whole.basis,
        span=special.span or whole.span,
        action=special.action or whole.action,
        court=special.court or whole.court,
        units=(*whole.units, *special.units),
        implied=special.implied or whole.implied,
        total=special.total or whole.total,
        part=whole.part or special.part,
        silent=whole.silent or special.silent,
        other_start=whole.other_start or special.other_start,
        unknown=unknown,
    )


def _join_figures(
    whole: Meaning, special: Meaning
) -> tuple[tuple[str, ...] | None, tuple[tuple[str, str], ...] | None, str]:
    """The figures of both, and a word where they contradict."""
    if special.rate or special.figures is None:
        clash = whole.rate if special.figures is not None and whole.rate else ""
        return whole.figures, whole.choices, clash
    if whole.rate:
        return special.figures, special.choices, whole.rate
    if whole.figures is None:
        return special.figures, special.choices, ""
    common = tuple(name for name in special.figures if name in whole.figures)
    if common:
        both = special.choices is not None and whole.choices is not None
        return common, special.choices if both else None, ""
    if is_part(special.figures, whole.figures):
        return special.figures, special.choices, ""
    return special.figures, special.choices, "/".join((*whole.figures, *special.figures))


def is_part(special: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether every figure a word may mean is declared a part of one the other may mean."""
    return bool(special) and all(set(figure_words()[name].of) & set(whole) for name in special)
