"""Whether the figures of one aggregate return can all be true (R-01 … R-32, X-06, V-20).

Comes in: a Batch of statements with its days, the campaign, the checks in force, what was already
asked. Goes out: the Batch with contradicting figures held, and one problem a cause. Refuses to
decide which of two figures is right, and to know earlier returns and other courts.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from enforcement_cli.check.figure_actions import (
    beyond_all_cases,
    beyond_their_action,
    unequal_sums,
)
from enforcement_cli.check.figure_fills import equal_figures, placeholders
from enforcement_cli.check.figure_pairs import declared, means, persons_and_times, within_bases
from enforcement_cli.check.figures import Doubt, Figures, amount, cell_of, figures_of
from enforcement_cli.check.shares import Line
from enforcement_cli.model.batch import Batch, Outcome, ReturnHead
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.money import FEN_PER_UNIT
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.vocabulary.relations import glue

_WITHIN = "R-31"


def check_relations(
    batch: Batch,
    head: ReturnHead,
    campaign: Campaign,
    rules: Mapping[str, Rule],
    said: Sequence[Problem] = (),
) -> Outcome[Batch]:
    """Compare every figure with those it bears on.

    Args:
        batch: one court's statements, of a table or a text; any other batch comes back as it is.
        head: the period it speaks of; one that begins before the campaign may hold more than what
            is counted from the campaign's first day.
        campaign: whose actions' conditions say what lies within what.
        rules: the checks in force; what is not among them is not asked.
        said: problems found before; a figure with a question of its own is not compared.

    Returns:
        The batch, both sides of a contradiction held (退回); figures that contradict each other
        together are one problem, at the figure that is in most of the contradictions. A figure that
        is held is in no 核实.
    """
    if batch.form not in ("aggregate", "narrative") or "statements" not in batch.frames:
        return Outcome(value=batch)
    figures = figures_of(batch, said)
    doubts = [doubt for doubt in _doubts(figures, campaign, rules) if doubt.code in rules]
    if head.period_start < campaign.start:
        doubts = [doubt for doubt in doubts if doubt.code != _WITHIN]
    fatal = [doubt for doubt in doubts if _holds(rules[doubt.code])]
    problems = [_of_cause(cause, rules) for cause in _causes(fatal)]
    held = {line.index for doubt in fatal for line in doubt.lines}
    problems += [
        _problem(doubt, doubt.lines[0], rules[doubt.code])
        for doubt in doubts
        if not _holds(rules[doubt.code]) and held.isdisjoint(line.index for line in doubt.lines)
    ]
    if not held:
        return Outcome(value=batch, problems=tuple(problems))
    frame = batch.frames["statements"]
    marks = [was or index in held for index, was in enumerate(frame["held"])]
    frames = {**batch.frames, "statements": frame.assign(held=marks)}
    return Outcome(value=replace(batch, frames=frames), problems=tuple(problems))


def _doubts(figures: Figures, campaign: Campaign, rules: Mapping[str, Rule]) -> Iterator[Doubt]:
    yield from within_bases(figures)
    yield from persons_and_times(figures)
    yield from declared(figures)
    yield from beyond_all_cases(figures)
    yield from unequal_sums(figures, campaign)
    yield from beyond_their_action(figures, campaign)
    if (fines := rules.get("R-13")) is not None:
        person_fen = int(fines.number("person_yuan") * FEN_PER_UNIT["元"])
        yield from means(figures, campaign, person_fen)
    if (equal := rules.get("X-06")) is not None:
        yield from equal_figures(figures, equal)
    if (placeholder := rules.get("V-20")) is not None:
        yield from placeholders(figures, placeholder)


def _holds(rule: Rule) -> bool:
    """Whether a check keeps its figures out: as shipped, or because the campaign made it 退回."""
    return rule.effect == "hold" or rule.severity == "return"


def _causes(doubts: Sequence[Doubt]) -> list[list[Doubt]]:
    """The doubts in groups that share figures, each in the order they were found."""
    causes: list[list[Doubt]] = []
    for doubt in doubts:
        own = {line.index for line in doubt.lines}
        joined = [
            cause
            for cause in causes
            if any(line.index in own for other in cause for line in other.lines)
        ]
        causes = [cause for cause in causes if cause not in joined]
        causes.append([*(other for cause in joined for other in cause), doubt])
    return causes


def _of_cause(cause: Sequence[Doubt], rules: Mapping[str, Rule]) -> Problem:
    """One problem at the figure that contradicts most others, the rest named by their cells."""
    times = Counter(line.index for doubt in cause for line in doubt.lines)
    most = max(times.values())
    places = [(doubt, line) for doubt in cause for line in doubt.lines]
    main, culprit = next((doubt, line) for doubt, line in places if times[line.index] == most)
    told = {line.index for line in main.lines}
    others = dict.fromkeys(cell_of(line, culprit) for _, line in places if line.index not in told)
    also = glue("also").format(cells="、".join(others)) if others else ""
    return _problem(replace(main, facts=main.facts | {"also": also}), culprit, rules[main.code])


def _problem(doubt: Doubt, line: Line, rule: Rule) -> Problem:
    stricter = rule.effect != "hold" and _holds(rule)
    return Problem(
        rule=rule,
        origin=Origin(file=line.file, sheet=line.sheet, row=line.row, column=line.column),
        facts={"also": "", **doubt.facts},
        field=line.indicator,
        subject=doubt.subject,
        value=Decimal(amount(line)),
        effect="hold" if stricter else None,
    )
