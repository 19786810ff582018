"""The checks on the rows of ledgers and lists that need to know the return's period and campaign.

Comes in: a batch with its head, the campaign, the rules in force. Goes out: the batch as it came
and what must be asked; nothing is held or left out here. Refuses to know other returns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from enforcement_cli.check.doubted import without_doubted
from enforcement_cli.check.extent import check_extent
from enforcement_cli.check.ledger_amounts import check_amounts
from enforcement_cli.check.ledger_closings import check_closings, check_half_closings
from enforcement_cli.check.ledger_notes import check_formula_signs, check_notes
from enforcement_cli.check.ledger_numbers import check_numbers
from enforcement_cli.check.notices import check_notices
from enforcement_cli.model.batch import Batch, Outcome, ReturnHead
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.rows import tables_of


def check_ledger(
    batch: Batch,
    head: ReturnHead,
    campaign: Campaign,
    rules: Mapping[str, Rule],
    known: Sequence[Problem] = (),
) -> Outcome[Batch]:
    """Ask what the rows of one return leave open; 退回 rows and doubted cells are silent.

    Args:
        batch: of any form; the figures of an aggregate are not looked at here.
        head: whose it is, of which period.
        campaign: of which campaign.
        rules: those in force for the period.
        known: what was found before; amounts whose unit is doubted there are asked nothing else.
    """
    if not batch.frames:
        return Outcome(value=batch)
    read = replace(batch, frames=tables_of(batch.frames))
    sure = without_doubted(read, known)
    problems = check_extent(read, head, campaign, rules)
    if "cases" in read.frames and not tables_of(read.frames).held("cases").all():
        notes, contradicted = check_notes(sure, rules.get("R-28"))
        problems += check_closings(sure, head, campaign, rules, contradicted)
        problems += check_half_closings(sure, rules.get("R-26"), known)
        problems += [*notes, *check_numbers(sure, rules)]
    problems += [*check_amounts(sure, rules), *check_formula_signs(read, rules)]
    problems += check_notices(sure, rules)
    return Outcome(value=batch, problems=tuple(problems))
