"""A passing copy of a workspace: what a file would do, without anything being kept.

Comes in: a room. Goes out: the same room over a copy of its store and of what is remembered, gone
again afterwards. Refuses to write to the workspace; originals and bulletins are not copied.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from enforcement_cli.store.session import copy_store
from enforcement_cli.workflow.state import Room
from enforcement_cli.workflow.workspace import Workspace

# Beside the store and the campaign file, all that reading a return depends on.
_REMEMBERED = ("mappings", "person.salt", "indicators.toml", "workdays.toml", "targets.toml")


@contextmanager
def scratch(room: Room) -> Iterator[Room]:
    """The room over a copy that disappears.

    Raises:
        StoreBusy: another enforce holds the store.
    """
    with tempfile.TemporaryDirectory(prefix="enforce-") as folder:
        copy = Workspace(Path(folder))
        shutil.copy2(room.workspace.campaign_file, copy.campaign_file)
        for name in _REMEMBERED:
            source = room.workspace.root / name
            if source.is_dir():
                shutil.copytree(source, copy.root / name)
            elif source.is_file():
                shutil.copy2(source, copy.root / name)
        if room.workspace.store.exists():
            copy_store(room.workspace.store, copy.store)
        yield replace(room, workspace=copy)
