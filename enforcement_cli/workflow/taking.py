"""Stages 1 to 4 and the verdict for one file, as it runs in a worker, here or on a cluster.

Comes in: a file, and what is the same for all files of a run. Goes out: its receipts and the facts
to be stored of each. Refuses to store, and to know what the store has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from enforcement_cli.model.batch import Batch
from enforcement_cli.model.campaign import Campaign, Desk
from enforcement_cli.model.facts import Facts
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.model.fault import outline
from enforcement_cli.model.receipt import Receipt
from enforcement_cli.workbook.worker import WorkerFailure
from enforcement_cli.workflow.clocks import ClockBook
from enforcement_cli.workflow.judging import IngestOptions, judge
from enforcement_cli.workflow.mapping_questions import Memory, with_questions
from enforcement_cli.workflow.reading import (
    CHANGED,
    REASONS,
    Reading,
    ReadTask,
    each_in_worker,
    met_a_bug,
    read_return,
    unread,
)
from enforcement_cli.workflow.stages import STAGES

_BYTES_OF_A_PROBLEM = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file to take in. `shown` is the name it goes by in messages."""

    path: Path
    shown: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What is the same for all files of a run; it goes to a worker once.

    `memory` are the answers about the courts' columns; `book` is None where no clock is looked at.
    """

    desk: Desk
    campaign: Campaign
    salt: bytes = field(repr=False)
    options: IngestOptions
    memory: Memory = field(default_factory=Memory)
    book: ClockBook | None = None

    def task(self, arrival: Arrival) -> ReadTask:
        """What is to be read."""
        return ReadTask(
            path=arrival.path,
            shown=arrival.shown,
            sha256=arrival.sha256,
            desk=self.desk,
            campaign=self.campaign,
            salt=self.salt,
            mappings=self.memory.mappings,
            given_court=self.options.given.court,
            passwords=self.options.passwords,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a file: a receipt a form, each with what is to be stored of it.

    Facts are None where nothing was found, or nothing of it may be kept. `is_read`: tables were
    found in it. `fault` is the outline of a bug of ours that it met.
    """

    arrival: Arrival
    pairs: tuple[tuple[Receipt, Facts | None], ...]
    is_read: bool = False
    fault: str = ""

    @property
    def weight(self) -> int:
        """About how much memory it takes, in bytes."""
        facts = sum(facts.nbytes for _, facts in self.pairs if facts)
        return facts + sum(_BYTES_OF_A_PROBLEM * (1 + len(r.problems)) for r, _ in self.pairs)


def take_in_file(arrival: Arrival, manner: Manner) -> Taken:
    """Read a file, judge it, and make facts of it. Runs in a child process."""
    return taken(read_return(manner.task(arrival)), manner)


def take_in_files(arrivals: Sequence[Arrival], manner: Manner, workers: int) -> Iterator[Taken]:
    """The same for many in child processes, in their order; one that is not survived is F-01."""
    for arrival, result in each_in_worker(
        partial(take_in_file, manner=manner), arrivals, workers, (__name__, *STAGES)
    ):
        if isinstance(result, WorkerFailure):
            task = manner.task(arrival)
            yield taken(unread(task, REASONS[result.cause], fault=result.detail), manner)
        else:
            yield result


def taken(reading: Reading, manner: Manner) -> Taken:
    """What becomes of what was read.

    A file over which we fail is refused by itself: the others go on.
    """
    asked = reading.task.sha256
    if reading.sha256 and asked and reading.sha256 != asked:
        reading = unread(reading.task, CHANGED)
    try:
        return _judged(reading, manner)
    except (EnforceError, MemoryError):
        raise
    except Exception as failure:  # noqa: BLE001  # its outline is kept, and the run says so
        return _judged(met_a_bug(reading.task, outline(failure)), manner)


def not_kept(file: Taken, manner: Manner) -> Taken:
    """What becomes of a file that is no longer what was read: it was never received."""
    gone = replace(file.arrival, sha256="")
    if file.is_read:
        return taken(unread(manner.task(gone), CHANGED), manner)
    # Its reader has said why already.
    pairs = tuple((replace(receipt, sha256=""), facts) for receipt, facts in file.pairs)
    return replace(file, arrival=gone, pairs=pairs)


def _judged(reading: Reading, manner: Manner) -> Taken:
    task = reading.task
    judged = [
        (with_questions(receipt, batch, manner.desk, manner.memory), batch)
        for receipt, batch in judge(manner, reading, manner.options, manner.book)
    ]
    return Taken(
        arrival=Arrival(path=task.path, shown=task.shown, sha256=task.sha256),
        pairs=tuple((receipt, _kept(receipt, batch)) for receipt, batch in judged),
        is_read=bool(reading.batches),
        fault=reading.fault,
    )


def _kept(receipt: Receipt, batch: Batch | None) -> Facts | None:
    from enforcement_cli.store.arrow import facts_of

    return None if batch is None or has_personal_data(receipt) else facts_of(receipt, batch)


def has_personal_data(receipt: Receipt) -> bool:
    """Whether a return must not be kept: personal data stand in the wrong place."""
    return any(problem.code == "V-22" for problem in receipt.problems)
