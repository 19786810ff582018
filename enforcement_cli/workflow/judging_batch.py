"""The verdict on one batch: whose it is, every check on it, what of it enters.

Comes in: a batch with the problems of its reading. Goes out: its receipt, and the batch as it is to
be stored. Refuses to know where it was read and where it goes.
"""

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from enforcement_cli.check.blanks import check_blank
from enforcement_cli.check.dates import check_days
from enforcement_cli.check.doubted import without_doubted
from enforcement_cli.check.ledger import check_ledger
from enforcement_cli.check.narrative import settle_text
from enforcement_cli.check.relations import check_relations
from enforcement_cli.check.routing import decide_head, empty_return
from enforcement_cli.check.settings import apply_settings
from enforcement_cli.check.statements import fill_days
from enforcement_cli.check.verdict import all_rows, held_rows, verdict
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.model.rows import tables_of
from enforcement_cli.vocabulary.checks import rules_in_force
from enforcement_cli.workflow.clocks import ClockBook, clock_problems
from enforcement_cli.workflow.judging import Court, IngestOptions

if TYPE_CHECKING:
    import pandas as pd


def judge_batch(
    room: Court,
    batch: Batch,
    problems: tuple[Problem, ...],
    options: IngestOptions,
    book: ClockBook | None,
) -> tuple[Receipt, Batch]:
    """The receipt of one batch, and the batch as it enters: what is doubted missing or held."""
    head, routing = decide_head(batch, room.desk, room.campaign, options.given)
    blank = any(problem.code == "F-10" for problem in problems)
    found = [*routing, *problems, *(() if blank else empty_return(batch))]
    rules = rules_in_force(room.campaign.checks, head.period_end) if head else {}
    if head and book:
        came = options.received_at
        found.extend(
            clock_problems(
                book, head, file=batch.file_name, sha256=batch.sha256, received_at=came, rules=rules
            )
        )
    if head and batch.frames:
        found.extend(check_blank(batch, head, room.campaign, rules))
        text = settle_text(batch, head, room.campaign, found)
        batch, found = text.value, list(text.problems)
        batch, days = check_days(batch, head, options.received_at.date())
        batch, spans = fill_days(batch, head, room.campaign)
        found.extend((*days, *spans))
        ledger = check_ledger(batch, head, room.campaign, rules, found)
        figures = check_relations(ledger.value, head, room.campaign, rules, found)
        batch = figures.value
        found.extend((*ledger.problems, *figures.problems))
        settings = apply_settings(batch, found, rules)
        batch, found = settings.value, list(settings.problems)
    elif head:  # nothing of it can be held
        found = list(apply_settings(batch, found, rules).problems)
    status = verdict(batch, found)
    if options.strict and any(p.severity in ("return", "query") for p in found):
        status = "returned"
    receipt = Receipt(
        file=batch.file_name,
        sha256=batch.sha256,
        status=status,
        received_at=options.received_at,
        head=head,
        rows=all_rows(batch),
        held=held_rows(batch) if status != "returned" else all_rows(batch),
        totals=totals_of(without_doubted(batch, found)) if status != "returned" else {},
        problems=tuple(found),
    )
    return receipt, batch


def totals_of(batch: Batch) -> dict[str, int]:
    """The return's own sums over the rows that enter, for the clerk's eye."""
    totals: dict[str, int] = {}
    tables = tables_of(batch.frames)
    for table in tables:
        rows = tables.rows(table)
        kept = pa.array(~rows.held) if rows.held.any() else None
        for column in ("claim_fen", "recovered_fen", "amount_fen", "quantity"):
            if column in rows and rows[column].null_count < len(rows):
                stated = rows[column] if kept is None else rows[column].filter(kept)
                total = pc.sum(stated).as_py()
                if total is not None:  # not all of it missing
                    totals[f"{table}.{column}"] = total
        if table == "statements":
            frame = tables[table]
            totals |= _figures_of(frame.loc[~frame["held"]] if kept is not None else frame)
    return totals


def _figures_of(statements: "pd.DataFrame") -> dict[str, int]:
    """The figures of an aggregate by action, indicator, basis and unit: they are never added."""
    wanted = statements[["action", "indicator", "basis", "unit", "value"]].astype(object)
    return {
        ".".join(("statements", *(str(part) for part in key if isinstance(part, str)))): int(value)
        for *key, value in wanted.dropna(subset=["value"]).itertuples(index=False)
    }
