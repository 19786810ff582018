"""Whether a power cut could undo what a command did: every rename flushed, before and after.

Comes in: the calls of a command in their order. Goes out: sentences; none where a file was flushed
after its last write and before it got its name, and the folder after that.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from tests.faults.injecting import Call

# Who waits for the store is of this hour: after a power cut nobody does. The last lines of the log
# may go with it; what must not be lost is on the audit, which is flushed line by line.
_PASSING = {"store.queue", "logs"}


def unflushed(calls: Sequence[Call]) -> list[str]:
    """What a power cut could undo or leave empty."""
    lasting = [call for call in calls if not _PASSING & set(PurePath(call.path).parts)]
    return [*_before_the_name(lasting), *_after_the_name(lasting)]


def _before_the_name(calls: Sequence[Call]) -> list[str]:
    found: list[str] = []
    dirty: set[str] = set()
    for call in calls:
        if call.name in ("write", "truncate"):
            dirty.add(call.path)
        elif call.name == "fsync":
            dirty.discard(call.path)
        elif call.name in ("rename", "link"):
            inside = [path for path in dirty if PurePath(path).is_relative_to(call.path)]
            found += [f"{call.number}: {path} named {call.to} unflushed" for path in inside]
    return found


def _after_the_name(calls: Sequence[Call]) -> list[str]:
    found: list[str] = []
    for place, call in enumerate(calls):
        if call.name not in ("rename", "link"):
            continue
        folder = str(PurePath(call.to).parent)
        later = calls[place + 1 :]
        if not any(each.name == "fsync" and each.path == folder for each in later):
            found.append(f"{call.number}: {call.to}: its folder is never flushed")
    return found
