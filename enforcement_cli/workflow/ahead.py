"""Files are read while those before them are stored: groups of what was read, as many as fit.

Comes in: files as they are taken in, one after another. Goes out: the same in groups. Refuses to
hold more than a bounded amount of facts, and to let what was read wait long for what is not.
"""

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Condition, Thread

from enforcement_cli.store.save import load_writer
from enforcement_cli.workflow.taking import Taken

# Facts that wait to be stored; as many again may be on their way into the store.
_MOST_BYTES = 24 << 20
# What was read first in a group waits no longer for others to be stored with it.
_LONGEST_WAIT_SECONDS = 4.0


@dataclass(slots=True, kw_only=True)
class _Shelf:
    """What was read and is not stored yet. `closed`: nobody takes anything any more."""

    changed: Condition = field(default_factory=Condition)
    files: list[Taken] = field(default_factory=list)
    weight: int = 0
    ended: bool = False
    closed: bool = False
    failure: BaseException | None = None

    @property
    def is_full(self) -> bool:
        """Whether reading has to wait for storing."""
        return self.weight >= _MOST_BYTES


def groups_ahead(files: Iterator[Taken], tick: Callable[[], None] | None) -> Iterator[list[Taken]]:
    """Groups of files, read ahead in a thread of its own; `tick` is called there after each.

    Raises:
        BaseException: what reading raised, after the last group that was read.
    """
    shelf = _Shelf()
    thread = Thread(target=_fill, args=(shelf, files, tick), daemon=True)
    thread.start()
    # The readers are only starting: later a core would have to be taken from one of them.
    load_writer()
    # What is loaded stays: walking it again and again is an eighth of the parent's time.
    gc.freeze()
    try:
        while group := _next_group(shelf):
            yield group
    finally:
        gc.unfreeze()
        with shelf.changed:
            shelf.closed = True
            shelf.changed.notify_all()
        thread.join()


def _fill(shelf: _Shelf, files: Iterator[Taken], tick: Callable[[], None] | None) -> None:
    try:
        for file in files:
            if tick:
                tick()
            with shelf.changed:
                shelf.files.append(file)
                shelf.weight += file.weight
                shelf.changed.notify_all()
                shelf.changed.wait_for(lambda: not shelf.is_full or shelf.closed)
                if shelf.closed:
                    return
    except BaseException as failure:  # noqa: BLE001  # raised where the groups are taken
        shelf.failure = failure
    finally:
        with shelf.changed:
            shelf.ended = True
            shelf.changed.notify_all()


def _next_group(shelf: _Shelf) -> list[Taken]:
    """What waits, once it is enough or has waited long enough; empty after the last."""
    with shelf.changed:
        shelf.changed.wait_for(lambda: shelf.files or shelf.ended)
        shelf.changed.wait_for(lambda: shelf.ended or shelf.is_full, _LONGEST_WAIT_SECONDS)
        group, shelf.files, shelf.weight = shelf.files, [], 0
        if not group and shelf.failure:
            raise shelf.failure
        shelf.changed.notify_all()
        return group
