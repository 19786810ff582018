"""Which target a figure is held against, and by what number.

Comes in: the targets in force. Goes out: a Target or its bound. Refuses to work out the desk's from
its courts': the workflow does.
"""

from collections.abc import Sequence

from enforcement_cli.indicator.arithmetic import Number
from enforcement_cli.indicator.court_figures import Ground
from enforcement_cli.model.campaign import Target
from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.model.period import Period


def target_for(targets: Sequence[Target], key: FigureKey, period: Period) -> Target | None:
    """The target in force for a figure at the period's end; a later entry supersedes.

    A phase's target is not held against the campaign's figure to date: that is paces'.
    """
    fitting = [
        target
        for target in targets
        if (target.indicator, target.court, target.action) == (key.indicator, key.court, key.action)
        and (target.start is None or target.start <= period.end)
        and target.phase is None
    ]
    return fitting[-1] if fitting else None


def aim_of(ground: Ground, key: FigureKey) -> Target | None:
    """Targets are of what is reached to date."""
    if key.basis != "cumulative" or not ground.targets:
        return None
    if not ground.aims:  # a desk of many courts has a target for each, and many figures for each
        for target in ground.targets:
            about = (target.indicator, target.court, target.action)
            ground.aims.setdefault(about, []).append(target)
    mine = ground.aims.get((key.indicator, key.court, key.action), ())
    return target_for(mine, key, ground.period)


def bound_of(target: Target | None) -> Number:
    """What is to be reached, else what is not to be passed; None where there is no target."""
    if target is None:
        return None
    bound = target.at_least if target.at_least is not None else target.at_most
    if bound is None:
        return None
    return int(bound) if bound == bound.to_integral_value() else bound
