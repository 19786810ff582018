"""人 and 人次, 套 and 处: one number that carries two units, or another than it is counted in.

Comes in: claims and marks of a text, and the ground. Goes out: slips. Refuses to know words.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.indicator import Figure
from enforcement_cli.model.proof import Mark, Slip
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.slip_text import Words, slip

_PERSONS = frozenset({"人", "人次"})
_ESTATES = frozenset({"套", "处", "间", "栋"})
# A small number is the same as another by chance.
_LEAST = 5


def units(text: Words, claims: Sequence[Claim], verdicts: Mapping[int, Mark]) -> Iterator[Slip]:
    """The one of two mentions of the same number whose unit differs: the other agrees with the data.

    Where neither does, it is the sentence, not the table; else the later.
    """
    counted = [
        c for c in claims if c.is_total and c.relation in {None, "of_which"} and not c.approx
    ]
    by_value: dict[tuple[str, object], list[Claim]] = {}
    for claim in counted:
        if claim.value >= _LEAST:
            by_value.setdefault((claim.metric, claim.value), []).append(claim)
    for same in by_value.values():
        for first, second in combinations(same, 2):
            if first.unit == second.unit or first.start == second.start:
                continue
            if not (_may_be_one(first.subject, second.subject) and first.action == second.action):
                continue
            told = {first.unit, second.unit}
            if not (told == _PERSONS or told <= _ESTATES):
                continue
            code = "unit_mixed" if told == _PERSONS else "unit_differs"
            wrong, other = sorted((first, second), key=lambda c: _trusted(text, c, verdicts))
            yield slip(code, (wrong.start, wrong.end), first=other.raw, second=wrong.raw)


def _trusted(text: Words, claim: Claim, verdicts: Mapping[int, Mark]) -> tuple[bool, bool, int]:
    mark = verdicts.get(claim.start)
    held = mark is not None and mark.verdict in {"matches", "rounded"}
    return held, not text.is_running(claim.start), -claim.start


def _may_be_one(first: str | None, second: str | None) -> bool:
    return first is None or second is None or first == second


def units_against_data(marks: Sequence[Mark], ground: Ground) -> Iterator[Slip]:
    """Each count of persons that the data count by heads, told as 人次, and the reverse."""
    for mark in marks:
        claim = mark.claim
        if claim.unit not in _PERSONS or claim.relation not in {None, "of_which"}:
            continue
        true = {figure.unit for figure in _figures(mark, ground)} & _PERSONS
        if true and claim.unit not in true:
            indicator = ground.indicators.get(mark.key.indicator if mark.key else claim.metric)
            yield slip(
                "unit_against_data",
                (claim.start, claim.end),
                metric=indicator.name if indicator else claim.metric,
                true="、".join(sorted(true)),
                printed=claim.raw,
            )


def _figures(mark: Mark, ground: Ground) -> list[Figure]:
    """What a mark was held against; where it was held against nothing, the figures of its value."""
    found = [
        figure
        for window in ground.windows
        for key, figure in window.figures.items()
        if key.indicator == mark.claim.metric and figure.value == mark.claim.value
    ]
    if mark.key is not None:
        held = (window.figure(mark.key) for window in ground.windows)
        found = [figure for figure in held if figure is not None and figure.value is not None]
    return found
