"""What becomes of one file that was read: a receipt a form, with all that was found wrong."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from enforcement_cli.check.blanks import check_blank
from enforcement_cli.check.dates import check_days
from enforcement_cli.check.doubted import without_doubted
from enforcement_cli.check.ledger import check_ledger
from enforcement_cli.check.narrative import settle_text
from enforcement_cli.check.relations import check_relations
from enforcement_cli.check.routing import Given, decide_head, empty_return, wrong_form
from enforcement_cli.check.settings import apply_settings
from enforcement_cli.check.statements import fill_days
from enforcement_cli.check.verdict import all_rows, held_rows, verdict
from enforcement_cli.locate.court_names import court_names
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.problem import Problem
from enforcement_cli.model.receipt import Receipt, ReceiptStatus
from enforcement_cli.vocabulary.checks import rules_in_force
from enforcement_cli.vocabulary.words import normalise_word
from enforcement_cli.workflow.clocks import ClockBook, clock_problems
from enforcement_cli.workflow.reading import Reading
from enforcement_cli.workflow.state import Room

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """What the clerk says besides the files.

    `received_at` is when they came, for all of them; with `timed` False nobody says when they did,
    and no clock is looked at. `strict` takes no return that has anything to
    answer. Names are shown relative to `root`, else to the folder they were found in. `only` are
    the shown names to take, None for all.
    """

    received_at: datetime
    given: Given = field(default_factory=Given)
    timed: bool = True
    dry_run: bool = False
    strict: bool = False
    workers: int | None = None
    root: Path | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)
    only: frozenset[str] | None = None


def judge(
    room: Room, reading: Reading, options: IngestOptions, book: ClockBook | None
) -> list[tuple[Receipt, Batch | None]]:
    """A receipt a form; problems of the file itself go with the first."""
    batches = [pair for pair in reading.batches if options.given.form in (None, pair[0].form)]
    if not batches:
        problems = reading.problems
        if reading.batches and options.given.form:
            forms = [batch.form for batch, _ in reading.batches]
            problems += (wrong_form(reading.task.shown, forms, options.given.form),)
        status: ReceiptStatus = "skipped" if reading.skipped else "returned"
        receipt = Receipt(
            file=reading.task.shown,
            sha256=reading.task.sha256,
            status=status,
            received_at=options.received_at,
            problems=problems,
            sender=options.given.court or _named_sender(room, reading.task.shown) or "",
        )
        return [(receipt, None)]
    pairs: list[tuple[Receipt, Batch | None]] = []
    for i, (batch, problems) in enumerate(batches):
        mine = (*reading.problems, *problems) if i == 0 else problems
        given = _given_to(batch, options.given, several=len(batches) > 1)
        pairs.append(_judge_batch(room, batch, mine, replace(options, given=given), book))
    return pairs


def _named_sender(room: Room, file: str) -> str | None:
    """The court a file's own name names; of a file that cannot be read nothing else says it."""
    return court_names(room.desk).find(normalise_word(file.rpartition("/")[2]))[0]


def _given_to(batch: Batch, given: Given, *, several: bool) -> Given:
    """What the clerk said of the file, as far as it holds for one of its batches.

    A row that names an unknown court among others is not thereby the court the clerk named.
    """
    row = batch.evidence[0] if several and batch.form == "aggregate" and batch.evidence else None
    unknown = row is not None and row.source == "column" and row.unknown_court
    return replace(given, court=None) if unknown else given


def _judge_batch(
    room: Room,
    batch: Batch,
    problems: tuple[Problem, ...],
    options: IngestOptions,
    book: ClockBook | None,
) -> tuple[Receipt, Batch]:
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
    for table, frame in batch.frames.items():
        kept = frame.loc[~frame["held"]] if frame["held"].any() else frame
        for column in ("claim_fen", "recovered_fen", "amount_fen", "quantity"):
            if column in kept and kept[column].notna().any():
                totals[f"{table}.{column}"] = int(kept[column].sum())
        if table == "statements":
            totals |= _figures_of(kept)
    return totals


def _figures_of(statements: "pd.DataFrame") -> dict[str, int]:
    """The figures of an aggregate by action, indicator, basis and unit: they are never added."""
    wanted = statements[["action", "indicator", "basis", "unit", "value"]].astype(object)
    return {
        ".".join(("statements", *(str(part) for part in key if isinstance(part, str)))): int(value)
        for *key, value in wanted.dropna(subset=["value"]).itertuples(index=False)
    }
