"""What a backup says it holds, as a value and as JSON.

Comes in: a manifest or the bytes of one. Goes out: the other. Refuses to believe it: whether it is
true is asked where the files are (backup_file).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from enforcement_cli.disk.whole import FILE_MODE

SCHEMA = "enforce.backup/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One file of a backup: its name below the workspace with forward slashes, and its bytes."""

    name: str
    size: int
    sha256: str
    mode: int = FILE_MODE


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds. `schema_version` None: there was no store; `rows` by table of it.

    `workspace` tells the workspaces of one desk apart, wherever they are moved to.
    """

    version: str
    desk: str
    created: datetime
    schema_version: int | None
    rows: Mapping[str, int]
    files: tuple[Kept, ...]
    workspace: str = ""

    @property
    def size(self) -> int:
        """Bytes of all files, unpacked."""
        return sum(kept.size for kept in self.files)


def told_of(manifest: Manifest) -> bytes:
    """The manifest as JSON in UTF-8."""
    values = {**asdict(manifest), "created": manifest.created.isoformat()}
    return json.dumps({"schema": SCHEMA, **values}, ensure_ascii=False, indent=1).encode()


def manifest_of(data: bytes) -> Manifest | None:
    """The manifest that JSON holds; None of another schema.

    Raises:
        KeyError, TypeError, ValueError, RecursionError: it holds something else.
    """
    told: Any = json.loads(data)
    if told["schema"] != SCHEMA:
        return None
    files = tuple(
        Kept(name=str(f["name"]), size=_count(f["size"]), sha256=str(f["sha256"]),
             mode=_count(f["mode"]))
        for f in told["files"]
    )  # fmt: skip
    version = told["schema_version"]
    return Manifest(
        version=str(told["version"]),
        desk=str(told["desk"]),
        created=datetime.fromisoformat(told["created"]),
        schema_version=None if version is None else _count(version),
        rows={str(table): _count(number) for table, number in told["rows"].items()},
        files=files,
        workspace=str(told.get("workspace", "")),
    )


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(type(value).__name__)
    return value
