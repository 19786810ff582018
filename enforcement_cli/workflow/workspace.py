"""The workspace folder: where everything of one desk lies, how it is found, how it is made.

Comes in: a folder or the environment. Goes out: paths, and the salt for person keys. Refuses to
know what the files hold.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from enforcement_cli.disk.whole import (
    is_left_over,
    make_folder,
    sync_folder,
    write_part,
    write_whole,
)
from enforcement_cli.model.failure import EnforceError, UnknownName, UsageError

CAMPAIGN_FILE = "enforce.toml"
ENVIRONMENT_NAME = "ENFORCE_WORKSPACE"

_SALT_BYTES = 32
# One more than it has tells that there are more.
_MOST_SALT_BYTES = _SALT_BYTES + 1
# The folder of bulletins whose issues are never rewritten.
PUBLISHED = "已发布"


@dataclass(frozen=True, slots=True)
class Workspace:
    """One desk's folder (design.md section 4)."""

    root: Path

    @property
    def campaign_file(self) -> Path:
        """The desk, its courts and campaigns."""
        return self.root / CAMPAIGN_FILE

    @property
    def store(self) -> Path:
        """The DuckDB file."""
        return self.root / "store.duckdb"

    @property
    def lock(self) -> Path:
        """What a command locks while the store is open."""
        return self.root / "store.lock"

    @property
    def archive(self) -> Path:
        """Originals by hash."""
        return self.root / "archive"

    @property
    def inbox(self) -> Path:
        """Where returns are dropped for the routine runs."""
        return self.root / "inbox"

    @property
    def bulletins(self) -> Path:
        """Where reports are written."""
        return self.root / "bulletins"

    @property
    def mappings(self) -> Path:
        """Remembered layouts, one file a sender."""
        return self.root / "mappings"

    @property
    def templates(self) -> Path:
        """Overrides of the templates that travel with enforce."""
        return self.root / "templates"

    @property
    def logs(self) -> Path:
        """Log files."""
        return self.root / "logs"

    @property
    def audit(self) -> Path:
        """Who changed what, when and why."""
        return self.root / "audit"

    @property
    def salt(self) -> Path:
        """The salt of the person keys; without it old keys cannot be made again."""
        return self.root / "person.salt"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder a new workspace has."""
        return (
            self.archive,
            self.inbox,
            self.bulletins,
            self.mappings,
            self.templates,
            self.logs,
        )


def find_workspace(start: Path, named: Path | None, environment: Mapping[str, str]) -> Workspace:
    """The workspace of `-C DIR`, else of ENFORCE_WORKSPACE, else upward from `start`.

    Raises:
        UnknownName: no folder there holds an enforce.toml.
    """
    if named is not None:
        return _workspace_at(named, "-C")
    if environment.get(ENVIRONMENT_NAME):
        return _workspace_at(Path(environment[ENVIRONMENT_NAME]), ENVIRONMENT_NAME)
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / CAMPAIGN_FILE).is_file():
            return Workspace(folder)
    raise UnknownName(
        f"这里和上级文件夹都没有 {CAMPAIGN_FILE}，不知道是哪个工作区。",
        where=str(here),
        remedy="请进入工作区再运行，或加 -C 文件夹；新建工作区：enforce init 文件夹。",
    )


def create_workspace(root: Path, campaign_text: str) -> Workspace:
    """Make the folders and the campaign file; the file comes last and whole, or not at all.

    Where the file says this already, what is missing besides is made and nothing is changed.

    Raises:
        UsageError: there already is another campaign file, or `root` is a file.
        EnforceError: the disk or its rights do not allow it.
    """
    workspace = Workspace(root.resolve())
    again = is_made(workspace.root, campaign_text)
    if workspace.campaign_file.exists() and not again:
        raise UsageError(
            "这里已经是工作区，没有改动任何文件。",
            where=str(workspace.campaign_file),
            remedy="请换一个文件夹；要重来，先把原来的 enforce.toml 移走。",
        )
    if workspace.root.exists() and not workspace.root.is_dir():
        raise UsageError(
            "这是一个文件，不是文件夹。", where=str(workspace.root), remedy="请换一个名字。"
        )
    try:
        make_folder(workspace.root)
        for folder in workspace.folders:
            make_folder(folder)
        if not again:
            write_whole(workspace.campaign_file, campaign_text.encode())
    except OSError as error:
        raise EnforceError(
            f"建不了工作区（{error.strerror}）。",
            where=str(workspace.root),
            remedy="请换一个可以写入的文件夹，或核对权限和磁盘空间。",
        ) from error
    return workspace


def is_made(root: Path, campaign_text: str) -> bool:
    """Whether `root` has this very campaign file, which nobody has edited since it was made."""
    path = Workspace(root.resolve()).campaign_file
    return path.is_file() and path.read_bytes() == campaign_text.encode()


def person_salt(workspace: Workspace) -> bytes:
    """The workspace's 32 random bytes, made on first use and never changed.

    Raises:
        EnforceError: the file is damaged, gone or cannot be made; person keys would no longer agree.
    """
    try:
        # It is made before the first original is kept.
        if not os.path.lexists(workspace.salt) and not has_originals(workspace):
            _make_once(workspace.salt)
    except OSError as error:
        raise EnforceError(
            f"人员标识的盐文件建不了（{error.strerror}）。",
            where=str(workspace.salt),
            remedy="请核对工作区的权限和磁盘空间。",
        ) from error
    return read_salt(workspace)


def has_originals(workspace: Workspace) -> bool:
    """Whether a return has ever been kept here; by then there were a store and a salt."""
    folder = workspace.archive
    return folder.is_dir() and any(not is_left_over(path) for path in folder.iterdir())


def read_salt(workspace: Workspace) -> bytes:
    """The salt that is there.

    Raises:
        EnforceError: it is damaged, gone or something else than a file.
    """
    if not workspace.salt.is_file():
        raise EnforceError(
            "人员标识的盐文件不见了，没有另建一个。",
            where=str(workspace.salt),
            remedy="请从备份恢复这个文件；换新的会使同一个人前后算成两个人。",
        )
    try:
        with workspace.salt.open("rb") as file:
            salt = file.read(_MOST_SALT_BYTES)
    except OSError as error:
        raise EnforceError(
            f"读写不了人员标识的盐文件（{error.strerror}）。",
            where=str(workspace.salt),
            remedy="请核对工作区的权限和磁盘空间。",
        ) from error
    if len(salt) != _SALT_BYTES:
        raise EnforceError(
            f"人员标识的盐文件坏了，应有 {_SALT_BYTES} 字节，现有 {workspace.salt.stat().st_size} 字节。",
            where=str(workspace.salt),
            remedy="请从备份恢复这个文件；换新的会使同一个人前后算成两个人。",
        )
    return salt


def _make_once(path: Path) -> None:
    beside = write_part(path, secrets.token_bytes(_SALT_BYTES))
    try:
        # A link, unlike a rename, never replaces the salt another enforce has just made.
        os.link(beside, path)
    except FileExistsError:
        pass
    except OSError:
        # A memory stick's file system knows no links.
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def _workspace_at(root: Path, source: str) -> Workspace:
    workspace = Workspace(root.expanduser().resolve())
    if not workspace.campaign_file.is_file():
        raise UnknownName(
            f"{source} 指的文件夹里没有 {CAMPAIGN_FILE}。",
            where=str(workspace.root),
            remedy="请核对路径；新建工作区：enforce init 文件夹。",
        )
    return workspace
