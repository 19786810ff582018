"""The claims of a court's text to a batch of statements, as a table's figures become them.

Comes in: the text as archived and decoded, its claims, who sent it. Goes out: a Batch whose frame
`statements` holds what the sender states of its own work, the questions of them, and what was left
out with its reason. Days that are written out stay days until the return's own are known
(check/narrative.py). Refuses to count what the text leaves open: such a figure is stored with a
question that keeps it out of every total until it is answered.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from enforcement_cli.model.batch import Batch, Outcome
from enforcement_cli.model.claim import Claim
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.passage import quoted, sentence_around
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.table import Evidence
from enforcement_cli.normalise.frames import build_frame
from enforcement_cli.normalise.narrative_figures import Read, Words, readings
from enforcement_cli.normalise.statement_cells import FEN, title_of
from enforcement_cli.vocabulary.aggregate import figure_words
from enforcement_cli.vocabulary.checks import rule
from enforcement_cli.vocabulary.narrative import told

FORM = "narrative"
_MONEY_UNITS = ("亿元", "万元", "千元", "元", "亿", "万")
_COLUMNS = (
    "action", "indicator", "basis", "period_start", "period_end", "value", "unit",
    "column_number", "role", "span", "label", "raw", "money_unit",
)  # fmt: skip


def narrative_batch(
    words: Words, *, file_name: str, sha256: str, evidence: tuple[Evidence, ...]
) -> Outcome[Batch]:
    """Read a text's figures.

    Args:
        words: the text and what it is read against.
        file_name: as the court named it.
        sha256: of the file.
        evidence: what the text says of its court and period.

    Returns:
        The batch: a row a figure, its place in `sheet`, `row` and `column_number` (model/passage).
        The frame's `basis` is `dated` where days are written out, with the days, and `other` for
        another time, its words in `span`; check/narrative.py decides both. S-29 whose, S-31 when,
        S-33 of which cases, V-27 not exact: asked; S-30 another court's, S-34 other cases: left out.
    """
    read = readings(words)
    kept = [one for one in read if one.whose.verdict != "other" and one.which.verdict != "narrowed"]
    problems = [problem for one in kept for problem in _questions(words, one, file_name)]
    problems += _left_out(words.text, read, file_name)
    rows = [_row(one) for one in kept]
    columns: dict[str, list[object]] = {
        name: [row[i] for row in rows] for i, name in enumerate(_COLUMNS)
    }
    frame = build_frame(
        "statements",
        columns,
        [one.place.sheet for one in kept],
        [one.place.row for one in kept],
        [False] * len(kept),
    )
    batch = Batch(
        form=FORM,
        file_name=file_name,
        sha256=sha256,
        frames={"statements": frame},
        places=(),
        evidence=evidence,
    )
    return Outcome(value=batch, problems=tuple(problems))


def _row(one: Read) -> tuple[object, ...]:
    stock = one.role == "stated" and figure_words()[one.indicator].stock
    basis = {"unclear": "period"}.get(one.when.basis, one.when.basis)
    stood = stock and basis in ("period", "cumulative")
    span = one.when.words if basis in ("other", "dated") else one.when.span
    return (
        one.which.action, one.indicator, "cumulative" if stood else basis, one.when.start,
        one.when.end, one.value, one.unit, one.place.column, one.role, "" if stood else span,
        "" if one.role == "rate" else title_of(one.indicator), _printed(one.claim),
        _money_unit(one.claim) if one.unit == FEN else "",
    )  # fmt: skip


def _printed(claim: Claim) -> str:
    return "".join(claim.raw.split())


def _money_unit(claim: Claim) -> str:
    """The unit its money is printed in, as a header would say it."""
    unit = next((unit for unit in _MONEY_UNITS if _printed(claim).endswith(unit)), "元")
    return unit if unit.endswith("元") else f"{unit}元"


def _questions(words: Words, one: Read, file: str) -> list[Problem]:
    """What must be answered before a figure counts: one question, with all that is unclear of it."""
    if one.role == "rate":
        return []
    found: list[tuple[str, str]] = []
    if one.whose.verdict == "unclear":
        found.append(("S-29", told("whose").format(words=one.whose.words)))
    if one.when.basis == "unclear":
        found.append(("S-31", told("when").format(words=one.when.words)))
    if one.which.verdict == "unclear":
        found.append(("S-33", told("which").format(words=one.which.words)))
    if one.claim.approx:
        found.append(("V-27", told("rough")))
    elif _BROKEN.search(one.claim.raw) and not _GROUPED.match(one.claim.raw):
        found.append(("V-27", told("broken")))
    reason = "；".join(reason for _, reason in found)
    return [_problem(words, one, file, code, reason) for code, _ in found[:1]]


# 1 2次 may be 12 or two numbers; 1 052件 is told in groups of three.
_BROKEN = re.compile(r"\d\s+\d")
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u2009]\d{3})+(?!\d)")


def _problem(words: Words, one: Read, file: str, code: str, reason: str) -> Problem:
    text, title = words.text, title_of(one.indicator)
    names = {action.id: action.name for action in words.campaign.actions}
    counted = f"“{names[one.which.action]}”" if one.which.action else told("all_cases")
    facts = {
        "label": title,
        "raw": _printed(one.claim),
        "reason": reason,
        "sentence": quoted(text, one.claim.start, one.claim.end),
        "counted": counted,
    }
    subject = ".".join(filter(None, (one.indicator, one.which.action, one.when.basis)))
    return Problem(
        rule=rule(code),
        origin=_origin(one, file),
        facts=facts,
        field=one.indicator,
        subject=subject,
        value=Decimal(one.value or 0),
    )


def _left_out(text: str, read: Sequence[Read], file: str) -> list[Problem]:
    """S-30 and S-34, once a sentence: whose or of which cases the figures are that were not taken."""
    groups: dict[tuple[str, str, int], list[Read]] = {}
    for one in read:
        first = sentence_around(text, one.claim.start, one.claim.end)[0]
        if one.whose.verdict == "other":
            groups.setdefault(("S-30", one.whose.words, first), []).append(one)
        elif one.which.verdict == "narrowed":
            key = "narrowed" if one.which.words else "part"
            groups.setdefault(("S-34", told(key), first), []).append(one)
    return [_of_group(text, code, words, group, file) for (code, words, _), group in groups.items()]


def _of_group(text: str, code: str, words: str, group: Sequence[Read], file: str) -> Problem:
    first = group[0]
    facts = {
        "values": "、".join(_printed(one.claim) for one in group),
        "sentence": quoted(text, first.claim.start, first.claim.end),
    }
    if code == "S-30":
        said = {"words": words}
    else:
        narrowing = "、".join(dict.fromkeys(one.which.words for one in group))
        said = {"reason": words.format(words=narrowing)}
    subject = f"{words if code == 'S-30' else ''} {first.indicator}".strip()
    return Problem(
        rule=rule(code), origin=_origin(first, file), facts={**facts, **said}, subject=subject
    )


def _origin(one: Read, file: str) -> Origin:
    return Origin(file=file, sheet=one.place.sheet, row=one.place.row, column=one.place.column)
