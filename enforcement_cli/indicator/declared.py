"""What can be had from declared figures for a span of days, and what it was got from.

Comes in: Declarations. Goes out: a Found with the cells added and taken off, or None. A figure is
inferred only over days that accepted figures cover without gap; 人 is never added nor subtracted.
Refuses to know what the ledgers give.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from enforcement_cli.model.declared import Declaration
from enforcement_cli.model.indicator import Indicator, Source
from enforcement_cli.vocabulary.aggregate import figure_words, same_unit
from enforcement_cli.vocabulary.forms import form_named

PERSONS = "人"
_DAY = timedelta(days=1)
# Court, action, indicator, unit: what may be compared and added over time.
Line = tuple[str, str | None, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value with the statements it is the sum of (`plus`) and those taken off it (`minus`)."""

    value: int | Decimal
    source: Source
    plus: tuple[Declaration, ...] = ()
    minus: tuple[Declaration, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """All that courts declare in a campaign that starts on `start`.

    `spoke` are courts with the last days of their accepted aggregate returns, `held` figures that
    a doubt has put aside.
    """

    start: date = date.min
    lines: Mapping[Line, tuple[Declaration, ...]] = field(default_factory=dict)
    spoke: frozenset[tuple[str, date]] = frozenset()
    held: frozenset[tuple[Line, date]] = frozenset()

    def indicators(self) -> tuple[str, ...]:
        """The figures that anybody declares, in the order of the form."""
        said = {line[2] for line in self.lines}
        return tuple(name for name in declarable() if name in said)

    def actions(self, indicator: str) -> tuple[str | None, ...]:
        """The actions that anybody declares the figure for."""
        return tuple(dict.fromkeys(line[1] for line in self.lines if line[2] == indicator))

    def units(self, indicator: str, courts: Iterable[str]) -> frozenset[str]:
        """The units that these courts state the figure in."""
        asked = set(courts)
        return frozenset(
            line[3] for line in self.lines if line[2] == indicator and line[0] in asked
        )

    def is_held(self, line: Line, end: date) -> bool:
        """Whether a figure for days up to `end` is there but put aside."""
        return (line, end) in self.held

    def of_days(self, line: Line, start: date, end: date, *, to_date: bool) -> Found | None:
        """The figure of exactly these days: stated, inferred from what was, or phoned.

        From figures of shorter periods that cover the days without gap, else from two to date; a
        figure to date may be the last one with all periods since added. In the campaign's first
        period one figure may stand for both; `to_date` says which is meant.
        """
        said = self.lines.get(line, ())
        files = [each for each in said if not each.phoned]
        exact = [each for each in files if (each.start, each.end) == (start, end)]
        if exact:
            chosen = max(exact, key=lambda each: each.cumulative is to_date)
            return Found(value=chosen.value, source="declared", plus=(chosen,))
        if line[3] != PERSONS and not is_stock(line[2]):
            inferred = _tiled(files, start, end) or self._after(files, start, end)
            inferred = inferred or self._between(files, start, end)
            if inferred is not None:
                return inferred
        phoned = [each for each in said if each.phoned and (each.start, each.end) == (start, end)]
        if phoned:
            return Found(value=phoned[-1].value, source="phoned", plus=(phoned[-1],))
        return None

    def phoned(self, line: Line, start: date, end: date) -> Declaration | None:
        """The number by telephone of exactly these days."""
        found = [
            each
            for each in self.lines.get(line, ())
            if each.phoned and (each.start, each.end) == (start, end)
        ]
        return found[-1] if found else None

    def straddles(self, line: Line, start: date, end: date) -> bool:
        """Whether a period that was stated lies across an end of these days: it is not split."""
        return any(
            each.start < start <= each.end or each.start <= end < each.end
            for each in self.lines.get(line, ())
            if not each.cumulative and not each.phoned
        )

    def last(self, line: Line, until: date) -> Found | None:
        """The last figure to date that was stated before a day.

        None where the court has stated more since, which does not reach it without gap.
        """
        files = [each for each in self.lines.get(line, ()) if not each.phoned and each.end <= until]
        said = [each for each in files if each.start == self.start]
        if not said:
            return None
        latest = max(said, key=lambda each: (each.end, each.cumulative))
        if any(each.end > latest.end for each in files):
            return None
        return Found(value=latest.value, source="carried", plus=(latest,))

    def _after(self, files: list[Declaration], start: date, end: date) -> Found | None:
        """A figure to date: the last one stated, and the periods since."""
        if start != self.start:
            return None
        bases = [each for each in files if each.start == start and each.end < end]
        for base in sorted(bases, key=lambda each: each.end, reverse=True):
            rest = _tiled(files, base.end + _DAY, end)
            if rest is not None:
                return Found(
                    value=base.value + rest.value, source="inferred", plus=(base, *rest.plus)
                )
        return None

    def _between(self, files: list[Declaration], start: date, end: date) -> Found | None:
        """A period: the figure to its end, less the figure to the day before it."""
        whole = next((e for e in files if (e.start, e.end) == (self.start, end)), None)
        before = next((e for e in files if (e.start, e.end) == (self.start, start - _DAY)), None)
        if whole is None or before is None or whole.value < before.value:
            return None
        value = whole.value - before.value
        return Found(value=value, source="inferred", plus=(whole,), minus=(before,))


def declared_of(
    said: Iterable[Declaration], start: date, spoke: Iterable[tuple[str, date]]
) -> Declared:
    """The declared figures of a campaign by court and figure; doubted ones are put aside."""
    lines: dict[Line, list[Declaration]] = defaultdict(list)
    held: set[tuple[Line, date]] = set()
    for each in said:
        line = (each.court, each.action, each.indicator, same_unit(each.unit))
        if each.doubted:
            held.add((line, each.end))
        else:
            lines[line].append(each)
    return Declared(
        start=start,
        lines={line: tuple(found) for line, found in lines.items()},
        spoke=frozenset(spoke),
        held=frozenset(held),
    )


def with_zeros(
    said: Sequence[Declaration], zeros: Iterable[tuple[str, date, date, int, str]]
) -> tuple[Declaration, ...]:
    """The same, and 0 for what a 零报告 is about: every figure that anybody declares (T30).

    `zeros` are court, first and last day, return and file. A court that states figures for the
    same days has said more. What stands as of a day is not 0 because nothing happened.
    """
    spoken = {(each.court, each.end) for each in said if not each.phoned}
    kinds = dict.fromkeys(
        (each.action, each.indicator, each.unit) for each in said if not is_stock(each.indicator)
    )
    found = list(said)
    for court, start, end, return_id, file_name in zeros:
        if (court, end) not in spoken:
            found += [
                Declaration(
                    court=court, action=action, indicator=indicator, start=start, end=end, value=0,
                    unit=unit, return_id=return_id, file_name=file_name,
                )
                for action, indicator, unit in kinds
            ]  # fmt: skip
    return tuple(found)


def declarable() -> dict[str, Indicator]:
    """Every figure a court may declare, as an indicator that only declarations give."""
    return {
        each.name: Indicator(
            id=each.name,
            name=each.title,
            unit="fen" if each.kind == "money" else each.unit,
            kind="declared",
            form="aggregate",
            person_unit=PERSONS if PERSONS in figure_words()[each.name].units else "",
            source="各院汇总表报送数",
        )
        for each in form_named("aggregate").fields
    }


def is_stock(indicator: str) -> bool:
    """Whether a figure is as of a day, so that periods of it do not add up."""
    words = figure_words().get(indicator)
    return words is not None and words.stock


def _tiled(files: Iterable[Declaration], start: date, end: date) -> Found | None:
    """The sum of figures that cover the days without gap or overlap, from the last one back."""
    parts: list[Declaration] = []
    ends = {each.end: each for each in files if each.start >= start and not each.cumulative}
    at = end
    while at >= start:
        part = ends.get(at)
        if part is None:
            return None
        parts.append(part)
        at = part.start - _DAY
    if not parts:
        return None
    value = sum(part.value for part in parts)
    return Found(value=value, source="inferred", plus=tuple(reversed(parts)))
