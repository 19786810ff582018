"""Whether two stories tell the same case: pasted, reordered, reworded, rounded, masked otherwise.

Comes in: the gists of two stories. Goes out: why they are one, or None. What every story of the
genre says counts for nothing; facts that agree make up for other words, facts that exclude each
other outweigh equal ones. Refuses to know files and stores.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from enforcement_cli.vocabulary.tables import load
from enforcement_cli.workflow.story.gist import Gist

WhyKey = Literal["copy", "part", "text", "facts", "case_no"]
# All but these of the pairs of characters: a changed mask or a lost comma.
_COPY = 0.97
# A shorter story than this is told by any other of its kind.
_SHORT = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Two stories that are one, by their keys. `share` of the shorter one's words is in the other."""

    first: str
    second: str
    why: WhyKey
    share: int
    facts: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The reason in words."""
        names = load("stories")["fact_names"]
        said = next(each["text"] for each in load("stories")["why"] if each["key"] == self.why)
        return str(said).format(share=self.share, facts="、".join(names[f] for f in self.facts))


def told_again(gists: Sequence[Gist]) -> tuple[Again, ...]:
    """Every two of the stories that are one, in their order."""
    pairs = (again(first, second) for first, second in combinations(gists, 2))
    return tuple(pair for pair in pairs if pair is not None)


def likest(one: Gist, others: Iterable[Gist]) -> Again | None:
    """The story among others that this one most likely tells again; the first of equals."""
    found = [pair for other in others if (pair := again(other, one)) is not None]
    return max(found, key=lambda pair: (pair.why == "case_no", pair.share)) if found else None


def again(first: Gist, second: Gist) -> Again | None:
    """Why two stories are one case; None where they are two."""
    share = _share(first, second)
    agree, differ = _facts(first, second)
    why = _why(first, second, share, agree, differ)
    if why is None:
        return None
    told = tuple(agree) if why == "facts" else ()
    return Again(first=first.key, second=second.key, why=why, share=int(share * 100), facts=told)


def _why(
    first: Gist, second: Gist, share: Decimal, agree: list[str], differ: list[str]
) -> WhyKey | None:
    bounds = load("stories")["again"]
    if first.case_no and second.case_no and first.case_no == second.case_no:
        return "case_no"
    lengths = sorted((len(first.pairs), len(second.pairs)))
    if share >= Decimal(str(_COPY)) and not differ:
        return "copy" if lengths[0] >= lengths[1] * _COPY else "part"
    apart = bool(first.case_no and second.case_no)
    apart = apart or bool(first.court and second.court and first.court != second.court)
    if apart or "amount" in differ:
        return None
    if lengths[0] < _SHORT:
        alike = "amount" in agree and len(agree) > 1 and not differ and lengths[1] < 2 * _SHORT
        enough = lengths[0] >= bounds["short_least"] and share >= Decimal(str(bounds["short"]))
        return "facts" if alike and enough else None
    if share >= Decimal(str(bounds["same_text"])):
        return "text"
    times = 2 if lengths[1] >= bounds["long"] else 1
    net = len(agree) - len(differ)
    least = bounds["same_with_facts"][: max(net, 0)]
    enough = any(share >= times * Decimal(str(each)) for each in least)
    return "facts" if enough else None


def _share(first: Gist, second: Gist) -> Decimal:
    """How much of the shorter story's pairs of characters the longer one has."""
    least = min(len(first.pairs), len(second.pairs))
    return Decimal(len(first.pairs & second.pairs)) / least if least else Decimal(0)


def _facts(first: Gist, second: Gist) -> tuple[list[str], list[str]]:
    """The kinds of facts that agree, and those that both tell and that exclude each other."""
    agree: list[str] = []
    differ: list[str] = []
    if first.sums and second.sums:
        same = any(a.may_be(b) for a in first.sums for b in second.sums)
        (agree if same else differ).append("amount")
    bounds = load("stories")["again"]
    least = min(len(first.threes), len(second.threes)) * Decimal(str(bounds["same_runs_share"]))
    if len(first.threes & second.threes) >= max(bounds["same_runs"], least):
        agree.append("words")
    for kind in first.facts:
        mine, others = first.facts[kind], second.facts[kind]
        if mine and others and mine & others:
            agree.append(kind)
        elif mine and others and kind in ("days", "persons"):
            differ.append(kind)
    return agree, differ
