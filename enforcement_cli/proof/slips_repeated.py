"""The same figure told twice in one text with two values: title and body, paragraph and table.

Comes in: claims and their marks. Goes out: a slip at the mention that the data do not bear, else at
the later one. Refuses to know words: what is the same figure, the marks say; without data only what
is told in the very same words.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Sequence

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.proof import Mark, Slip
from enforcement_cli.proof.slip_text import Words, slip
from enforcement_cli.proof.slips_sums import lead_of

_CHANGES = frozenset({"increase", "decrease"})
_VAGUE = frozenset({"other", "share", "anecdote_amount", "anecdote_other"})
_FILLING = re.compile(r"共计|共|累计|合计|总计|达到|达|为|约|已|依法|金额|案件|的|[\s“”\"（）]")


def repeated(text: Words, claims: Sequence[Claim], marks: Sequence[Mark]) -> Iterator[Slip]:
    """Each figure's mention that another contradicts."""
    held = [mark for mark in marks if mark.key is not None and mark.verdict != "undecided"]
    blamed = {mark.claim.start for mark in held if mark.verdict == "differs"}
    keyed = {mark.claim.start: mark for mark in held}
    if marks:
        named = [mark.claim for mark in held if mark.claim.relation != "rank"]
        yield from _different(
            named, lambda claim: _by_key(keyed[claim.start]), _in_two_sentences, blamed
        )
    else:
        totals = [c for c in claims if c.metric not in _VAGUE and c.relation != "rank"]

        def in_two_paragraphs(first: Claim, second: Claim) -> bool:
            return "\n" in text.text[first.end : second.start]

        yield from _different(
            totals, lambda claim: _by_words(text, claim), in_two_paragraphs, blamed
        )


def _in_two_sentences(first: Claim, second: Claim) -> bool:
    """In one sentence two numbers of a figure are told apart: 由93件更正为80件."""
    return first.sentence != second.sentence


def _by_key(mark: Mark) -> Hashable:
    claim = mark.claim
    change = claim.relation if claim.relation in _CHANGES else None
    return mark.key, mark.period, change, claim.against, claim.unit


def _by_words(text: Words, claim: Claim) -> Hashable | None:
    """Metric, court and days, and the words before the number without these.

    None where the sentence itself does not say whose and when: what it takes from another sentence
    may be of a category that this one told before.
    """
    sentence = text.text[slice(*claim.sentence)]
    if claim.subject is None or claim.period is None or "：" in sentence:
        return None
    if claim.subject not in sentence or claim.period not in sentence:
        return None
    lead = lead_of(text.text, claim.start, claim.sentence[0])
    bare = _FILLING.sub("", lead.replace(claim.subject, "").replace(claim.period, ""))
    return (
        claim.metric, claim.subject, claim.period, claim.action, claim.relation, claim.against,
        claim.unit, bare,
    )  # fmt: skip


def _different(
    claims: Sequence[Claim],
    key: Callable[[Claim], Hashable | None],
    apart: Callable[[Claim, Claim], bool],
    blamed: set[int],
) -> Iterator[Slip]:
    seen: dict[Hashable, list[Claim]] = {}
    for claim in claims:
        what = key(claim)
        if what is None:
            continue
        for other in seen.setdefault(what, []):
            if not _agree(claim, other) and apart(other, claim):
                wrong, right = (
                    (other, claim)
                    if other.start in blamed and claim.start not in blamed
                    else (claim, other)
                )
                place = (wrong.start, wrong.end)
                yield slip("told_twice", place, first=right.raw, printed=wrong.raw)
                break
        if all(other.value != claim.value for other in seen[what]):
            seen[what].append(claim)


def _agree(first: Claim, second: Claim) -> bool:
    """Whether two numbers may be one, each as exact as it is printed."""
    apart = abs(first.value - second.value)
    if first.approx or second.approx:
        return apart <= max(first.value, second.value) / 10
    return apart < max(first.step, second.step) or apart == 0
