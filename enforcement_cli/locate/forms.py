"""Which form claims a table: exactly one, or a problem.

Comes in: a header band. Goes out: the form, or the problem that names what is missing. Refuses to
look at values: a header says what a table is.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from enforcement_cli.locate.columns import match_columns
from enforcement_cli.locate.content import Content
from enforcement_cli.locate.header import HeaderBand
from enforcement_cli.locate.suggest import missing_column
from enforcement_cli.model.form import Form
from enforcement_cli.model.mapping import Mapping as ColumnAnswers
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import all_forms

_LIKELY = 3  # known columns from which a table without claim is a form with a column missing


# What clerks answered about one court's columns, by form.
Answers = Mapping[str, ColumnAnswers]
_NO_ANSWERS: Answers = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The form that claims a table, or why none does; both empty for a table of another matter.

    `nearly` is the form that lacks one column to claim it.
    """

    form: Form | None = None
    problem: Problem | None = None
    nearly: Form | None = None


def claim(
    band: HeaderBand,
    origin: Origin,
    answers: Answers = _NO_ANSWERS,
    sorts: Callable[[], dict[int, Content]] = dict,
) -> Claim:
    """The one form whose words explain the header best, among those that claim it.

    `answers` are a clerk's on this court's columns; `sorts` gives what each column's cells look
    like, and is asked only where a column is missing.
    """
    matched = {form.key: match_columns(band, form, answers.get(form.key)) for form in all_forms()}
    # More columns explained is the better reading; then the longer claim is the more specific.
    ranks = sorted(
        (
            (len(matched[form.key]), longest, form.key)
            for form in all_forms()
            if (longest := _longest_claim(form, matched[form.key].values()))
        ),
        reverse=True,
    )
    forms = {form.key: form for form in all_forms()}
    if not ranks:
        return _nearly(band, matched, origin, sorts)
    if len(ranks) > 1 and ranks[0][:2] == ranks[1][:2]:
        titles = "》又像《".join(forms[rank[2]].title for rank in ranks[:2])
        facts = {"seen": "", "expected": f"“{origin.sheet}”既像《{titles}》"}
        return Claim(problem=Problem(rule=rule("F-08"), origin=origin, facts=facts))
    return Claim(form=forms[ranks[0][2]])


def _longest_claim(form: Form, fields: Collection[str]) -> int:
    held = [len(names) for names in form.claims if set(names) <= set(fields)]
    return max(held, default=0)


def _nearly(
    band: HeaderBand,
    matched: dict[str, dict[int, str]],
    origin: Origin,
    sorts: Callable[[], dict[int, Content]],
) -> Claim:
    """A table one required column short of a claim is that form; anything else is none of ours."""
    best = max(all_forms(), key=lambda form: len(matched[form.key]))
    found = matched[best.key]
    if len(found) < _LIKELY:
        return Claim()
    for names in best.claims:
        missing = set(names) - set(found.values())
        if len(missing) == 1:
            field = best.field_named(missing.pop())
            if field.required:
                problem = missing_column(field, band, found, origin, sorts(), set())
                return Claim(problem=problem, nearly=best)
    return Claim()
