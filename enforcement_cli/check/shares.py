"""A share an aggregate return prints against its own numerator and denominator (V-21).

Comes in: the lines of a return. Goes out: a problem at each share that is none, or another one.
Shares are never stored: they are divided once, in indicator/. Refuses to know a file.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.money import round_half_up
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.aggregate import rate_words
from enforcement_cli.vocabulary.checks import rule

_READ = (
    "sheet", "row", "column_number", "role", "indicator", "action", "basis", "value", "unit",
    "span", "label", "raw", "money_unit", "held",
)  # fmt: skip
_SHARE = re.compile(r"^(-?\d+(?:\.\d+)?)(%?)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a statements frame; `index` is its place there."""

    index: int
    file: str
    sheet: str
    row: int
    column: int
    role: str
    indicator: str
    action: str | None
    basis: str
    value: int | None
    unit: str
    span: str
    label: str
    raw: str
    money_unit: str
    held: bool


def lines_of(batch: Batch) -> list[Line]:
    """The rows of the batch's statements."""
    # Column by column: pandas takes ten times as long for the same as records.
    columns = {name: batch.frames["statements"][name].tolist() for name in _READ}
    return [
        Line(
            index=index, file=batch.file_name, sheet=_text(row["sheet"]), row=int(row["row"]),
            column=int(row["column_number"]), role=_text(row["role"]),
            indicator=_text(row["indicator"]), action=_text(row["action"]) or None,
            basis=_text(row["basis"]),
            value=int(row["value"]) if isinstance(row["value"], int) else None,
            unit=_text(row["unit"]), span=_text(row["span"]), label=_text(row["label"]),
            raw=_text(row["raw"]), money_unit=_text(row["money_unit"]), held=bool(row["held"]),
        )
        for index, values in enumerate(zip(*columns.values(), strict=True))
        for row in (dict(zip(_READ, values, strict=True)),)
    ]  # fmt: skip


def _text(value: object) -> str:
    """A text, '' for what is missing."""
    return value if isinstance(value, str) else ""


def problem_at(line: Line, code: str, facts: dict[str, str]) -> Problem:
    """A problem at the cell of a figure."""
    origin = Origin(file=line.file, sheet=line.sheet, row=line.row, column=line.column)
    return Problem(rule=rule(code), origin=origin, facts=facts, field=line.indicator)


def check_shares(shares: Sequence[Line], stated: Sequence[Line]) -> list[Problem]:
    """V-21 at each share that is not what the return's own figures give, or no share at all."""
    return [found for share in shares if (found := _check(share, stated)) is not None]


def _check(share: Line, stated: Sequence[Line]) -> Problem | None:
    words = rate_words()[share.indicator]
    match = _match(share)
    if match is None:
        return None
    number = Decimal(match[1])
    computed = _computed(words.of, share, stated)
    if computed and not any(_reads(number, match[2], one) for one in computed):
        shown = f"{round_half_up(computed[0] * 100, 2)}%"
        return _problem(share, f"按本表的分子分母应为 {shown}")
    if not computed and not words.above_one and not 0 <= number <= 100:
        return _problem(share, "应在 0 到 100% 之间")
    return None


def share_of(share: Line, figures: Mapping[str, int]) -> Decimal | None:
    """What figures give for a share by its usual denominator; None where one of them is lacking."""
    of = rate_words()[share.indicator].of
    below = next((figures[name] for name in of[1:] if figures.get(name)), None)
    return Decimal(figures[of[0]]) / below if of and of[0] in figures and below else None


def differs_from(share: Line, true: Decimal) -> bool:
    """Whether a share as printed is another one than `true`, which is a part of 1."""
    match = _match(share)
    return match is not None and not _reads(Decimal(match[1]), match[2], true)


def _match(share: Line) -> re.Match[str] | None:
    plain = unicodedata.normalize("NFKC", share.raw).replace(" ", "").replace(",", "")
    return _SHARE.match(plain)


def _problem(share: Line, reason: str) -> Problem:
    found = problem_at(share, "V-21", {"label": share.label, "raw": share.raw, "reason": reason})
    return Problem(rule=found.rule, origin=found.origin, facts=found.facts)


def _computed(of: Sequence[str], share: Line, stated: Sequence[Line]) -> list[Decimal]:
    """The share by each denominator that the same line of the table holds."""
    figures = {
        line.indicator: line.value for line in stated
        if line.sheet == share.sheet and line.value is not None and not line.held
        and line.action == share.action
        and (line.basis == share.basis or not share.basis or line.indicator == "cases_received")
        and (line.row == share.row or line.column == share.column)
    }  # fmt: skip
    if not of or of[0] not in figures:
        return []
    above = Decimal(figures[of[0]] or 0)
    return [above / Decimal(below) for name in of[1:] if (below := figures.get(name))]


def _reads(number: Decimal, sign: str, computed: Decimal) -> bool:
    """Whether a number is the share as 0.853, as 85.3 or as 85.3%, rounded where it was."""
    exponent = number.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    readings = [(number, computed * 100, places)]
    if not sign:
        readings.append((number, computed, max(places, 2)))
    half = Decimal("0.5")
    return any(
        abs(read - true) <= half * Decimal(1).scaleb(-digits) + Decimal("1e-12")
        for read, true, digits in readings
    )
