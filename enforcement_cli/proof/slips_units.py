"""人 and 人次, 套 and 处: one number that carries two units, or another than it is counted in.

Comes in: claims and marks of a text, and the ground. Goes out: slips. Refuses to know words.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.proof import Mark, Slip
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.slip_text import slip

_PERSONS = frozenset({"人", "人次"})
_ESTATES = frozenset({"套", "处", "间", "栋"})
# A small number is the same as another by chance.
_LEAST = 5


def units(claims: Sequence[Claim]) -> Iterator[Slip]:
    """The later of two mentions of the same number whose units differ."""
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
            yield slip(code, (second.start, second.end), first=first.raw, second=second.raw)


def _may_be_one(first: str | None, second: str | None) -> bool:
    return first is None or second is None or first == second


def units_against_data(marks: Sequence[Mark], ground: Ground) -> Iterator[Slip]:
    """Each count of persons that the data count by heads, told as 人次, and the reverse."""
    for mark in marks:
        claim = mark.claim
        if (
            mark.key is None
            or claim.unit not in _PERSONS
            or claim.relation not in {None, "of_which"}
        ):
            continue
        figures = [figure for w in ground.windows if (figure := w.figure(mark.key)) is not None]
        true = {figure.unit for figure in figures if figure.value is not None} & _PERSONS
        if true and claim.unit not in true:
            indicator = ground.indicators.get(mark.key.indicator)
            yield slip(
                "unit_against_data",
                (claim.start, claim.end),
                metric=indicator.name if indicator else claim.metric,
                true="、".join(sorted(true)),
                printed=claim.raw,
            )
