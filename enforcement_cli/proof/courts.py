"""Whose figure a claim tells: the words of a subject to a court of the desk.

Comes in: words and the desk. Goes out: a court's code, the whole desk, or that it is no court of
ours. Refuses to know figures.
"""

import re
from dataclasses import dataclass
from itertools import islice

from enforcement_cli.model.campaign import Desk
from enforcement_cli.model.claim import Claim
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.surroundings import Surroundings
from enforcement_cli.vocabulary.proof import proof_words, words_in

# What stands between names in a row; 区 and 法院 may be left over from a shorter name.
_BETWEEN = re.compile(r"[区县市旗]?(?:人民)?(?:法院)?\s*[、和及与]\s*")
_A_COURT = re.compile(r"[\u4e00-\u9fff]{1,6}[市县区旗](?:人民)?法院")
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
    several = _of_several(claim, around, ground)
    if several is not None:
        return several
    # 居全市基层法院第三位: what a court is placed among is not whose place it is.
    subject = "" if claim.relation == "rank" else claim.subject or ""
    if any(word in subject for word in proof_words("subject", "last")):
        return _last_named(around, claim, ground)
    # What was taken over from an earlier sentence is looked for again: 占全市的45% is no subject.
    found = court_in(subject, ground) if subject else None
    in_table = around.paragraph(claim) is None
    if found is not None and (in_table or subject in around.sentence(claim)):
        return found
    nearest = (_nearest(text, ground) for text in (around.lead(claim), around.before(claim)))
    return next((who for who in nearest if who is not None), Who(said=False))


def _of_several(claim: Claim, around: Surroundings, ground: Ground) -> Who | None:
    """The courts of a sum, or the one of several whose turn it is behind 分别."""
    clause = around.clause(claim)
    each = list(words_in("subject", "each").finditer(clause))
    if each:
        return _in_turn(clause[each[-1].end() :].count("、"), around, claim, ground)
    rows = (courts_in_a_row(text, ground.desk) for text in (clause, claim.subject or ""))
    return next((Who(among=courts) for courts in rows if courts), None)


def inherited_court(claim: Claim, ground: Ground) -> Who | None:
    """The court that the text spoke of further up, where the paragraph names none."""
    found = court_in(claim.subject, ground) if claim.subject else None
    return found if found is not None and found.known and found.court is not None else None


def _in_turn(place: int, around: Surroundings, claim: Claim, ground: Ground) -> Who | None:
    """The court of a number behind 分别, by its place among those named before."""
    for text in islice(around.clauses_before(claim), 2):
        courts = courts_in_a_row(text, ground.desk)
        if courts:
            return Who(court=_code(courts[place], ground)) if place < len(courts) else None
    return None


def _nearest(text: str, ground: Ground) -> Who | None:
    """The court or the whole desk that a text named last."""
    plain = words_in("subject", "measured").sub("", text)
    code, end = _last_place(plain, ground.desk)
    whole = max((found.end() for found in words_in("subject", "desk").finditer(plain)), default=-1)
    if code is not None and end >= whole:
        return Who(court=_code(code, ground))
    return Who() if whole >= 0 else None


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
        if not _BETWEEN.fullmatch(text, row[-1][1], each[0]):
            return ()
        row.append(each)
    return tuple(code for _, _, code in row) if len(row) > 1 else ()


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


def _last_named(around: Surroundings, claim: Claim, ground: Ground) -> Who:
    """The court that 该院 takes up: of the paragraph, else of what stands above it."""
    before = around.before(claim)
    named = last_court(before, ground.desk)
    if named is not None:
        return Who(court=_code(named, ground))
    foreign = _A_COURT.search(before)
    if foreign is not None:
        return Who(known=False, words=foreign[0])
    above = last_court(around.above(claim), ground.desk)
    return Who(court=_code(above, ground)) if above is not None else Who(said=False)


def _code(court: str, ground: Ground) -> str | None:
    """The court, where the desk has others beside it: one court alone is the whole desk."""
    return None if ground.courts == (court,) else court
