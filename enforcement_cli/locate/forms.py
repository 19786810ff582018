"""Which form claims a table: exactly one, or a problem.

Comes in: a header band. Goes out: the form, or the problem that names what is missing. Refuses to
look at values: a header says what a table is.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from enforcement_cli.locate.columns import match_columns
from enforcement_cli.locate.content import Content, Look, confirms
from enforcement_cli.locate.header import HeaderBand
from enforcement_cli.locate.suggest import missing_column, suggest
from enforcement_cli.model.form import Form
from enforcement_cli.model.mapping import Mapping as ColumnAnswers
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.forms import all_forms, form_named

_LIKELY = 3  # known columns from which a table without claim is a form with a column missing


# What a ledger says of a case and a list of receipts does not: where none of it stands, a table of
# dated receipts is no ledger, whatever else of the case it repeats. Read as one, a receipt would
# be the case's money to date.
_OF_A_LEDGER = frozenset({"claim_fen", "closing_claim_fen", "closed_on", "close_method"})

_TO_DATE = "累计"

# What clerks answered about one court's columns, by form.
Answers = Mapping[str, ColumnAnswers]
_NO_ANSWERS: Answers = {}


def _unseen(_: int) -> Content:
    return ""


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
    look: Look = _unseen,
) -> Claim:
    """The one form whose words explain the header best, among those that claim it.

    `answers` are a clerk's on this court's columns; `look` tells what a column's cells look
    like, and is asked only where a column is missing.
    """
    matched = {form.key: match_columns(band, form, answers.get(form.key)) for form in all_forms()}
    # More columns explained is the better reading; then the longer claim is the more specific.
    ranks = sorted(
        (
            (len(matched[form.key]), longest, form.key)
            for form in all_forms()
            if (longest := _longest_claim(form, matched[form.key].values()))
            and not (form.key == "cases" and _lists_receipts(matched))
        ),
        reverse=True,
    )
    forms = {form.key: form for form in all_forms()}
    if not ranks:
        return _nearly(band, matched, origin, look)
    if ranks[0][2] == "cases" and _says_money_of_some_day(
        band, matched["cases"], answers.get("cases")
    ):
        missing = _missing_of_receipts(band, matched, look)
        if missing:
            field = forms["payments"].field_named(missing)
            problem = missing_column(field, band, matched["payments"], origin, look, set())
            return Claim(problem=problem, nearly=forms["payments"])
    if len(ranks) > 1 and ranks[0][:2] == ranks[1][:2]:
        titles = "》又像《".join(forms[rank[2]].title for rank in ranks[:2])
        facts = {"seen": "", "expected": f"“{origin.sheet}”既像《{titles}》"}
        return Claim(problem=Problem(rule=rule("F-08"), origin=origin, facts=facts))
    return Claim(form=forms[ranks[0][2]])


def _lists_receipts(matched: Mapping[str, Mapping[int, str]]) -> bool:
    """Whether a table that may be a ledger is a list of dated receipts."""
    receipts = _longest_claim(form_named("payments"), matched["payments"].values())
    return bool(receipts) and not _OF_A_LEDGER & set(matched["cases"].values())


def _says_money_of_some_day(
    band: HeaderBand, found: Mapping[int, str], answers: ColumnAnswers | None
) -> bool:
    """Whether money may be a case's to date or one receipt: no word of the header tells."""
    if _OF_A_LEDGER & set(found.values()):
        return False
    money = [column for column, name in found.items() if name == "recovered_fen"]
    return any(
        _TO_DATE not in band.shown[column]
        and (answers is None or answers.answer(band.paths[column]) is None)
        for column in money
    )


def _missing_of_receipts(
    band: HeaderBand, matched: Mapping[str, Mapping[int, str]], look: Look
) -> str:
    """What a list of receipts would lack if this were one; empty where no column tells a day.

    The day is known and the money not, or it may stand under words that nobody knows: those which
    are not likelier another day of the case, such as 立案年月日.
    """
    cases, receipts = matched["cases"], matched["payments"]
    if "received_on" in (*cases.values(), *receipts.values()):
        return "amount_fen"
    ledger = form_named("cases")
    likely = ("", ledger.field_named("received_on").title)
    taken = frozenset(cases.values())
    unknown = band.paths.keys() - cases.keys() - receipts.keys()
    tells_a_day = any(
        confirms(look(column), "date")
        and suggest(band.paths[column], ledger, taken, look(column)) in likely
        for column in unknown
    )
    return "received_on" if tells_a_day else ""


def _longest_claim(form: Form, fields: Collection[str]) -> int:
    held = [len(names) for names in form.claims if set(names) <= set(fields)]
    return max(held, default=0)


def _nearly(
    band: HeaderBand,
    matched: dict[str, dict[int, str]],
    origin: Origin,
    look: Look,
) -> Claim:
    """A table one required column short of a claim is that form; anything else is none of ours.

    Without the form's own column two others that claim it must stand: who is responsible stands in
    many tables, and does not make one of them a list of matters.
    """
    most = max(map(len, matched.values()))
    if most < _LIKELY:
        return Claim()
    for form in all_forms():
        found = matched[form.key]
        key = next((field.name for field in form.fields if field.required), "")
        telling = {name for names in form.claims for name in names} & set(found.values())
        likely = len(found) == most and (key in telling or len(telling) > 1)
        for names in form.claims if likely else ():
            missing = set(names) - set(found.values())
            field = form.field_named(missing.pop()) if len(missing) == 1 else None
            if field is not None and field.required:
                problem = missing_column(field, band, found, origin, look, set())
                return Claim(problem=problem, nearly=form)
    return Claim()
