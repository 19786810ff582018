"""Which place a court has by a figure: of the ground's rankings, else worked out of the courts' own.

Comes in: a reading and the ground. Goes out: the places that may rightly be told. Refuses to judge
what a text prints.
"""

from collections.abc import Sequence
from dataclasses import replace

from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.proof.ground import Ground, Window


def places_of(
    key: FigureKey, window: Window, ground: Ground, *, from_behind: bool
) -> tuple[int, ...]:
    """The places of a court by a figure, among all and among the basic courts; none where unknown.

    Args:
        key: of one court.
        window: whose figures they are.
        ground: with rankings of what is cumulative.
        from_behind: counted from the last (倒数第一).
    """
    code = key.court
    if code is None and len(ground.courts) != 1:
        return ()
    ranked = ground.ranks.get(key) if window is ground.own else None
    found = [] if ranked is None or from_behind else [ranked]
    if code is not None:
        basic = [c.code for c in ground.desk.courts if c.level == "basic"]
        for courts in (ground.courts, [each for each in ground.courts if each in basic]):
            place = _place(key, courts, window, upwards=from_behind)
            if place is not None and (ranked is None or courts != ground.courts):
                found.append(place)
    return tuple(dict.fromkeys(found))


def _place(key: FigureKey, courts: Sequence[str], window: Window, *, upwards: bool) -> int | None:
    """1 and the courts that are ahead; None where the court or all others have no number."""
    values = {court: window.figure(replace(key, court=court)) for court in courts}
    known = {
        court: found.value
        for court, found in values.items()
        if found is not None and found.value is not None
    }
    mine = known.get(key.court or "")
    if mine is None or len(known) < len(courts) or len(known) < 2:  # one alone is no order
        return None
    ahead = (value < mine if upwards else value > mine for value in known.values())
    return 1 + sum(ahead)
