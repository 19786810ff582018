"""Whose figure a claim tells: the words of a subject to a court of the desk.

Comes in: words and the desk. Goes out: a court's code, the whole desk, or that it is no court of
ours. Refuses to know figures.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from enforcement_cli.model.campaign import Desk
from enforcement_cli.model.claim import Claim
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.proof import proof_words

_QUOTES = re.compile(r"[\s“”\"'‘’「」『』]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Whose: `court` None is the whole desk; several `among` are told as one sum (基层).

    `said`: by the claim's own words or its sentence, not supposed. `known` False: words that name
    a court which is none of the desk's.
    """

    court: str | None = None
    among: tuple[str, ...] = ()
    said: bool = True
    known: bool = True
    words: str = ""


def who_of(claim: Claim, around: Surroundings, ground: Ground) -> Who:
    """Whose figure it is, by the claim's subject, else by the words before it."""
    if claim.subject:
        found = court_in(claim.subject, ground)
        if found is not None:
            return found
        if any(word in claim.subject for word in proof_words("subject", "last")):
            return _last_named(around.before(claim), around.above(claim), ground)
    lead = around.lead(claim)
    for text, said in ((lead, True), (around.before(claim), True), (around.above(claim), False)):
        named = last_court(text, ground.desk)
        if named is not None:
            return Who(court=_code(named, ground), said=said)
        if said and any(word in text for word in proof_words("subject", "desk")):
            return Who()
    return Who(said=False)


def court_in(words: str, ground: Ground) -> Who | None:
    """The court that words name; None where they name nothing that could be one.

    The longest name wins, so that 铁岭县法院 is never 铁岭.
    """
    text = _QUOTES.sub("", words)
    named = last_court(text, ground.desk)
    whole = any(word in text for word in proof_words("subject", "desk"))
    if whole:
        return Who(words=text)
    if named is not None:
        return Who(court=_code(named, ground), words=text)
    if any(word in text for word in proof_words("subject", "basic")):
        courts = ground.desk.courts
        return Who(among=tuple(c.code for c in courts if c.level == "basic"), words=text)
    if any(word in text for word in proof_words("subject", "intermediate")):
        upper = [c.code for c in ground.desk.courts if c.level == "intermediate"]
        if len(upper) == 1:
            return Who(court=_code(upper[0], ground), words=text)
    places = any(word in text[:-2] for word in proof_words("subject", "places"))
    if places and text.endswith(proof_words("subject", "court")):
        return Who(known=False, words=text)
    return None


def last_court(text: str, desk: Desk) -> str | None:
    """The code of the court named last in a text, the longest name winning at its place."""
    found, end, width = None, -1, 0
    for court in desk.courts:
        for name in court.names:
            at = text.rfind(name)
            # 银州 inside 银州区法院 ends before it; of two names at one place the longer is meant.
            if at >= 0 and (at + len(name), len(name)) > (end, width):
                found, end, width = court.code, at + len(name), len(name)
    return found


def _last_named(before: str, above: str, ground: Ground) -> Who:
    for text in (before, above):
        named = last_court(text, ground.desk)
        if named is not None:
            return Who(court=_code(named, ground))
    return Who(said=False)


def _code(court: str, ground: Ground) -> str | None:
    """The court, where the desk has others beside it: one court alone is the whole desk."""
    return None if ground.courts == (court,) else court


def court_names(codes: Sequence[str], ground: Ground) -> str:
    """Short names in a row."""
    return "、".join(ground.name(code) for code in codes)
