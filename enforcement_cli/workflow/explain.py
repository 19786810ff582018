"""Where a printed number comes from: cases, amounts, files, sheets and cells that make it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from statistics import median

from enforcement_cli.indicator.compile import Question, Window, WindowName
from enforcement_cli.indicator.court_figures import (
    SOURCE_WORDS,
    Asked,
    bases_of,
    is_computed,
    rest_of,
    unit_of,
)
from enforcement_cli.indicator.declare import all_indicators, indicator_named, on_basis
from enforcement_cli.indicator.declared import declarable
from enforcement_cli.indicator.origins import CellOrigin, Part, parts_of
from enforcement_cli.indicator.rates import narrowed_to, one_sided
from enforcement_cli.model.declared import Declaration
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.model.indicator import Basis, Figure, FigureKey, Indicator, Source
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.period import Period
from enforcement_cli.store.read import StoredReturn, all_returns
from enforcement_cli.store.session import Connection
from enforcement_cli.workflow.explain_ground import ExplainGround, Whose, ground_of
from enforcement_cli.workflow.explain_places import columns_read, place_of
from enforcement_cli.workflow.figures import FigureSet, courts_of, figures_of
from enforcement_cli.workflow.opening import has_facts, open_facts
from enforcement_cli.workflow.passages import sentence_at
from enforcement_cli.workflow.periods import PeriodWish, resolve_period
from enforcement_cli.workflow.state import Room, settled_relations


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedPart:
    """A part with the places it came from, in the sender's file; of a text with the sentence."""

    part: Part
    origin: Origin | None
    before: Origin | None
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedFigure:
    """A figure and its parts. A rate is explained by its numerator and denominator in turn."""

    indicator: Indicator
    figure: Figure
    period: Period
    parts: tuple[ExplainedPart, ...]

    @property
    def by_person(self) -> bool:
        """Whether the figure is of persons (人), who may have several events."""
        return bool(self.indicator.person_unit) and self.figure.unit == self.indicator.person_unit

    @property
    def listed(self) -> tuple[Part, ...]:
        """The parts that are rows, not numbers that a court states."""
        return tuple(item.part for item in self.parts if item.part.nature not in SOURCE_WORDS)

    @property
    def total(self) -> int | Decimal:
        """What the parts add up to; of persons and cases how many distinct ones; their median."""
        stated = [item.part for item in self.parts if item.part.nature in SOURCE_WORDS]
        listed = self.listed
        if self.by_person:
            # What a court states in 人 it has counted itself: only rows are of one person each.
            return len({part.person_key for part in listed}) + sum(part.amount for part in stated)
        amounts = [item.part.amount for item in self.parts]
        if self.indicator.kind == "median" and amounts:
            return median(map(Decimal, amounts))
        if not self.indicator.distinct:
            return sum(amounts)
        # A row that names no case is one by itself.
        cases = {part.case_no or part.cell for part in listed}
        return len(cases) + sum(part.amount for part in stated)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainWish:
    """Which figure: names as the command line has them."""

    indicator: str
    period: PeriodWish
    basis: Basis = "period"
    action: str | None = None
    court: str | None = None
    whose: Whose = field(default_factory=Whose)


def explain(room: Room, wish: ExplainWish, *, known_at: datetime) -> list[ExplainedFigure]:
    """The figure with its parts; for a rate first the numerator, then the denominator.

    Raises:
        UnknownName: no such indicator, action, period, window or line, or nothing received.
        UsageError: whose figure it is, is asked in two ways.
    """
    asked = _asked(room, wish.indicator)
    period, previous = resolve_period(wish.period, room.desk, room.campaign, known_at.date())
    if not has_facts(room):
        raise UnknownName("工作区里还没有任何报表。", remedy="先用 enforce ingest 收报表。")
    names = (asked.numerator, asked.denominator) if asked.kind == "rate" else (asked.id,)
    with open_facts(room) as connection:
        own = figures_of(connection, room, period, previous, known_at)
        ground = ground_of(connection, room, own, wish.whose, names, wish.action)
        campaign = ground.room.campaign
        if wish.action is not None and wish.action not in {a.id for a in campaign.actions}:
            known = "、".join(f"{a.id}（{a.name}）" for a in campaign.actions)
            raise UnknownName(f"没有行动类别“{wish.action}”。", remedy=f"可用：{known}。")
        if asked.kind == "rate" and wish.court is None:
            ground = replace(ground, figures=_as_divided(ground.figures, asked, wish))
        in_force = all_indicators(room.own_indicators, ground.figures.period.end)
        indicators = {asked.id: asked, **on_basis(in_force, campaign.recovered_basis)}
        return [_explained(connection, indicators[name], wish, ground) for name in names]


def _as_divided(figures: FigureSet, rate: Indicator, wish: ExplainWish) -> FigureSet:
    """The figures without the courts that give one part of the rate only."""
    known = {figure.key: figure for figure in figures.figures}
    key = FigureKey(indicator=rate.id, basis=wish.basis, action=wish.action)
    left_out = one_sided(known, rate, key, figures.courts)
    for part in (rate.numerator, rate.denominator) if left_out else ():
        whole = replace(key, indicator=part)
        known[whole] = narrowed_to(figures.ground, known, known[whole], left_out)
        for court in left_out:
            mine = replace(whole, court=court)
            known[mine] = replace(known[mine], value=None)
    return replace(figures, figures=tuple(known.values()))


def _asked(room: Room, name: str) -> Indicator:
    """An indicator of ours, else a figure that only courts declare."""
    for indicator in declarable().values():
        ours = all_indicators(room.own_indicators)
        if name in (indicator.id, indicator.name) and indicator.id not in ours:
            return indicator
    return indicator_named(name, room.own_indicators)


def _explained(
    connection: Connection, indicator: Indicator, wish: ExplainWish, ground: ExplainGround
) -> ExplainedFigure:
    room, found = ground.room, ground.figures
    period, figures = found.period, {figure.key: figure for figure in found.figures}
    basis: Basis = wish.basis if "period" in bases_of(indicator) else "cumulative"
    court = wish.court
    alone = courts_of(room, period)
    if court is None and len(alone) == 1:
        court = alone[0]
    plain = FigureKey(indicator=indicator.id, basis=basis, action=wish.action, court=court)
    key = replace(plain, team=wish.whose.team, officer=wish.whose.officer)
    figure = figures.get(key)
    said = [each.value for each in figures.values() if each.key.indicator == indicator.id]
    if figure is None or all(value is None for value in said):
        raise _nothing(indicator, key, period)
    counted = _counted(figures, key, alone)
    # What a court declares has no parts by team or officer.
    stated, declaring = _stated_parts(found, indicator, plain, counted if key == plain else ())
    start = room.campaign.start if basis == "cumulative" else period.start
    name: WindowName = "cumulative" if basis == "cumulative" else "period"
    question = Question(
        indicator=indicator,
        window=Window(name=name, start=start, end=period.end),
        action=wish.action,
        courts=tuple(court for court in counted if court not in declaring),
        team=ground.team,
        officer=ground.officer,
    )
    parts: list[Part] = []
    if is_computed(indicator, wish.action):
        base = settled_relations(connection, room, found.known_at)
        parts = parts_of(connection, room.campaign, question, base=base)
    returns = {stored.return_id: stored for stored in all_returns(connection)}
    columns = columns_read(connection)
    return ExplainedFigure(
        indicator=indicator,
        figure=figure,
        period=period,
        parts=tuple(
            ExplainedPart(
                part=part,
                origin=place_of(part, part.cell, returns, columns),
                before=place_of(part, part.before, returns, columns),
            )
            for part in parts
        )
        + tuple(_quoted(item, returns, room) for item in stated),
    )


def _quoted(item: ExplainedPart, returns: dict[int, StoredReturn], room: Room) -> ExplainedPart:
    """A stated part with the sentence it was read from, where that is a text."""
    if item.origin is None or item.part.cell is None:
        return item
    sentence = sentence_at(item.origin, item.part.cell.return_id, returns, room.workspace.archive)
    return replace(item, sentence=sentence)


def _nothing(indicator: Indicator, key: FigureKey, period: Period) -> UnknownName:
    name = key.team or key.officer
    if name is None:
        said = f"没有法院报送过“{indicator.name}”，也没有明细可以统计。"
        return UnknownName(said, where=period.label)
    remedy = "" if key.court else "请用 --court 指明法院。"
    return UnknownName(f"没有“{name}”的{indicator.name}。", where=period.label, remedy=remedy)


def _stated_parts(
    found: FigureSet, indicator: Indicator, key: FigureKey, courts: tuple[str, ...]
) -> tuple[tuple[ExplainedPart, ...], frozenset[str]]:
    """The declared cells behind a figure, those taken off negative; and whose figures they are."""
    ground = found.ground
    parts: list[ExplainedPart] = []
    declaring: set[str] = set()
    unit = unit_of(ground, indicator)
    for court in courts if key.court is None else (key.court,):
        asked = Asked(
            indicator=indicator, action=key.action, basis=key.basis, court=court, unit=unit
        )
        rest = rest_of(ground, asked)
        if rest.found is None:
            continue
        declaring.add(court)
        for sign, cells in ((1, rest.found.plus), (-1, rest.found.minus)):
            parts += [_stated_part(each, sign, rest.source) for each in cells]
    return tuple(parts), frozenset(declaring)


def _stated_part(each: Declaration, sign: int, source: Source) -> ExplainedPart:
    cell = CellOrigin(
        return_id=each.return_id, sheet=each.sheet or "", row=each.row or 0, field=each.indicator,
        stated=each.value,
    )  # fmt: skip
    part = Part(
        case_no="",
        court=each.court,
        day=each.end,
        amount=sign * each.value,
        nature=source,
        cell=cell,
    )
    origin = Origin(file=each.file_name, sheet=each.sheet, row=each.row, column=each.column)
    return ExplainedPart(part=part, origin=origin, before=None)


def _counted(
    figures: dict[FigureKey, Figure], key: FigureKey, courts: tuple[str, ...]
) -> tuple[str, ...]:
    """The courts whose rows the figure counts: the one, or all that have reported."""
    if key.court is not None:
        return (key.court,) if figures[key].value is not None else ()
    return tuple(
        court
        for court in courts
        if figures[
            FigureKey(indicator=key.indicator, basis=key.basis, action=key.action, court=court)
        ].value
        is not None
    )


def explained_json(explained: ExplainedFigure) -> dict[str, object]:
    """One explained figure for `--json`."""
    value = explained.figure.value
    return {
        "indicator": explained.indicator.id,
        "value": str(value) if isinstance(value, Decimal) else value,
        "unit": explained.figure.unit,
        "sum": explained.total,
        "parts": [
            {
                "case_no": item.part.case_no or None,
                "court": item.part.court,
                "day": item.part.day.isoformat() if item.part.day else None,
                "amount": item.part.amount,
                "nature": item.part.nature,
                "file": item.origin.file if item.origin else None,
                "cell": item.origin.cell if item.origin else None,
                "sentence": item.sentence or None,
                "stated": item.part.cell.stated if item.part.cell else None,
                "before_file": item.before.file if item.before else None,
                "before_cell": item.before.cell if item.before else None,
                "before_stated": item.part.before.stated if item.part.before else None,
            }
            for item in explained.parts
        ],
    }
