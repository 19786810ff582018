"""Whether a return was filled into a blank of ours that is out of date (F-09).

Comes in: a batch whose evidence may hold the stamp of a blank, its head, the campaign as it is now.
Goes out: one problem, or none. Refuses to ask for the issued form: a column added by hand is one.
"""

from collections.abc import Mapping

from enforcement_cli.model.batch import Batch, ReturnHead
from enforcement_cli.model.campaign import Campaign
from enforcement_cli.model.origin import Origin
from enforcement_cli.model.problem import Problem, Rule
from enforcement_cli.model.table import Evidence
from enforcement_cli.vocabulary.blank import BLANK_FORMS, blank_columns, revision
from enforcement_cli.vocabulary.tags import Stamp, read_stamp


def check_blank(
    batch: Batch, head: ReturnHead, campaign: Campaign, rules: Mapping[str, Rule]
) -> list[Problem]:
    """F-09 where the blank was issued for an earlier period and lacks what was added since.

    A blank of the return's own period is what we issued: what it lacks is not its sender's doing.
    """
    rule = rules.get("F-09")
    if rule is None or batch.form not in BLANK_FORMS:
        return []
    columns = blank_columns(batch.form, campaign)
    current = revision(columns)
    for piece, stamp in _stamps(batch):
        if stamp.campaign != campaign.id or stamp.form != batch.form:
            continue
        if stamp.revision == current or stamp.end >= head.period_end:
            continue
        held = _held(batch)
        lacking = [column.shown for column in columns if column.needed and column.tag not in held]
        if lacking:
            facts = {
                "start": stamp.start.isoformat(),
                "end": stamp.end.isoformat(),
                "columns": "”“".join(lacking),
                "count": f" {len(lacking)} " if len(lacking) > 1 else "一",
            }
            origin = Origin(
                file=batch.file_name, sheet=piece.sheet, row=piece.row, column=piece.column
            )
            return [Problem(rule=rule, origin=origin, facts=facts, subject=stamp.revision)]
    return []


def _stamps(batch: Batch) -> list[tuple[Evidence, Stamp]]:
    said = [(piece, read_stamp(piece.text)) for piece in batch.evidence if piece.source == "stamp"]
    return [(piece, stamp) for piece, stamp in said if stamp is not None]


def _held(batch: Batch) -> set[str]:
    """The tags of what the return holds, by whatever words its columns are known."""
    if batch.form != "aggregate":
        return {place.field for place in batch.places}
    frame = batch.frames["statements"]
    keys = zip(frame["indicator"], frame["basis"], frame["action"], strict=True)
    return {
        f"{indicator}:{basis}:{action if isinstance(action, str) else ''}"
        for indicator, basis, action in keys
    }
