"""What a court gives of a figure in days that may be long past: computed, declared, or not known.

Comes in: answers over these days, from when and until when returns speak, what was declared then.
Goes out: a Told. Refuses to compare.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from enforcement_cli.indicator.answer import NOTHING, Answer, AnswerKey
from enforcement_cli.indicator.comparisons import Told
from enforcement_cli.indicator.court_figures import SOURCE_WORDS, Asked, is_computed
from enforcement_cli.indicator.coverage import Coverage
from enforcement_cli.indicator.declared import Declared
from enforcement_cli.indicator.earlier import Since
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.vocabulary.comparisons import word


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Answers over some windows as one campaign's eyes see them, and who speaks of them.

    `since` None: of days of the campaign itself, which its ledgers speak of from the start.
    """

    campaign: Campaign
    answers: Mapping[AnswerKey, Answer]
    coverage: Coverage
    since: Since | None
    declared: Declared


def told_of(seen: Seen, asked: Asked, window: str, start: date, end: date) -> Told:
    """A quantity of one court in a window; no number where its returns do not speak of all days."""
    indicator = asked.indicator
    if is_computed(indicator, asked.action) and _speaks(seen, asked, start, end):
        answer = seen.answers.get((indicator.id, window, asked.action, asked.court))
        if indicator.kind == "median" and answer is None:
            return Told(top=None, note=word("no_base"))
        answer = answer or NOTHING
        if asked.unit == indicator.unit:
            return Told(top=answer.value)
        if answer.unkeyed:
            return Told(top=None, note=word("no_keys"))
        return Told(top=answer.persons)
    to_date = start == seen.campaign.start and asked.basis == "cumulative"
    found = seen.declared.of_days(asked.line, start, end, to_date=to_date)
    if found is None:
        return Told(top=None, note=word("no_base"))
    return Told(top=found.value, note=word("then_source", source=SOURCE_WORDS[found.source]))


def _speaks(seen: Seen, asked: Asked, start: date, end: date) -> bool:
    if seen.since is None:
        return seen.coverage.covers(asked.court, asked.indicator, start, end)
    return seen.since.speaks(seen.coverage, asked.court, asked.indicator, start, end)
