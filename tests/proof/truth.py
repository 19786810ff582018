"""What the data say, as the words of a bulletin.

Comes in: `enforce report --json` of a period. Goes out: any figure of it as a number or as text
(1014.91万元, 较上周增加19件). Refuses to know the proof-reader: it shares no code with it, so that
what a document states is true by the report alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any, Literal

Basis = Literal["period", "cumulative"]
FEN_PER_WAN = 1_000_000


@dataclass(frozen=True, slots=True)
class Truth:
    """The figures of one report, of all officers and teams; `names` are courts by their codes."""

    figures: Mapping[tuple[str, str | None, str | None, str], Mapping[str, Any]]
    names: Mapping[str, str]

    def figure(
        self, indicator: str, court: str | None = None, action: str | None = None,
        basis: Basis = "cumulative",
    ) -> Mapping[str, Any]:  # fmt: skip
        """One figure with all that the report says of it; it must be there."""
        found = self.figures[indicator, action, court, basis]
        assert found["value"] is not None, (indicator, action, court, basis)
        return found

    def count(
        self, indicator: str, court: str | None = None, action: str | None = None,
        basis: Basis = "cumulative",
    ) -> int:  # fmt: skip
        """A count, or money in 分."""
        return int(self.figure(indicator, court, action, basis)["value"])

    def wan(
        self, court: str | None = None, action: str | None = None, basis: Basis = "cumulative"
    ) -> str:
        """The amount recovered in 万元 to two places."""
        return wan(self.count("amount_recovered", court, action, basis))

    def rate(
        self, indicator: str, court: str | None = None, action: str | None = None,
        basis: Basis = "cumulative",
    ) -> str:  # fmt: skip
        """A rate as per cent to two places, without its sign."""
        return percent(Decimal(self.figure(indicator, court, action, basis)["value"]))

    def rank(self, indicator: str, court: str) -> int:
        """A court's place in the order of what it has to date."""
        return int(self.figure(indicator, court)["rank"])

    def ranked(self, indicator: str) -> list[str]:
        """The codes of the courts that have a place, the first one first."""
        places = {
            key[2]: figure["rank"]
            for key, figure in self.figures.items()
            if key[0] == indicator and key[1] is None and key[3] == "cumulative" and figure["rank"]
        }
        return sorted((court for court in places if court), key=lambda court: places[court])


def truth_of(report: Mapping[str, Any], names: Mapping[str, str]) -> Truth:
    """The truth by what `report --json` gave."""
    return Truth(
        {
            (f["indicator"], f["action"], f["court"], f["basis"]): f
            for f in report["data"]["figures"]
            if f["team"] is None and f["officer"] is None
        },
        names,
    )


def wan(fen: int) -> str:
    """分 as 万元 to two places, half up."""
    return str(rounded(Decimal(fen) / FEN_PER_WAN, 2))


def percent(ratio: Decimal) -> str:
    """A ratio as per cent to two places, half up."""
    return str(rounded(ratio * 100, 2))


def rounded(number: Decimal, places: int = 0) -> Decimal:
    """Half up."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def below(number: Decimal, step: int) -> int:
    """The multiple of a step that a number is 余 of: it lies under it."""
    found = int((number / step).to_integral_value(ROUND_FLOOR)) * step
    assert found < number
    return found


def above(number: Decimal, step: int) -> int:
    """The multiple of a step that a number is 近: it lies over it."""
    found = int((number / step).to_integral_value(ROUND_CEILING)) * step
    assert found > number
    return found


def change(value: int, unit: str) -> str:
    """增加19件, 减少12件; a change of nothing is not one."""
    assert value
    return f"{'增加' if value > 0 else '减少'}{abs(value)}{unit}"


def swapped(number: int | str) -> str:
    """The number with its last two unlike neighbouring digits swapped, as fingers do it."""
    digits = list(str(number))
    for at in reversed(range(len(digits) - 1)):
        one, other = digits[at : at + 2]
        if one != other and "." not in (one, other) and (at or other != "0"):
            digits[at : at + 2] = [other, one]
            return "".join(digits)
    return str(int(number) + 10)


def joined(words: Iterable[str]) -> str:
    """A、B、C."""
    return "、".join(words)
