"""What no data bear on, told twice in one text with two values: 出动警力620人次, later 650人次.

Comes in: Words, claims, their marks, the ground. Goes out: a slip at the later mention. Refuses to
repeat what a mark says already: a number that the data contradict is told there.
"""

import re
from collections.abc import Hashable, Iterator, Sequence

from enforcement_cli.model.claim import Claim
from enforcement_cli.model.proof import Mark, Slip
from enforcement_cli.proof.courts import court_in
from enforcement_cli.proof.days import days_of
from enforcement_cli.proof.ground import Ground
from enforcement_cli.proof.slip_text import Words, slip
from enforcement_cli.proof.slips_sums import lead_of

_VAGUE = frozenset({"other", "share", "anecdote_amount", "anecdote_other"})
_FILLING = re.compile(r"共计|共|累计|合计|总计|达到|达|为|约|已|依法|金额|案件|的|[\s“”\"（）]")


def repeated(
    text: Words, claims: Sequence[Claim], marks: Sequence[Mark], ground: Ground | None
) -> Iterator[Slip]:
    """Each later mention of a figure that has another value than the first."""
    absent = {mark.claim.start for mark in marks if mark.verdict == "absent"}
    totals = [
        claim
        for claim in claims
        if claim.metric not in _VAGUE
        and claim.relation is None
        and (ground is None or claim.start in absent)
        and text.is_running(claim.start)
    ]
    seen: dict[Hashable, list[Claim]] = {}
    for claim in totals:
        what = _by_words(text, claim) if ground is None else _by_meaning(claim, ground)
        if what is None:
            continue
        known = seen.setdefault(what, [])
        other = next((one for one in known if _contradicts(text, one, claim)), None)
        if other is not None:
            said = claim.subject is not None and claim.period is not None
            place = (claim.start, claim.end)
            yield slip(
                "told_twice", place, serious=None if said else False,
                first=other.raw, printed=claim.raw,
            )  # fmt: skip
        if all(one.value != claim.value for one in known):
            known.append(claim)


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
    return claim.metric, claim.subject, claim.period, claim.action, claim.unit, bare


def _by_meaning(claim: Claim, ground: Ground) -> Hashable | None:
    """Metric, court and days as the desk knows them; who and when not said is all, so far."""
    who = court_in(claim.subject, ground) if claim.subject else None
    if claim.subject and (who is None or not who.known):
        return None
    days = days_of(claim.period, ground) if claim.period else None
    span = (days.start, days.end) if days and days.basis == "period" else None
    return claim.metric, claim.unit, claim.action, who.court if who else None, span


def _contradicts(text: Words, first: Claim, second: Claim) -> bool:
    """Whether two numbers of two paragraphs cannot be one, each as exact as it is printed."""
    if "\n" not in text.text[first.end : second.start]:
        return False
    apart = abs(first.value - second.value)
    if first.approx or second.approx:
        return apart > max(first.value, second.value) / 10
    return apart >= max(first.step, second.step)
