"""Keeps what a bug of ours leaves, in a file the clerk can send to whoever maintains enforce.

Comes in: an outline (model/fault.py) and folders to try. Goes out: where the record lies. Refuses
to fail: a bug over one file is no reason to lose the others.
"""

import contextlib
import os
import platform
import secrets
import tempfile
from collections.abc import Sequence
from pathlib import Path

from enforcement_cli import __version__
from enforcement_cli.disk.whole import write_whole
from enforcement_cli.model.clock import now

_KEPT = 20


def record_fault(text: str, folders: Sequence[Path]) -> str:
    """Write a record to the first folder that takes it; its path, empty where none does."""
    moment = now()
    head = (
        f"enforce {__version__} · Python {platform.python_version()} · {platform.platform()}\n"
        f"{moment.isoformat()}\n\n"
    )
    # Several may come in one second.
    name = f"fault-{moment:%Y%m%d-%H%M%S}-{os.getpid()}-{secrets.token_hex(2)}.log"
    for folder in folders:
        try:
            write_whole(folder / name, (head + text).encode("utf-8", "replace"))
        except OSError:
            continue
        if folder != Path(tempfile.gettempdir()):
            _forget_old(folder)
        return str(folder / name)
    return ""


def _forget_old(folder: Path) -> None:
    """Keep the newest records: a bug met every morning must not fill the disk."""
    # Their names begin with the moment.
    for path in sorted(folder.glob("fault-*.log"))[:-_KEPT]:
        with contextlib.suppress(OSError):  # another run forgets the same
            path.unlink()


class Faults:
    """Keeps a record of each bug that was met, once, however many files met it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, str] = {}

    def keep(self, fault: str) -> str:
        """The path of the record; empty where there is none."""
        if fault and fault not in self._kept:
            folders = (self._folder, Path(tempfile.gettempdir()))
            self._kept[fault] = record_fault(fault, folders)
        return self._kept.get(fault, "")
