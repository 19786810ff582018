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
from enforcement_cli.proof.mentions import BETWEEN, Mention, mentions
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.proof import proof_words, words_in

_SEPARATORS = re.compile(r"[、和及与]")
_CLAUSE_END = re.compile(r"[，,；;。：！？\n]")
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
    """Whose figure it is: of the court named last before it; in a table by the claim's subject."""
    subject = claim.subject or ""
    if around.paragraph(claim) is None:
        rows = courts_in_a_row(subject, ground.desk)
        found = Who(among=rows) if rows else court_in(subject, ground) if subject else None
        return found or Who(said=False)
    before, named = _named_before(claim, around, ground)
    turn = in_turn(before, around.behind(claim), named, ground)
    if turn is not None:
        return turn
    last = named[-1] if named else None
    taken_up = max((before.rfind(word) for word in proof_words("subject", "last")), default=-1)
    if last is None or taken_up > last.start:
        single = [each for each in named if not each.whole]
        if taken_up >= 0 and not (single and len(single[-1].courts) > 1):
            return _who(single[-1], ground) if single else _above(around, claim, ground)
    if last is not None:
        return _who(last, ground)
    # 执结130件的银州区法院: a subject may stand behind its number.
    behind = court_in(subject, ground) if subject and subject in around.sentence(claim) else None
    return behind or Who(said=False)


def _named_before(
    claim: Claim, around: Surroundings, ground: Ground
) -> tuple[str, tuple[Mention, ...]]:
    """The words of the paragraph before a claim, and the courts that they name."""
    start, end = around.stretch(claim)
    text = around.prose.text
    if start not in around.found:
        around.found[start] = mentions(text[start:end], ground)
    named: tuple[Mention, ...] = around.found[start]
    return text[start : claim.start], tuple(
        each for each in named if each.end <= claim.start - start
    )


def inherited_court(claim: Claim, ground: Ground) -> Who | None:
    """The court that the text spoke of further up, where the paragraph names none."""
    found = court_in(claim.subject, ground) if claim.subject else None
    return found if found is not None and found.known and found.court is not None else None


def _who(mention: Mention, ground: Ground) -> Who:
    if not mention.known:
        return Who(known=False, words=mention.words)
    if len(mention.courts) == 1:
        return Who(court=_code(mention.courts[0], ground), words=mention.words)
    return Who(among=mention.courts, words=mention.words)


def _above(around: Surroundings, claim: Claim, ground: Ground) -> Who:
    """The court that 该院 takes up from what stands above the paragraph."""
    code = last_court(around.above(claim), ground.desk)
    return Who(court=_code(code, ground)) if code is not None else Who(said=False)


def courts_in_a_row(text: str, desk: Desk) -> tuple[str, ...]:
    """The courts that a text names one after the other as one: 银州区、昌图县两家法院; or none."""
    found: list[tuple[int, int, str]] = []
    for court in desk.courts:
        for name in court.names:
            at = text.find(name)
            if at >= 0:
                found.append((at, at + len(name), court.code))
                break
    found.sort()
    row = [found[0]] if found else []
    for each in found[1:]:
        if not BETWEEN.fullmatch(text, row[-1][1], each[0]):
            return ()
        row.append(each)
    return tuple(code for _, _, code in row) if len(row) > 1 else ()


def in_turn(before: str, behind: str, named: Sequence[Mention], ground: Ground) -> Who | None:
    """The court of a number in a row of numbers behind 分别, by its place among those named.

    A second row in the next clause goes on in the same order: 分别执结3件、2件，到位9万元、8万元.
    """
    start = max(before.rfind(sign) for sign in "。；;！？\n") + 1
    each = list(words_in("subject", "each").finditer(before, start))
    if not each:
        return None
    found = each[-1]
    courts = _row_before(before, start, found.start(), named)
    later = [one for one in named if one.start >= found.end()]
    if len(courts) < 2 or later:
        return None
    clause = max(found.end(), 1 + max(before.rfind(sign) for sign in "，,："))
    items = _SEPARATORS.split(before[clause:] + _CLAUSE_END.split(behind)[0])
    if len(items) != len(courts):
        own_clause = clause == found.end()
        return Who(known=False, words=before[found.start() :]) if own_clause else None
    place = len(_SEPARATORS.findall(before[clause:]))
    return Who(court=_code(courts[place], ground))


def _row_before(before: str, start: int, end: int, named: Sequence[Mention]) -> tuple[str, ...]:
    """The courts in a row before 分别, else those of the clause before, each with its own number."""
    inside = [each for each in named if start <= each.start < end and each.courts]
    if not inside:
        return ()
    if len(inside[-1].courts) > 1:
        return inside[-1].courts
    clause = before.rfind("，", start, inside[-1].start) + 1
    return tuple(each.courts[0] for each in inside if each.start >= clause)


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
    return _last_place(text, desk)[0]


def _last_place(text: str, desk: Desk) -> tuple[str | None, int]:
    found, end, width = None, -1, 0
    for court in desk.courts:
        for name in court.names:
            at = text.rfind(name)
            # 银州 inside 银州区法院 ends before it; of two names at one place the longer is meant.
            if at >= 0 and (at + len(name), len(name)) > (end, width):
                found, end, width = court.code, at + len(name), len(name)
    return found, end


def _code(court: str, ground: Ground) -> str | None:
    """The court, where the desk has others beside it: one court alone is the whole desk."""
    return None if ground.courts == (court,) else court
