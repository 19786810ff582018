"""What one court's figure rests on: computed, declared, inferred, phoned, carried, or missing.

Comes in: the Ground of a report. Goes out: a Rest, with the value before it and the statements it
came from. A computed figure stands only where the court's returns are complete for the days;
nothing stands in for a figure that nobody gave. Refuses to add courts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from enforcement_cli.indicator.answer import NOTHING, Answer, AnswerKey
from enforcement_cli.indicator.compile import WindowName
from enforcement_cli.indicator.coverage import Coverage
from enforcement_cli.indicator.declared import PERSONS, Declared, Found, Line, is_stock
from enforcement_cli.indicator.elapsed import Clock
from enforcement_cli.model.campaign import Campaign, Target
from enforcement_cli.model.indicator import Basis, FigureKey, Indicator, Source
from enforcement_cli.model.period import Period
from enforcement_cli.vocabulary.aggregate import same_unit

NOT_REPORTED = "未报"
# The court's returns have neither the column nor the list: nothing is due, nothing is known.
NOT_STATED = "无此项"
# It is there, and a doubt has put it aside.
DOUBTED = "存疑"
# Stated in another unit than the report's: 人 is not 人次, 套 not 处.
OTHER_UNIT = "单位不同"
# Stated for a week that lies across the end of a month: whose days are whose, nobody knows.
NOT_SPLIT = "跨期的数不拆分"
SOURCE_WORDS: dict[Source, str] = {
    "computed": "",
    "declared": "报送数",
    "inferred": "推算",
    "phoned": "电话报数",
    "carried": "沿用上期",
}
Number = int | Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that figures are made of, for one period.

    `targets` are those in force, the desk's sums among them. `unit` 人次: persons are counted as
    events also where every one has a key. `covered` keeps what the coverage has answered, `aims`
    the targets by indicator, court and action.
    """

    campaign: Campaign
    courts: tuple[str, ...]
    indicators: Mapping[str, Indicator]
    period: Period
    previous: Period | None
    answers: Mapping[AnswerKey, Answer]
    whole: Mapping[AnswerKey, Answer]
    coverage: Coverage
    published: Mapping[FigureKey, Number]
    declared: Declared
    clock: Clock
    targets: tuple[Target, ...] = ()
    unit: str = ""
    covered: dict[tuple[str, str, date, date], bool] = field(default_factory=dict)
    aims: dict[tuple[str, str | None, str | None], list[Target]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A court's value with what stands before it. `found` is what was declared, None if computed."""

    value: Number
    before: Number
    note: str
    source: Source = "computed"
    found: Found | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which figure of which court, and in which unit the report counts it."""

    indicator: Indicator
    action: str | None
    basis: Basis
    court: str
    unit: str

    @property
    def line(self) -> Line:
        """What the court declares of it over time."""
        return self.court, self.action, self.indicator.id, same_unit(self.unit)


def unit_of(ground: Ground, indicator: Indicator) -> str:
    """The unit of a figure in this report, one for all courts.

    人 only where every event has a person key and nobody declares 人次; of figures that are only
    declared, the unit they are declared in where it is one.
    """
    stated = ground.declared.units(indicator.id, ground.courts)
    if indicator.kind == "declared":
        usual = same_unit(indicator.unit)
        return next(iter(stated)) if len(stated) == 1 and usual not in stated else indicator.unit
    if not indicator.person_unit or ground.unit == indicator.unit:
        return indicator.unit
    found = [
        answer
        for key, answer in ground.answers.items()
        if key[0] == indicator.id and key[3] in ground.courts
    ]
    happened = any(answer.value for answer in found)
    keyed = happened and not any(answer.unkeyed for answer in found)
    persons_only = not happened and stated == {PERSONS}
    if (keyed and indicator.unit not in stated) or persons_only:
        return indicator.person_unit
    return indicator.unit


def is_computed(indicator: Indicator, action: str | None) -> bool:
    """Whether our own facts are asked for the figure.

    Measures belong to no action; a median is of all cases of the scope.
    """
    if indicator.kind in ("declared", "median"):
        return indicator.kind == "median" and action is None
    return indicator.form == "cases" or action is None


def rest_of(ground: Ground, asked: Asked) -> Rest:
    """What a court's figure rests on."""
    of_period, period = asked.basis == "period", ground.period
    first = period.start if of_period else ground.campaign.start
    if is_computed(asked.indicator, asked.action) and _covered(ground, asked, first, period.end):
        return _computed(ground, asked)
    return _of_period(ground, asked) if of_period else _to_date(ground, asked)


def _computed(ground: Ground, asked: Asked) -> Rest:
    """Most figures: the returns say all about the days."""
    previous = ground.previous
    before: Number = None
    if asked.basis == "cumulative":
        if previous:
            before = _taken(ground, asked, "before")
        return Rest(value=_taken(ground, asked, "cumulative"), before=before, note="")
    if previous:
        then = _given(ground, asked, "previous", previous.start, previous.end)
        before = then.value if then else None
    return Rest(value=_taken(ground, asked, "period"), before=before, note="")


def _of_period(ground: Ground, asked: Asked) -> Rest:
    period, previous = ground.period, ground.previous
    now = _given(ground, asked, "period", period.start, period.end)
    then = None
    if previous:
        then = _given(ground, asked, "previous", previous.start, previous.end)
    before = then.value if then else None
    if now is None:
        return Rest(value=None, before=before, note=_why_missing(ground, asked))
    return _resting(now, before)


def _to_date(ground: Ground, asked: Asked) -> Rest:
    """A figure to date, else the last known state of it; without other word a ledger's list."""
    campaign, period = ground.campaign, ground.period
    now = _given(ground, asked, "cumulative", campaign.start, period.end)
    if now is None or now.source == "phoned":
        now = _partly(ground, asked) or now or _carried(ground, asked)
    if now is None:
        return Rest(value=None, before=None, note=_why_missing(ground, asked))
    before: Number = None
    if ground.previous and now.plus:
        then = _given(ground, asked, "before", campaign.start, period.start - timedelta(days=1))
        before = then.value if then else None
    elif ground.previous:
        before = _taken(ground, asked, "before")
    return _resting(now, before)


def _given(
    ground: Ground, asked: Asked, window: WindowName, start: date, end: date
) -> Found | None:
    """A figure of days: computed where the returns are complete for them, else declared."""
    if is_computed(asked.indicator, asked.action) and _covered(ground, asked, start, end):
        return Found(value=_taken(ground, asked, window), source="computed")
    to_date = window in ("cumulative", "before")
    return ground.declared.of_days(asked.line, start, end, to_date=to_date)


def _covered(ground: Ground, asked: Asked, start: date, end: date) -> bool:
    """Whether the court speaks of all the days; the same of every action, so asked once."""
    place = (asked.court, asked.indicator.id, start, end)
    if place not in ground.covered:
        covers = ground.coverage.covers(asked.court, asked.indicator, start, end)
        ground.covered[place] = covers
    return ground.covered[place]


def _partly(ground: Ground, asked: Asked) -> Found | None:
    """What lists give to date that cover the period, and not every day before it."""
    period = ground.period
    if not is_computed(asked.indicator, asked.action):
        return None
    if not ground.coverage.covers(asked.court, asked.indicator, period.start, period.end):
        return None
    return Found(value=_taken(ground, asked, "cumulative"), source="computed")


def _carried(ground: Ground, asked: Asked) -> Found | None:
    """The last known state: of a ledger or list, or as declared, whichever is later."""
    declared = ground.declared.last(asked.line, ground.period.end)
    if not is_computed(asked.indicator, asked.action):
        return declared
    if not ground.coverage.ever(asked.court, asked.indicator):
        return declared
    until = ground.coverage.until(asked.court, asked.indicator)
    if declared is not None and until is not None and declared.plus[0].end > until:
        return declared
    return Found(value=_taken(ground, asked, "cumulative"), source="carried")


def _taken(ground: Ground, asked: Asked, window: WindowName) -> int | Decimal:
    key = (asked.indicator.id, window, asked.action, asked.court)
    answer = ground.answers.get(key, NOTHING)
    return answer.persons if asked.unit != asked.indicator.unit else answer.value


def _resting(now: Found, before: Number) -> Rest:
    words = [SOURCE_WORDS[now.source]]
    if now.source == "carried" and now.plus:
        words.append(SOURCE_WORDS["declared"])
    return Rest(
        value=now.value,
        before=before,
        note="、".join(word for word in words if word),
        source=now.source,
        found=now if now.plus else None,
    )


def _why_missing(ground: Ground, asked: Asked) -> str:
    period = ground.period
    if ground.declared.is_held(asked.line, period.end):
        return DOUBTED
    spoke = (asked.court, period.end) in ground.declared.spoke
    units = ground.declared.units(asked.indicator.id, (asked.court,))
    if spoke and units and same_unit(asked.unit) not in units:
        return OTHER_UNIT
    if is_computed(asked.indicator, asked.action) and ground.coverage.lacks(
        asked.court, asked.indicator
    ):
        return NOT_STATED
    until = ground.coverage.until(asked.court, asked.indicator)
    if (
        until
        and until >= period.end
        and ground.coverage.unread(asked.court, asked.indicator, period.end)
    ):
        return DOUBTED
    if asked.basis == "period" and ground.declared.straddles(asked.line, period.start, period.end):
        return NOT_SPLIT
    return NOT_REPORTED if _due(ground, asked, spoke=spoke) else NOT_STATED


def _due(ground: Ground, asked: Asked, *, spoke: bool) -> bool:
    """Whether the campaign waits for a return of this court that would state the figure.

    An aggregate return (a text, where none is due) that has come and does not state it is waited for
    no more.
    """
    computed = is_computed(asked.indicator, asked.action)
    if computed and ground.coverage.ever(asked.court, asked.indicator):
        return True
    forms = {asked.indicator.form} if computed else set()
    if not spoke:
        forms |= {"aggregate", "narrative"}
    return any(
        expected.form in forms and (expected.courts is None or asked.court in expected.courts)
        for expected in ground.campaign.expects
    )


def bases_of(indicator: Indicator) -> tuple[Basis, ...]:
    """A figure as of a day has no period; what was there at some time during days has one."""
    stock = indicator.at == "end" if indicator.kind == "state" else is_stock(indicator.id)
    return ("cumulative",) if stock else ("period", "cumulative")
