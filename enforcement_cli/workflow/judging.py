"""What becomes of one file that was read: a receipt a form, with all that was found wrong.

Comes in: a reading, and what the clerk says of it. Goes out: receipts with their batches. Refuses
to load the checks of a batch where nothing was found: whoever only asks needs no frames.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from enforcement_cli.check.routing import Given, wrong_form
from enforcement_cli.locate.court_names import court_names
from enforcement_cli.model.batch import Batch
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.receipt import Receipt, ReceiptStatus
from enforcement_cli.vocabulary.words import normalise_word
from enforcement_cli.workflow.reading import Reading

if TYPE_CHECKING:
    from enforcement_cli.workflow.clocks import ClockBook


class Court(Protocol):
    """Before whom a return is judged: the desk and one of its campaigns."""

    @property
    def desk(self) -> Desk:
        """Its courts."""

    @property
    def campaign(self) -> Campaign:
        """What is checked, and how strictly."""


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
    room: Court, reading: Reading, options: IngestOptions, book: "ClockBook | None"
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
    from enforcement_cli.workflow.judging_batch import judge_batch

    pairs: list[tuple[Receipt, Batch | None]] = []
    for i, (batch, problems) in enumerate(batches):
        mine = (*reading.problems, *problems) if i == 0 else problems
        given = _given_to(batch, options.given, several=len(batches) > 1)
        pairs.append(judge_batch(room, batch, mine, replace(options, given=given), book))
    return pairs


def _named_sender(room: Court, file: str) -> str | None:
    """The court a file's own name names; of a file that cannot be read nothing else says it."""
    return court_names(room.desk).find(normalise_word(file.rpartition("/")[2]))[0]


def _given_to(batch: Batch, given: Given, *, several: bool) -> Given:
    """What the clerk said of the file, as far as it holds for one of its batches.

    A row that names an unknown court among others is not thereby the court the clerk named.
    """
    row = batch.evidence[0] if several and batch.form == "aggregate" and batch.evidence else None
    unknown = row is not None and row.source == "column" and row.unknown_court
    return replace(given, court=None) if unknown else given
