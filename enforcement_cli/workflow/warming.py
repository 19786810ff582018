"""Whether readers will be wanted, guessed before anything heavy is loaded.

Comes in: the paths a command is given, and the store. Goes out: a server that readers are forked
from, loading while the command does. Refuses to decide what is read: the fingerprints do.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from enforcement_cli.workflow.stages import warm_readers


def warm_for(paths: Iterable[Path], store: Path) -> None:
    """Start loading what reads files where one was put or changed after the store was written."""
    if _has_news(paths, store):
        warm_readers()


def _has_news(paths: Iterable[Path], store: Path) -> bool:
    try:
        written = store.stat().st_mtime_ns
    except OSError:  # there is none yet
        return True
    return any(_changed(file) > written for path in paths for file in (path, *_below(path)))


def _below(folder: Path) -> Iterator[Path]:
    """All that is in a folder; nothing in what is none."""
    for place, folders, files in os.walk(folder):
        yield from (Path(place, name) for name in (*folders, *files))


def _changed(path: Path) -> int:
    """When a file was last put here, renamed or written; 0 for what cannot be looked at."""
    try:
        return path.lstat().st_ctime_ns
    except OSError:
        return 0
