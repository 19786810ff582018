"""The desk's answer to one file: accepted or returned, with counts and problems."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from enforcement_cli.model.batch import ReturnHead
from enforcement_cli.model.problem import Problem

# accepted: every row entered; gaps: rows held or cells held as missing; returned: no facts
# entered; duplicate: the same return again; skipped: not a return at all.
ReceiptStatus = Literal["accepted", "gaps", "returned", "duplicate", "skipped"]
STATUS_NAMES: dict[ReceiptStatus, str] = {
    "accepted": "已收",
    "gaps": "已收，有缺",
    "returned": "退回",
    "duplicate": "重复",
    "skipped": "跳过",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of one file.

    `totals` are the return's own sums, 分 or counts, for the clerk. `mapping` is the fingerprint of
    the clerk's answers about its columns that it was read with; empty without any. `sender` is the
    court that was asked about them, where it is not the one the return is of; of a file that could
    not be read, the court its name names. `fault` is the record of a bug of ours over it.
    """

    file: str
    sha256: str
    status: ReceiptStatus
    received_at: datetime
    head: ReturnHead | None = None
    return_id: int | None = None
    rows: int = 0
    held: int = 0
    totals: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    mapping: str = ""
    sender: str = ""
    fault: str = ""
