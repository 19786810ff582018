"""Whose figure one of a text is: its sender's, another court's, or not to be told.

Comes in: the text, the courts' names, a claim. Goes out: a Whose with the words it was told by.
Refuses to take the nearest name: a court that only ordered, helped or was visited did not do it, and
what a team or one judge did is not the court's.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.passage import sentence_around
from enforcement_cli.vocabulary.narrative import any_of, listed, words_pattern

Verdict = Literal["own", "other", "unclear"]
_Kind = Literal["own", "other", "whole", "part"]
_CLAUSE_ENDS = re.compile(r"[，,。！？；;:：\n\r]")
_COURT = re.compile(r"[\u4e00-\u9fff]{0,12}?(?:人民法院|法院|中院|高院)")
# What stands before 法院 where it is a court of that place; else it is any court.
_PLACE_ENDS = tuple("县市区旗省州盟域")
_COURT_WORD = re.compile(r"(?:人民法院|法院|中院|高院)$")
_LONGEST_QUOTE = 30
_SENTENCE_ENDS = re.compile(r"[。！？!?；;]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The court that sent the text, and the names of all courts, the longest first.

    `over_others`: it is the desk's own, whose texts may tell of the whole city.
    """

    court: str
    names: tuple[tuple[str, str], ...]
    over_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """The verdict, and the words that speak against the sender; empty where it is the sender's."""

    verdict: Verdict
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """Somebody whose work a text may tell from here on; `beside`: joined, asked or visited."""

    start: int
    kind: _Kind
    words: str
    beside: bool = False


_OWN = Whose(verdict="own")


class Subjects:
    """Who is spoken of where in a text; `claims` are those of it whose line is no heading."""

    def __init__(self, text: str, sender: Sender, claims: Sequence[Claim] = ()) -> None:
        self._text = text
        self._sender = sender
        self._counted = sorted(claim.start for claim in claims)

    @cached_property
    def _mentions(self) -> tuple[_Mention, ...]:
        found = sorted(_mentions(self._text, self._sender), key=lambda one: one.start)
        return tuple(
            one
            for one in found
            if not _guides(self._text, one.start)
            and not (one.kind == "own" and self._heads(one.start))
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self._mentions]

    def whose(self, claim: Claim) -> Whose:
        """Whose a claim is by its own subject and by who was spoken of last before it."""
        subject = None if self._says_nothing(claim) else claim.subject
        said = self._said(subject)
        place = bisect_right(self._starts, claim.start - 1)
        line = self._text.rfind("\n", 0, claim.start) + 1
        # A team is spoken of in its own paragraph alone.
        back = (self._mentions[i] for i in range(place - 1, -1, -1))
        last = next((one for one in back if one.kind != "part" or one.start >= line), None)
        sentence = sentence_around(self._text, claim.start, claim.end)[0]
        near = self._mentions[bisect_left(self._starts, sentence) : place]
        against = next((one for one in reversed(near) if one.kind != "own"), None)
        if said is not None:
            return _by_name(said, against)
        if last is None:
            return Whose(verdict="unclear", words="全市") if self._sender.over_others else _OWN
        if against is not None and (against.beside or against is last):
            alone = against.kind != "part" and not against.beside
            return Whose(verdict="other" if alone else "unclear", words=against.words)
        known = any_of("subject", "same", "own", "parts")
        unknown = subject and not known.search(subject)
        if last.kind != "own" or unknown:
            words = last.words if last.kind != "own" else subject or ""
            return Whose(verdict="unclear", words=words)
        return _OWN

    def _says_nothing(self, claim: Claim) -> bool:
        """Whether a claim's subject only ordered the work, or only heads the host's text."""
        if not claim.subject:
            return False
        at = self._text.rfind(claim.subject, 0, claim.start)
        return at >= 0 and (_guides(self._text, at) or self._heads(at))

    def _heads(self, at: int) -> bool:
        """Whether a place is in a heading of the desk's own court, which tells of the whole city."""
        if not self._sender.over_others:
            return False
        first = self._text.rfind("\n", 0, at) + 1
        end = self._text.find("\n", at)
        last = end if end >= 0 else len(self._text)
        counts = bisect_left(self._counted, first) < bisect_left(self._counted, last)
        return not counts and not _SENTENCE_ENDS.search(self._text, first, last)

    def _said(self, subject: str | None) -> _Mention | None:
        """Who a claim's own subject is; None where it has none, or 该院, or one that is unknown."""
        if not subject:
            return None
        for name, court in self._sender.names:
            if subject == name:
                kind: _Kind = "own" if court == self._sender.court else "other"
                return _Mention(start=0, kind=kind, words=subject)
        found = sorted(_mentions(subject, self._sender), key=lambda one: one.start)
        return next((one for one in found if one.kind != "own"), found[0] if found else None)


def _by_name(said: _Mention, against: _Mention | None) -> Whose:
    """Of a claim that names its court itself; 我院与昌图县法院联合 is neither's alone."""
    beside = against is not None and against.beside
    if said.kind == "own":
        return Whose(verdict="unclear", words=against.words) if against and beside else _OWN
    alone = said.kind != "part" and not beside
    return Whose(verdict="other" if alone else "unclear", words=said.words)


def _mentions(text: str, sender: Sender) -> Iterator[_Mention]:
    """Everybody named, what is named already hidden from the patterns that know less."""
    courts = dict(sender.names)
    for match in any_of("subject", "whole").finditer(text):
        yield _mention(text, match.start(), "whole", match[0])
    hidden = any_of("subject", "whole").sub(_hide, text)
    for match in _named(sender).finditer(hidden):
        kind: _Kind = "own" if courts[match["name"]] == sender.court else "other"
        yield _mention(text, match.start(), kind, match[0])
    hidden = _named(sender).sub(_hide, hidden)
    for match in _COURT.finditer(hidden):
        joints = [at.end() for at in any_of("subject", "joints").finditer(match[0])]
        words = match[0][joints[-1] :] if joints else match[0]
        if _COURT_WORD.sub("", words).endswith(_PLACE_ENDS):
            yield _mention(text, match.end() - len(words), "other", words)
    for match in any_of("subject", "own").finditer(text):
        yield _mention(text, match.start(), "own", match[0])
    yield from _parts(text)


def _hide(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _parts(text: str) -> Iterator[_Mention]:
    """Teams, branches and single judges: 第一团队, 该团队, 法官李某; not 各团队, 通报到团队."""
    passive = (*listed("subject", "joints"), *listed("subject", "with"))
    for match in any_of("subject", "parts").finditer(text):
        before = text[max(match.start() - 4, 0) : match.start()]
        several = any(word in before[-3:] for word in listed("subject", "not_one"))
        if before and not several and not before.endswith(passive):
            yield _Mention(start=match.start(), kind="part", words=before[-2:] + match[0])
    plain = any_of("subject", "not_persons").sub(_hide, text)
    for match in any_of("subject", "persons").finditer(plain):
        before = text[max(match.start() - 3, 0) : match.start()]
        if not before.endswith(passive):
            words = f"{before}{match[0]}".strip("，。、\n ")
            yield _Mention(start=match.start(), kind="part", words=words)


@lru_cache(maxsize=8)
def _named(sender: Sender) -> re.Pattern[str]:
    """A court's name, or the name of its place with 法院 after it."""
    names = words_pattern(name for name, _ in sender.names).pattern
    return (
        re.compile(rf"(?P<name>{names})(?:(?<=院)|(?:人民)?法院)") if names else re.compile("(?!)")
    )


def _mention(text: str, start: int, kind: _Kind, words: str) -> _Mention:
    before = text[max(start - 2, 0) : start]
    beside = kind != "own" and before.endswith(listed("subject", "with"))
    return _Mention(start=start, kind=kind, words=words, beside=beside)


def _guides(text: str, at: int) -> bool:
    """Whether the clause around is one of 在……部署下: it names nobody's work."""
    starts = [match.end() for match in _CLAUSE_ENDS.finditer(text, max(at - _LONGEST_QUOTE, 0), at)]
    first = starts[-1] if starts else max(at - _LONGEST_QUOTE, 0)
    end = _CLAUSE_ENDS.search(text, at)
    last = end.start() if end else len(text)
    clause = text[first:last].strip()
    # 市中院统一部署下 needs no 在 before it. What stands before a name guides nobody of that name.
    leads = clause.startswith(listed("subject", "lead")) or clause.endswith("下")
    return leads and any_of("subject", "guided").search(text, at, last) is not None
