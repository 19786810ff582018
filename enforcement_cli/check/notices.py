"""R-33: a notice of a penalty (预处罚) that was complied with by no money, or by money and not.

Comes in: a batch of a list of measures, the rules in force. Goes out: problems. Refuses to choose
which of the two is right.
"""

from collections.abc import Mapping

from enforcement_cli.check.asking import Ask, Line, amounts, at_rows, equal, kept_rows, whole, yuan
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.rows import tables_of
from enforcement_cli.vocabulary.words import term_name

_NOTICE, _NOTICED, _COMPLIED, _PAID = "pre_penalty", "noticed", "complied", "complied_fen"


def check_notices(batch: Batch, rules: Mapping[str, Rule]) -> list[Problem]:
    """R-33 where a list has a column of what was paid after its notices."""
    rule = rules.get("R-33")
    if rule is None or "measures" not in batch.frames:
        return []
    if all(place.field != _PAID for place in batch.places):
        return []
    rows = tables_of(batch.frames).rows("measures")
    paid = amounts(rows, "amount_fen")
    unlike = (equal(rows, "stage", _NOTICED) & (paid > 0)) | (
        equal(rows, "stage", _COMPLIED) & (paid == 0)
    )
    notice = kept_rows(rows) & equal(rows, "kind", _NOTICE)

    def facts(line: Line) -> dict[str, str]:
        said = term_name("complied", str(line["stage"]))
        return {"stage": said, "amount": f"{yuan(whole(line, 'amount_fen'))} 元"}

    return at_rows(batch, rows, notice & unlike, Ask(rule=rule, field=_PAID, facts=facts))
