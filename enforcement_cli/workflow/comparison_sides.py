"""Both sides of a comparison: what the period's own figures hold, and what is asked of the store.

Comes in: figures wanted over aligned days. Goes out: Held figures, with the desk's own numbers where
its courts' do not add up to them. Refuses to choose figures and days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from enforcement_cli.indicator.aligned import Days
from enforcement_cli.indicator.answer import ask
from enforcement_cli.indicator.arithmetic import of_whole
from enforcement_cli.indicator.comparisons import Held, Told, comparable
from enforcement_cli.indicator.compile import Question, Window
from enforcement_cli.indicator.court_figures import Asked
from enforcement_cli.indicator.declared import PERSONS
from enforcement_cli.indicator.told import Seen, told_of
from enforcement_cli.model.indicator import Figure, FigureKey, Indicator
from enforcement_cli.store.session import Connection
from enforcement_cli.vocabulary.comparisons import word
from enforcement_cli.workflow.figures import FigureSet
from enforcement_cli.workflow.state import Room, settled_relations

Number = int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One figure to compare, over which days; `parts` are the quantities it is made of."""

    key: FigureKey
    days: Days
    parts: tuple[Indicator, ...]
    units: tuple[str, ...]
    unit: str

    @property
    def settled(self) -> bool:
        """Whether the figures of the period already hold what was before."""
        return self.days.kind == "previous" and not self.days.partial

    @property
    def adds(self) -> bool:
        """Whether the courts' numbers add up to the desk's."""
        return self.unit != PERSONS and not any(of_whole(part) for part in self.parts)

    def window(self, *, now: bool) -> Window:
        """The days of one side, named so that no other question is meant."""
        days = self.days
        start, end = (days.now_start, days.now_end) if now else (days.start, days.end)
        return Window(name=f"{days.kind} {start} {end} {now}", start=start, end=end)


def questions_of(wanted: Iterable[Wanted], *, now: bool) -> list[Question]:
    """What is asked of the store about one side."""
    asked = {
        (part.id, each.key.action, each.window(now=now)): Question(
            indicator=part, window=each.window(now=now), action=each.key.action
        )
        for each in wanted
        if not each.days.lacking
        for part in each.parts
        if part.kind != "declared"
    }
    return list(asked.values())


def sides_of(
    figures: FigureSet, wanted: Sequence[Wanted], now: Seen, then: Seen
) -> list[tuple[Wanted, Held]]:
    """Every figure with what each court gives of both sides."""
    by_key = figures.by_key
    found = []
    for each in wanted:
        cut = each.days.partial
        held = Held(
            key=each.key,
            unit=each.unit,
            days=each.days,
            now={
                court: _asked(now, each, court, now=True)
                if cut
                else _printed(by_key, each, court, now=True)
                for court in figures.courts
            },
            then={
                court: _printed(by_key, each, court, now=False)
                if each.settled
                else _asked(then, each, court, now=False)
                for court in figures.courts
            },
            is_rate=len(each.parts) > 1,
            adds=each.adds,
        )
        found.append((each, held))
    return found


def _printed(by_key: Mapping[FigureKey, Figure], wanted: Wanted, court: str, *, now: bool) -> Told:
    """A side that the period's own figures hold."""
    told: list[Told] = []
    for part in wanted.parts:
        figure = by_key.get(replace(wanted.key, indicator=part.id, court=court))
        if figure is None:
            told.append(Told(top=None, note=word("no_base")))
        elif now and "carried" in figure.sources:
            told.append(Told(top=None, note=word("carried")))
        elif now:
            told.append(Told(top=figure.value, note=figure.note))
        else:
            note = word("no_base") if figure.previous is None else ""
            told.append(Told(top=figure.previous, note=note))
    return _joined(told)


def _asked(seen: Seen, wanted: Wanted, court: str, *, now: bool) -> Told:
    """A side that is asked of the store."""
    window = wanted.window(now=now)
    told = []
    for part, unit in zip(wanted.parts, wanted.units, strict=True):
        asked = Asked(
            indicator=part, action=wanted.key.action, basis=wanted.key.basis, court=court, unit=unit
        )
        told.append(told_of(seen, asked, window.name, window.start, window.end))
    return _joined(told)


def _joined(told: Sequence[Told]) -> Told:
    """The parts of a figure as one; of a rate the numerator over the denominator."""
    note = next((each.note for each in told if each.top is None), None)
    if note is None:
        note = "、".join(dict.fromkeys(each.note for each in told if each.note))
    return Told(top=told[0].top, bottom=told[1].top if len(told) > 1 else None, note=note)


def wholes_of(
    connection: Connection,
    eyes: Room,
    figures: FigureSet,
    held: Sequence[tuple[Wanted, Held]],
    *,
    now: bool,
) -> list[Number]:
    """The desk's numbers where courts do not add up to it: over the courts known on both sides.

    None where a court's number is only declared: then nobody knows the whole.
    """
    asked: dict[int, Question] = {}
    for place, (wanted, sides) in enumerate(held):
        courts = comparable(sides)
        noted = [told for court in courts for told in (sides.now[court], sides.then[court])]
        if not wanted.adds and courts and not any(told.note for told in noted):
            window = wanted.window(now=now)
            asked[place] = Question(
                indicator=wanted.parts[0], window=replace(window, name=f"{place}"),
                action=wanted.key.action, courts=courts,
            )  # fmt: skip
    base = settled_relations(connection, eyes, figures.known_at) if asked else {}
    answers = ask(connection, eyes.campaign, asked.values(), base=base, group=None)
    found: list[Number] = []
    for place, (wanted, _) in enumerate(held):
        question = asked.get(place)
        if question is None:
            found.append(None)
            continue
        answer = answers.get((question.indicator.id, f"{place}", question.action, None))
        if answer is None:
            found.append(None if question.indicator.kind == "median" else 0)
        else:
            found.append(answer.persons if wanted.unit == PERSONS else answer.value)
    return found
