"""What the processes that read files are made of, named before any of it is loaded.

Comes in: nothing. Goes out: the modules of the stages, a server that is loading them. Refuses to
load one of them here: whoever starts the server has other things to load meanwhile.
"""

import os

from enforcement_cli.workbook.worker import warm

# What reading and judging a file imports. The parent process needs none of it.
STAGES = (
    "enforcement_cli.check.controls",
    "enforcement_cli.check.rows",
    "enforcement_cli.check.statements",
    "enforcement_cli.locate.book",
    "enforcement_cli.normalise.batches",
    "enforcement_cli.normalise.surroundings",
    "enforcement_cli.store.arrow",
    "enforcement_cli.workbook.calamine",
    "enforcement_cli.workbook.read",
    "enforcement_cli.workflow.judging_batch",
    "enforcement_cli.workflow.reading",
    "enforcement_cli.workflow.taking",
)


def warm_readers() -> None:
    """Start loading what reads files, while the caller imports what stores them."""
    use_plain_memory()
    warm(STAGES)


def use_plain_memory() -> None:
    """Before the readers' server starts, which hands its environment on to them.

    Arrow's own allocator reserves a GiB of address space for its first byte, which a reader's
    memory limit refuses: a small file was readable or not by what had been read before it.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
