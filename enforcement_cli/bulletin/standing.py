"""How a target stands: what is done of it, over how much of the target's own time.

Comes in: the material. Goes out: a rate as prose prints it, and a share of time. Refuses to hold a
target against the campaign's time where it has a deadline of its own.
"""

from dataclasses import replace
from decimal import Decimal

from enforcement_cli.bulletin.material import Material
from enforcement_cli.bulletin.numbers import said, told
from enforcement_cli.bulletin.sentences import short_day_text
from enforcement_cli.model.bulletin import Value
from enforcement_cli.model.comparison import Pace
from enforcement_cli.model.indicator import FigureKey


def standing(material: Material, key: FigureKey) -> tuple[Value | None, Decimal | None]:
    """What is done of a figure's target, and how much of the target's own time has run.

    A target with a deadline is held against that: neither what came after it counts, nor has it
    the campaign's time (`by`). Without a pace the campaign's time is its own.
    """
    name = rate_name(key.indicator)
    rate = material.figures.get(replace(key, indicator=name))
    pace = _pace_of(material, key)
    if pace is not None and not is_to_date(material, key, pace):
        if pace.rate is None:
            return None, pace.elapsed
        told_rate = told(pace.rate, "%", key=replace(key, indicator=name))
        return replace(told_rate, window=until_text(pace)), pace.elapsed
    if rate is None or not isinstance(rate.value, Decimal):
        return None, None
    if pace is not None:
        return said(rate), pace.elapsed
    elapsed = material.figure("time_progress", "cumulative")
    known = elapsed is not None and isinstance(elapsed.value, Decimal)
    return said(rate), Decimal(elapsed.value) if elapsed and known and elapsed.value else None


def rate_name(indicator: str) -> str:
    """The figure that holds the rate of a target of an indicator."""
    return "target_rate" if indicator == "cases_closed" else f"target_rate:{indicator}"


def is_to_date(material: Material, key: FigureKey, pace: Pace) -> bool:
    """Whether a pace counts what the figure to date counts."""
    figure = material.figures.get(key)
    return not pace.phase and figure is not None and figure.value == pace.value


def is_over(pace: Pace) -> bool:
    """Whether more is there than should be: above a bound, or above an interval."""
    if pace.value is None or not pace.gap:
        return False
    return pace.kind == "at_most" or (pace.ceiling is not None and pace.value > pace.ceiling)


def until_text(pace: Pace) -> str:
    """The days a target is about, where these are not the campaign's."""
    return pace.phase or f"至{short_day_text(pace.by)}"


def _pace_of(material: Material, key: FigureKey) -> Pace | None:
    """The pace of the campaign's own target of a figure, no phase's."""
    return next((one for one in material.paces if one.key == key and not one.phase), None)
