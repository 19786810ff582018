"""Of which cases a figure of a text is: of an action of the campaign, of all, or of some others.

Comes in: the text, the actions' names, claims. Goes out: a Which. Refuses to take 执结涉金融案件 for
执结: a word that narrows the cases and is no action makes it another figure.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.claim import Claim
from enforcement_cli.model.passage import sentence_around
from enforcement_cli.vocabulary.narrative import allowed, any_of, listed, words_pattern

_OBJECT_ENDS = re.compile(r"[，,、；;。：:（(\n\r]")
_CLAUSE_STARTS = re.compile(r"[，,；;。：:\n\r]")
_GENERAL_NARROWING = re.compile(r"涉[\u4e00-\u9fff]{1,4}?(?=案件|类)")
_HEADING = re.compile(
    r"^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]\s*(?P<title>\S{2,24})$"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_VERB = re.compile(r"(?:类?案件|行动|方面|中)*[，,]?[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """The cases: `action` None for all. `narrowed`: others; `unclear`: of which, words say why.

    Of `narrowed` without words: a part of the figure before it, nobody says of which cases.
    """

    verdict: Literal["stated", "unclear", "narrowed"] = "stated"
    action: str | None = None
    words: str = ""


class Cases:
    """Which cases are spoken of where in a text.

    `claims` are all of it in order, since a figure ends what was said of the one before it.
    """

    def __init__(
        self,
        text: str,
        actions: Sequence[tuple[str, str]],
        campaign: Campaign,
        claims: Sequence[Claim],
    ) -> None:
        self._text = text
        self._names = dict(actions)
        self._pattern = words_pattern(self._names) if self._names else re.compile("(?!)")
        self._campaign = campaign
        self._ends = sorted({claim.end for claim in claims})
        self._starts = sorted({claim.start for claim in claims})
        self._headings = _headings(text)

    def which(self, claim: Claim, indicator: str) -> Which:
        """Of which cases a claim is."""
        first, _ = sentence_around(self._text, claim.start, claim.end)
        ended = bisect_right(self._ends, claim.start)
        last = max(first, self._ends[ended - 1]) if ended else first
        after = _OBJECT_ENDS.search(self._text, claim.end)
        behind = self._text[claim.end : after.start() if after else len(self._text)]
        around = f"{self._text[last : claim.start]}\n{behind}"
        own = self._actions_in(around)
        said = self._actions_in(claim.action or "")
        narrowing = self._narrowing(around, indicator)
        if narrowing:
            return Which(verdict="narrowed", words=narrowing)
        if len(own) > 1:
            if len(said) == 1 and said[0] in own:
                return Which(action=said[0])
            return Which(verdict="narrowed", words="、".join(self._words(around)))
        if own:
            agrees = said in ((), own) or set(own) <= set(said)
            found = Which(action=own[0])
            return (
                found
                if agrees
                else Which(verdict="unclear", action=own[0], words=claim.action or "")
            )
        return self._inherited(claim, indicator, (first, last), said)

    def without_cases(self, claim: Claim) -> Claim:
        """The claim without a subject that is a kind of cases: 涉民生案件分别执结8件 has no other."""
        named = bool(claim.subject) and bool(self._words(claim.subject or ""))
        return replace(claim, subject=None) if named else claim

    def _inherited(
        self, claim: Claim, indicator: str, since: tuple[int, int], said: tuple[str, ...]
    ) -> Which:
        """Of a claim that names no cases itself: those of its sentence, or of its heading."""
        if indicator in listed("which", "of_the_whole"):
            return Which()
        if claim.relation == "of_which" and claim.part_of is not None:
            # Without words of its own (其中5件 …) it is of the same figure, and not all of it.
            own = any_of("which", "part_of").split(self._text[since[1] : claim.start])[-1]
            if not _CHINESE.search(own):
                return Which(verdict="narrowed")
        before = self._text[since[0] : since[1]]
        earlier = self._actions_in(before)
        action = said[0] if len(said) == 1 else None
        if earlier:
            ordered = action in earlier and any_of("which", "in_order").search(before)
            if ordered or (len(earlier) == 1 and self._is_topic(since[0])):
                return Which(action=action if ordered else earlier[0])
            return Which(verdict="unclear", action=action, words="、".join(self._words(before)))
        return self._of_heading(claim, said, action)

    def _of_heading(self, claim: Claim, said: tuple[str, ...], action: str | None) -> Which:
        head = self._heading_of(claim.start)
        if claim.action and not said and not self._is_campaign(claim.action):
            return Which(verdict="narrowed", words=claim.action)
        if said and said != head:
            return Which(verdict="unclear", action=action, words=claim.action or "")
        return Which(action=head[0] if len(head) == 1 else None)

    def _is_topic(self, first: int) -> bool:
        """Whether a sentence begins with its cases, as 小标的案件执结50件; not 执结小标的案件50件."""
        match = self._pattern.search(self._text, first)
        following = bisect_left(self._starts, first)
        if match is None or following == len(self._starts):
            return False
        figure = self._starts[following]
        if match.end() > figure:
            return False
        opening = _CLAUSE_STARTS.split(self._text[first : match.start()])[-1]
        return not opening.strip() and _VERB.match(self._text, match.end(), figure) is not None

    def _actions_in(self, words: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._names[word] for word in self._words(words)))

    def _words(self, words: str) -> list[str]:
        return [match[0] for match in self._pattern.finditer(words)]

    def _narrowing(self, words: str, indicator: str) -> str:
        """The word that narrows the cases to what is no action of the campaign."""
        rest = self._pattern.sub("\n", self._without_campaign(words))
        known = allowed(indicator)
        for pattern in (any_of("which", "words"), _GENERAL_NARROWING):
            for match in pattern.finditer(rest):
                if match[0] not in known:
                    return match[0]
        return ""

    def _without_campaign(self, words: str) -> str:
        for name in (self._campaign.name, self._campaign.label):
            words = words.replace(name, "\n") if name else words
        return words

    def _is_campaign(self, words: str) -> bool:
        name = self._campaign.name
        return words in listed("which", "campaign") or words in name or name in words

    def _heading_of(self, at: int) -> tuple[str, ...]:
        """The actions that the last heading before an offset names."""
        place = bisect_left(self._headings, at, key=lambda heading: heading[0])
        return self._actions_in(self._headings[place - 1][1]) if place else ()


def _headings(text: str) -> tuple[tuple[int, str], ...]:
    """The numbered lines without a sentence: 一、小标的案件."""
    found: list[tuple[int, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        match = _HEADING.match(line.strip())
        if match and not re.search(r"[。；，]|\d+件", match["title"]):
            found.append((at, match["title"]))
        at += len(line)
    return tuple(found)
