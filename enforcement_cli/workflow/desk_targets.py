"""The desk's targets where only its courts have some: their sum, or nothing.

Comes in: a room and the targets in force. Goes out: the sums. Refuses to hold what all courts do
against the target of some of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from enforcement_cli.model.campaign import Target
from enforcement_cli.workflow.state import Room


def targets_at(room: Room, day: date) -> tuple[Target, ...]:
    """The campaign's targets in force on a day, a later entry for an earlier, and the desk's sums.

    The only court of a desk is the desk: whichever a target names, it is the other's too.
    """
    alone = room.court_codes[0] if len(room.court_codes) == 1 else None
    in_force: dict[tuple[str | None, str | None, str, str | None], Target] = {}
    for target in room.campaign.targets:
        if target.start is None or target.start <= day:
            whose = target.court or alone
            key = (whose, target.action, target.indicator, target.phase)
            in_force[key] = replace(target, court=whose)
    if alone:
        return (*in_force.values(), *(replace(t, court=None) for t in in_force.values()))
    return (*in_force.values(), *_sums_of_courts(room, in_force.values()))


def _sums_of_courts(room: Room, targets: Iterable[Target]) -> Iterator[Target]:
    """The desk's target where it has none and every court that is due to report has one."""
    given = list(targets)
    due = [
        court for court in room.court_codes
        if any(e.courts is None or court in e.courts for e in room.campaign.expects)
    ] or list(room.court_codes)  # fmt: skip
    basic = [c for c in due if (found := room.desk.court_of(c)) and found.level == "basic"] or due
    about = dict.fromkeys((t.action, t.indicator, t.phase) for t in given)
    for action, indicator, phase in about:
        same = [t for t in given if (t.action, t.indicator, t.phase) == (action, indicator, phase)]
        courts = {t.court for t in same}
        least = [t.at_least for t in same if t.at_least is not None and t.at_most is None]
        if None in courts or not set(basic) <= courts or len(least) != len(same):
            continue
        if any(t.written == "rate" for t in same) or len({t.by for t in same}) > 1:
            continue
        yield replace(same[0], court=None, at_least=sum(least, Decimal(0)), reason="")
