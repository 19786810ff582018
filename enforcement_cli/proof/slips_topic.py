"""Which figure a clause without numbers speaks of: the indicator, the category, the days.

Comes in: words and the ground. Goes out: keys of figures. Refuses to know what is said of them.
"""

import re
from dataclasses import dataclass
from functools import cache

from enforcement_cli.model.indicator import Basis, FigureKey
from enforcement_cli.proof.courts import last_court
from enforcement_cli.proof.ground import Ground
from enforcement_cli.vocabulary.proof import words_in
from enforcement_cli.vocabulary.proof_slips import one_of, topics

_NOW = ("本周", "本月", "本期", "本季度", "当周", "当月")
_SO_FAR = ("累计", "截至", "以来")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """`bases` both where the words do not tell them apart; `name` as printed."""

    indicator: str
    name: str
    action: str | None
    court: str | None
    bases: tuple[Basis, ...]

    def key(self, basis: Basis, court: str | None) -> FigureKey:
        """The key of the figure for a court."""
        return FigureKey(indicator=self.indicator, basis=basis, action=self.action, court=court)


def topic_of(stretch: str, ground: Ground) -> Topic | None:
    """What the last word of a topic in a stretch speaks of; None without one."""
    best = _last_topic(stretch)
    if best is None or best[2] not in ground.indicators:
        return None
    if re.search(one_of("rates"), stretch[best[0] :]):
        return None  # 占结案数比例 is not 结案
    named = [
        action.id
        for action in ground.campaign.actions
        if action.name in stretch or action.name.removesuffix("案件") in stretch
    ]
    if len(named) > 1:
        return None
    return Topic(
        indicator=best[2],
        name=ground.indicators[best[2]].name,
        action=named[0] if named else None,
        court=last_court(stretch, ground.desk),
        bases=_bases(stretch),
    )


def court_spoken_of(above: str, clause: str, ground: Ground) -> str | None:
    """The court that a clause goes on to speak of; None: of all, or none was named."""
    whole = words_in("subject", "desk")
    measured = words_in("subject", "measured")
    if whole.search(measured.sub("", clause)):
        return None
    court = last_court(above, ground.desk)
    if court is None:
        return None
    names = next(one.names for one in ground.desk.courts if one.code == court)
    last = max(above.rfind(name) for name in names)
    since = measured.sub("", above[last:])
    for name in names:
        since = since.removeprefix(name)
    return None if whole.search(since) else court


@cache
def trend() -> re.Pattern[str]:
    """有所下降, 较上周下降, 创新高, with no number behind."""
    before = one_of("before_words")
    level = one_of("nearly_level", "level")
    return re.compile(
        rf"(?P<against>(?:较|比|与){before}(?:相比)?|环比)?(?P<degree>{one_of('degree')})?"
        rf"(?P<word>{one_of('up', 'down')}|{level}|{one_of('highest', 'lowest')})"
        r"(?![\d至到为]|[了约近达超]?\s?[\d一二三四五六七八九十几]|率|幅|点|值|额|的|力|度)"
    )


def topic_word(stretch: str) -> str | None:
    """The indicator of the last word of a topic in a stretch, without data."""
    found = _last_topic(stretch)
    return found[2] if found else None


def _last_topic(stretch: str) -> tuple[int, int, str] | None:
    """Where the last word of a topic ends, its length, its indicator; the longest wins."""
    best: tuple[int, int, str] | None = None
    for word, indicator in topics():
        at = stretch.rfind(word)
        if at >= 0 and (best is None or (at + len(word), len(word)) > best[:2]):
            best = (at + len(word), len(word), indicator)
    return best


def _bases(stretch: str) -> tuple[Basis, ...]:
    now = any(word in stretch for word in _NOW)
    so_far = any(word in stretch for word in _SO_FAR)
    if now and not so_far:
        return ("period",)
    return ("cumulative",) if so_far and not now else ("period", "cumulative")
