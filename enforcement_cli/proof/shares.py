"""A share told in words, worked out of the figures: 占全市的52.55%, 占其执结总数的88.32%.

Comes in: a claim, what its part and its whole may be. Goes out: the shares that may rightly be told,
the likeliest first. Refuses to judge what a text prints.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.indicator import FigureKey
from enforcement_cli.proof.ground import Ground, Window
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.proof import words_in

_SHARE = re.compile(r"占|(?:总数|总量|总额|全部[^，。]{0,8}|全市[^，。]{0,8})的?(?:约|近|超|逾)?$")


def is_share(claim: Claim, around: Surroundings) -> bool:
    """Whether the number tells what part of a whole something is."""
    return claim.unit == "%" and bool(_SHARE.search(around.clause(claim)))


def wholes_of(claim: Claim, around: Surroundings) -> str:
    """The words that tell of what it is a share."""
    clause = around.clause(claim)
    return clause[clause.rfind("占") + 1 :] if "占" in clause else clause


def shares_of(
    part: Decimal,
    key: FigureKey,
    whole: str,
    window: Window,
    ground: Ground,
    *,
    several: bool,
) -> tuple[Decimal, ...]:
    """The part of each whole that the words may mean, in percent; those they name first.

    Args:
        part: the figure of the part, in its own unit.
        key: of the part.
        whole: the words that tell of what.
        window: where both are looked for.
        ground: the courts.
        several: the part is of several courts; its key has none.
    """
    found: list[Decimal] = []
    for each in _wholes(key, whole, ground, several=several):
        figure = window.figure(each)
        if figure is not None and figure.value:
            found.append(part / Decimal(figure.value) * 100)
    return tuple(found)


def _wholes(key: FigureKey, whole: str, ground: Ground, *, several: bool) -> Iterator[FigureKey]:
    """The wholes that are named, else all that the part is in."""
    indicators: Sequence[str] = [
        name
        for name, words in (
            ("cases_open", "open"),
            ("cases_closed", "closed"),
            ("amount_recovered", "money"),
            ("cases_received", "received"),
        )
        if name in ground.known and words_in("whole", words).search(whole)
    ] or [key.indicator]
    wide = bool(words_in("whole", "all").search(whole))
    own = bool(words_in("whole", "own").search(whole))
    courts = [None] if wide and not own else [key.court] if own else [key.court, None]
    if several:
        courts = [None]
    if wide and not own and key.court is None and not several:
        actions = [key.action, None]
    else:
        actions = [key.action, None] if wide and not own else [None, key.action]
    for indicator in indicators:
        for court in courts:
            for action in dict.fromkeys(actions):
                other = replace(key, indicator=indicator, court=court, action=action)
                if several or other != key:
                    yield other
