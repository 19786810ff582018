"""差额定位: which part, pair of parts or the total itself explains that a total is not their sum.

Comes in: what a total states, and its parts. Goes out: clues that explain the whole difference to
the last unit, the likeliest first. Refuses to correct anything: a clue is a place to look at.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enforcement_cli.model.money import FEN_PER_UNIT, in_unit
from enforcement_cli.vocabulary.relations import ClueKind, clue_texts, glue

# 元 for 万元 first, then a place of the point, then 元 for 亿元.
_FACTORS = (10_000, 10, 100, 100_000_000)
_PAIRS_AMONG = 300  # more parts than this make too many pairs to believe one
_DIGITS_AMONG = 5_000  # ... and too many numbers one digit away
_LEAST_DIGITS = 3  # 5 is one digit away from 15 and from 51
_LEAST_COUNT = 10  # a difference of 3 equals some part by chance
_SHOWN = 5  # as many places as one looks at
_ROUNDED_FROM = "万元"  # who prints 元 does not round


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a total: what to call it, its cell, its value in base units (分, 件)."""

    label: str
    cell: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """An explanation: `parts` state `values` and should state `others`; no parts: the total itself.

    Clues of one kind are about equally likely.
    """

    kind: ClueKind
    parts: tuple[Part, ...]
    values: tuple[int, ...]
    others: tuple[int, ...] = ()


def clues(stated: int, parts: Sequence[Part]) -> tuple[Clue, ...]:
    """Every single explanation of `stated` − Σ `parts`, ranked; pairs only where there is none.

    Raises nothing; no difference has no clue. Takes time in proportion to the number of parts.
    """
    difference = stated - sum(part.value for part in parts)
    if difference == 0:
        return ()
    found = [
        *_singles(difference, parts),
        *_of_the_total(stated, stated - difference),
        *_blank(difference, parts),
    ]
    if len(parts) <= _PAIRS_AMONG and all(clue.kind == "blank" for clue in found):
        found += _pairs(difference, parts)
    order = list(clue_texts())
    return tuple(sorted(found, key=lambda clue: (order.index(clue.kind), -_rounder(clue))))


def clue_text(stated: int, parts: Sequence[Part], unit: str = "") -> str:
    """The likeliest explanation as a sentence, with every place it may be; '' for none or too many.

    `unit` is the one money is printed in, '' for counts.
    """
    found = clues(stated, parts)
    first = [clue for clue in found if clue.kind == found[0].kind]
    difference = abs(stated - sum(part.value for part in parts))
    by_chance = not unit and difference < _LEAST_COUNT
    if not first or len(first) > (1 if by_chance else _SHOWN):
        return ""
    words = {"place": _either([_places(clue) for clue in first])}
    for name in ("values", "others"):
        shown = ["、".join(printed(value, unit) for value in getattr(clue, name)) for clue in first]
        words[name[:-1]] = _either(shown)
    return clue_texts()[first[0].kind].format(**words) + "。"


def printed(value: int, unit: str) -> str:
    """A figure as its court printed it: money in its unit, a count bare."""
    return f"{format(in_unit(value, unit), 'f')}{unit}" if unit in FEN_PER_UNIT else str(value)


def is_rounding(stated: int, values: Sequence[int], unit: str) -> bool:
    """Whether rounding each part and the total to two places of its unit explains the gap.

    Half of the last place for each part; of many parts what chance leaves of that (domain.md 9.3).
    Never for counts, for 元, and where some value has more than two places.
    """
    whole = FEN_PER_UNIT.get(unit, 0)
    if whole < FEN_PER_UNIT[_ROUNDED_FROM] or not values:
        return False
    grain, count = whole // 100, len(values) + 1
    if any(value % grain for value in (stated, *values)):
        return False
    return 0 < abs(stated - sum(values)) <= grain * min(count / 2, 2 * math.sqrt(count))


def _rounder(clue: Clue) -> int:
    """How many more zeros the numbers would end in: what is typed is often round, mistakes less."""
    return sum(map(_zeros, clue.others)) - sum(map(_zeros, clue.values)) if clue.others else 0


def _zeros(value: int) -> int:
    digits = str(value)
    return len(digits) - len(digits.rstrip("0"))


def _either(texts: Sequence[str]) -> str:
    return glue("or").join(dict.fromkeys(texts))


def _places(clue: Clue) -> str:
    return glue("and").join(part.label for part in clue.parts) or glue("total")


def _singles(difference: int, parts: Sequence[Part]) -> Iterator[Clue]:
    """One part that was left out, counted twice, scaled, negated or mistyped."""
    wanted = {value: (kind, other) for value, kind, other in _whole_values(difference)}
    swapped = _Swap.of(difference)
    for part in parts:
        said = wanted.get(part.value)
        if said is not None:
            yield _clue(said[0], part, said[1])
        elif swapped is not None and swapped.is_in(part.value):
            yield _clue("swap", part, part.value + difference)
        elif len(parts) <= _DIGITS_AMONG and one_digit(part.value, part.value + difference):
            yield _clue("digit", part, part.value + difference)


def _clue(kind: ClueKind, part: Part, other: int | None) -> Clue:
    others = () if other is None else (other,)
    return Clue(kind=kind, parts=(part,), values=(part.value,), others=others)


def _whole_values(difference: int) -> Iterator[tuple[int, ClueKind, int | None]]:
    """The values a part must have to explain the difference by itself, the likeliest last."""
    if difference % 2 == 0:
        yield -difference // 2, "sign", None
    yield -difference, "left_out", None
    yield difference, "twice", None
    for factor in reversed(_FACTORS):
        if difference % (factor - 1) == 0:
            value = difference // (factor - 1)
            yield value, "slip", value * factor
            yield -value * factor, "slip", -value


@dataclass(frozen=True, slots=True)
class _Swap:
    """Two neighbouring digits the wrong way round: the lower is `step` more than the higher."""

    place: int
    step: int

    @classmethod
    def of(cls, difference: int) -> "_Swap | None":
        """What must be swapped to make a difference; only one that 9 divides can be."""
        if difference % 9:
            return None
        step, place = difference // 9, 1
        while step % 10 == 0:
            step, place = step // 10, place * 10
        return cls(place, step) if abs(step) < 10 else None

    def is_in(self, value: int) -> bool:
        """Whether swapping the digits at the place changes the value by the difference."""
        pair = abs(value) // self.place % 100
        return value > 0 and pair % 10 - pair // 10 == self.step


def one_digit(one: int, other: int) -> bool:
    """Whether two positive numbers differ by one digit too many, wherever the point stands.

    >>> one_digit(123_400, 12_400), one_digit(123_456_00, 12_356_000), one_digit(50, 150)
    (True, True, False)
    """
    if one <= 0 or other <= 0:
        return False
    short, long = sorted((str(one).rstrip("0"), str(other).rstrip("0")), key=len)
    if len(long) - len(short) != 1 or len(short) < _LEAST_DIGITS:
        return False
    at = next((i for i, digit in enumerate(short) if digit != long[i]), len(short))
    return short[at:] == long[at + 1 :]


def _of_the_total(stated: int, summed: int) -> Iterator[Clue]:
    """The total itself scaled, negated or mistyped."""
    difference = summed - stated
    swapped = _Swap.of(difference)
    kind: ClueKind | None = None
    if any(stated == summed * factor or summed == stated * factor for factor in _FACTORS):
        kind = "slip"
    elif stated == -summed:
        kind = "sign"
    elif swapped is not None and swapped.is_in(stated):
        kind = "swap"
    elif one_digit(stated, summed):
        kind = "digit"
    if kind is not None and stated and summed:
        yield Clue(kind=kind, parts=(), values=(stated,), others=(summed,))


def _blank(difference: int, parts: Sequence[Part]) -> Iterator[Clue]:
    """The only part without a number, where the total is more than the others."""
    blank = [part for part in parts if part.value == 0]
    if difference > 0 and len(blank) == 1 and len(parts) > 1:
        yield Clue(kind="blank", parts=(blank[0],), values=(0,), others=(difference,))


def _pairs(difference: int, parts: Sequence[Part]) -> Iterator[Clue]:
    """Two parts with the same mistake: both left out, both counted twice, both scaled alike."""
    kinds: list[tuple[ClueKind, int, int]] = [("twice", 1, 1), ("left_out", -1, 1)]
    for factor in _FACTORS[:1]:
        kinds += [("slip", factor - 1, 1), ("slip", 1 - factor, factor)]
    for kind, times, divided in kinds:
        # The two together change the sum by (value + value) * times / divided.
        if difference * divided % times:
            continue
        wanted = difference * divided // times
        seen: dict[int, Part] = {}
        for part in parts:
            if part.value == 0 or part.value % divided:
                continue
            if (first := seen.get(wanted - part.value)) is not None:
                both = (first, part)
                values = tuple(p.value for p in both)
                others = tuple(v + v * times // divided for v in values)
                yield Clue(kind=kind, parts=both, values=values,
                           others=others if kind == "slip" else ())  # fmt: skip
            seen.setdefault(part.value, part)
