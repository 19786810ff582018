"""The claims of a court's text that are figures of returns, each with whose, when and of what it is.

Comes in: the text as archived and decoded, its claims, who sent it. Goes out: Reads, in reading
order. Refuses growth, ranks, the numbers of single cases, and counts that no return states.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.claim import Claim
from enforcement_cli.model.money import to_fen
from enforcement_cli.model.passage import Passage, paragraphs, passage_of, sentence_around
from enforcement_cli.normalise.narrative_when import Times, When
from enforcement_cli.normalise.narrative_which import Cases, Which
from enforcement_cli.normalise.narrative_whose import Sender, Subjects, Whose
from enforcement_cli.normalise.statement_cells import FEN
from enforcement_cli.vocabulary.aggregate import figure_words, rate_words
from enforcement_cli.vocabulary.narrative import figure_of

_CHANGES = ("increase", "decrease", "rank")
_CLAUSE_END = re.compile(r"[，,。！？；;：:、\n\r]")
_BEFORE = 80  # characters before a figure, in which its clause and the one before stand
_BEHIND = (
    12  # characters after a figure in which its deed may stand: 37名被执行人在收到预处罚通知后
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text with its claims and what it is read against.

    `actions` are names and ids; `week` is the number of the week it is of, None for another period.
    """

    text: str
    claims: tuple[Claim, ...]
    sender: Sender
    campaign: Campaign
    actions: tuple[tuple[str, str], ...]
    week: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One figure of the text: which one it is, its value, and whose, when and of what it is."""

    claim: Claim
    place: Passage
    indicator: str
    value: int | None
    unit: str
    role: str = "stated"
    whose: Whose
    when: When
    which: Which


def readings(words: Words) -> list[Read]:
    """The claims that are figures an aggregate return states, several claims on one span as one."""
    totals = [claim for claim in words.claims if claim.is_total]
    subjects = Subjects(words.text, words.sender, totals)
    times = Times(words.text, words.campaign, words.week)
    cases = Cases(words.text, words.actions, words.campaign, totals)
    spans = paragraphs(words.text)
    alike: dict[tuple[int, int], list[Claim]] = {}
    for claim in totals:
        if claim.relation not in _CHANGES:
            alike.setdefault((claim.start, claim.end), []).append(claim)
    found: list[Read] = []
    for group in alike.values():
        for claim, indicator, role in _figures(words.text, group):
            value, unit = _value(claim, indicator, role)
            if role == "stated" and value is None:
                continue
            found.append(
                Read(
                    claim=claim,
                    place=passage_of(spans, claim.start, claim.end),
                    indicator=indicator,
                    value=value,
                    unit=unit,
                    role=role,
                    whose=subjects.whose(cases.without_cases(claim)),
                    when=times.when(claim),
                    which=cases.which(claim, indicator),
                )
            )
    return found


def _figures(text: str, group: Sequence[Claim]) -> list[tuple[Claim, str, str]]:
    """What the claims on one span are: one figure, or shares (one number may be several)."""
    rates = [claim for claim in group if claim.relation == "rate"]
    if rates:
        return [(claim, claim.metric, "rate") for claim in rates if claim.metric in rate_words()]
    first = group[0]
    near = text[max(first.start - _BEFORE, 0) : first.start]
    clauses = _CLAUSE_END.split(near)
    metrics = [claim.metric for claim in group]
    end = sentence_around(text, first.start, first.end)[1]
    behind = text[first.end : min(end, first.end + _BEHIND)]
    for clause in (clauses[-1], "".join(clauses[-2:]), behind):
        if (indicator := figure_of(metrics, clause)) is not None:
            return [(first, indicator, "stated")]
    return []


def _value(claim: Claim, indicator: str, role: str) -> tuple[int | None, str]:
    """The value in 分 or counts, and its unit; None where the figure has no such unit."""
    if role == "rate":
        return None, "%"
    words = figure_words()[indicator]
    if not words.units:
        return (to_fen(claim.value, "元") if claim.unit == "元" else None), FEN
    whole = claim.value == claim.value.to_integral_value()
    if not whole or not words.accepts(claim.unit):
        return None, claim.unit
    return int(claim.value), claim.unit
