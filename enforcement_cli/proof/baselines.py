"""What a change is measured from: 与4月相比, 比上周末的728件, 较去年同期.

Comes in: words and the ground. Goes out: the same words without it, and whether it is the period
before, a year before or other days. Refuses to know figures.
"""

import re
from functools import cache, lru_cache
from typing import Literal

from enforcement_cli.model.claim import Claim
from enforcement_cli.proof.days import days_of
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.proof import proof_words

Baseline = Literal["previous", "year", "other"]
_LEVELS = re.compile(r"(?:由|从)(?:[^，。；由从]{0,12}?的)?$")
_RISES = re.compile(
    r"^[^，。；\d]{0,6}?(?:增|升|上|涨|降|减|下|跌|提|扩|缩|回落|攀)[^，。；\d]{0,4}(?:至|到|为)"
)


@cache
def _aside() -> re.Pattern[str]:
    """比, 较 with days behind it, or 与 … 相比."""
    named = sorted(
        {
            word
            for key in ("previous", "last_week", "last_month", "earlier")
            for word in proof_words("period", key)
        },
        key=lambda word: (-len(word), word),
    )
    days = r"(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号])?(?:份)?|第?[\d一二三四五六七八九十]{1,3}周)"
    words = "|".join(map(re.escape, named))
    number = r"[\d.,]+(?:万|亿)?(?:余|多)?(?:个百分点|人次|[件元人次起%％天])?"
    year = "|".join(map(re.escape, ("去年同期", "上年同期", "去年", "上年")))
    return re.compile(
        rf"(?:与|同|跟|和|较之|相较于?|相比于?)[^，,。；与同跟和]{{1,14}}?(?:相比|比较|比起来|比)"
        rf"|(?:较|比|超过|低于|高于|高出|低)(?:{year}|(?:{year})?(?:{days}|{words}))"
        rf"(?:[末底初]|同期)?(?:的(?:{number})?)?"
        rf"|(?:由|从)(?:{days}|{words})[末底初]?的(?:{number})?"
    )


@lru_cache(maxsize=4096)
def without_aside(words: str) -> str:
    """The words without what a change in them is measured from."""
    return _aside().sub("", words)


def asides(words: str) -> list[str]:
    """What changes in the words are measured from, in order."""
    return [found[0] for found in _aside().finditer(words)]


def is_level_before(claim: Claim, around: Surroundings) -> bool:
    """Whether the number is what it was before: 比上周末的728件, 由13件升至16件."""
    clause = around.clause(claim)
    behind = around.behind(claim)
    if _LEVELS.search(clause) and _RISES.match(behind):
        return True
    found = list(_aside().finditer(clause + claim.raw))
    return bool(found) and found[-1].end() > len(clause) and "的" in found[-1][0]


def is_level_now(claim: Claim, around: Surroundings) -> bool:
    """Whether the number is what one before it grew or fell to: 由13件升至16件."""
    return bool(re.search(r"(?:由|从)[^，。；]*\d[^，。；]*(?:至|到|为)$", around.clause(claim)))


def baseline_of(claim: Claim, around: Surroundings, ground: Ground) -> Baseline:
    """What a change is measured from, by the words nearest before it in the sentence."""
    told = asides(around.lead(claim))
    clause = around.near(claim)
    words = claim.against if claim.against and claim.against in clause else ""
    words = words or (told[-1] if told else claim.against or "")
    if any(word in words for word in proof_words("against", "year")):
        return "year"
    days = days_of(words, ground)
    before = ground.previous
    if days is None or before is None:
        return "previous"
    start = max(days.start, ground.campaign.start)
    same = (start, days.end) == (before.start, before.end)
    return "previous" if same or days.start == days.end == before.end else "other"
