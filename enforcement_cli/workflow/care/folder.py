"""The doctor looks at the folder itself: what is there, who may read it, what was left, what room.

Comes in: a workspace. Goes out: findings. Refuses to open any file but to see whether it can be.
"""

import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from enforcement_cli.disk.turn import in_turn
from enforcement_cli.disk.whole import is_left_over, make_folder
from enforcement_cli.workflow.care.backup_names import is_safe
from enforcement_cli.workflow.care.finding import Finding, found, listed, mended_by, sized
from enforcement_cli.workflow.care.restore import set_aside
from enforcement_cli.workflow.workspace import CAMPAIGN_FILE, Workspace

_YOUNG_SECONDS = 3600
_LEAST_BYTES, _STORES = 500 << 20, 10
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check_folder(workspace: Workspace) -> Iterator[Finding]:
    """Every finding about the workspace's folders."""
    inside = tuple(_walk(workspace.root))
    yield from _folders(workspace)
    yield from _modes(workspace, inside)
    yield from _left_overs(workspace, inside)
    yield from _nested(workspace, inside)
    yield from _inbox(workspace)
    yield _space(workspace)


def _walk(root: Path) -> Iterator[Path]:
    """Everything below a folder; links are shown and not followed."""
    for here, folders, files in os.walk(root):
        for each in [*folders, *files]:
            yield Path(here) / each


def _folders(workspace: Workspace) -> Iterator[Finding]:
    missing = [folder for folder in workspace.folders if not folder.is_dir()]
    if missing:
        names = listed([folder.name for folder in missing], len(missing))

        def make() -> None:
            for folder in missing:
                make_folder(folder)

        yield mended_by(found("folders", "missing", names=names), make)
    earlier = set_aside(workspace.root)
    if earlier:
        yield found("folders", "aside", names=listed([path.name for path in earlier]))


def _modes(workspace: Workspace, inside: tuple[Path, ...]) -> Iterator[Finding]:
    if sys.platform == "win32":  # rights there are the folder's above
        return
    wide = [path for path in (workspace.root, *inside) if _is_wide(path, workspace)]
    if not wide:
        return
    what = "open" if wide[0] == workspace.root else "behind"
    first = wide[0].relative_to(workspace.root).as_posix()

    def close() -> None:
        for path in wide:
            if not path.is_symlink():
                path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)

    yield mended_by(found("modes", what, count=len(wide), first=first), close)


def _is_wide(path: Path, workspace: Workspace) -> bool:
    # What others drop into the inbox keeps the rights they gave it.
    if path.parent == workspace.inbox or path.is_symlink() or not path.exists():
        return False
    return bool(path.stat().st_mode & _OTHERS)


def _left_overs(workspace: Workspace, inside: tuple[Path, ...]) -> Iterator[Finding]:
    beside = workspace.root.parent.glob(".*")
    own = f".{workspace.root.name[:60]}.restoring."
    left = [path for path in inside if _is_left(path)]
    left = [path for path in left if not any(above in left for above in path.parents)]
    left += [path for path in beside if is_left_over(path) and path.name.startswith(own)]
    if not left:
        return
    old = [path for path in left if _age(path) > _YOUNG_SECONDS]
    what = "old" if old else "young"

    def sweep() -> None:
        for path in left if _nobody_runs(workspace) else old:
            _sweep(path)

    finding = found("left_overs", what, count=len(left), first=(old or left)[0].name)
    yield mended_by(finding, sweep)


def _nobody_runs(workspace: Workspace) -> bool:
    """Whether no routine is at work: it writes and delivers without the store's lock."""
    try:
        with in_turn(workspace.root / "run.lock", patience=0):
            return True
    except TimeoutError:
        return False


def _is_left(path: Path) -> bool:
    return is_left_over(path) or path.name.startswith(".store.duckdb.new")


def _age(path: Path) -> float:
    try:
        return time.time() - path.lstat().st_mtime
    except FileNotFoundError:
        return 0.0


def _sweep(path: Path) -> None:
    """Take a left-over away; a backup or a restore may run without the store's lock."""
    unlocked = path.parent.name == "backups" or ".restoring." in path.name
    if unlocked and _age(path) <= _YOUNG_SECONDS:
        return
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _nested(workspace: Workspace, inside: tuple[Path, ...]) -> Iterator[Finding]:
    for above in workspace.root.parents:
        if (above / CAMPAIGN_FILE).is_file():
            yield found("nested", "inside", where=above)
            break
    for path in inside:
        ours = path == workspace.campaign_file or workspace.templates in path.parents
        if path.name == CAMPAIGN_FILE and not ours and not any(map(is_left_over, path.parents)):
            yield found("nested", "holds", where=path.parent.relative_to(workspace.root))
            break


def _inbox(workspace: Workspace) -> Iterator[Finding]:
    links, unreadable, names = [], [], []
    for path in _walk(workspace.inbox):
        name = path.relative_to(workspace.inbox).as_posix()
        kind = stat.S_IFMT(path.lstat().st_mode) if os.path.lexists(path) else stat.S_IFREG
        if kind not in (stat.S_IFREG, stat.S_IFDIR):
            links.append(name)
        elif not os.access(path, os.R_OK) and os.path.lexists(path):
            unreadable.append(name)
        if not is_safe(name):
            names.append(name)
    for what, some in (("links", links), ("unreadable", unreadable), ("names", names)):
        if some:
            yield found("inbox", what, count=len(some), first=listed(some[:1]))


def _space(workspace: Workspace) -> Finding:
    free = shutil.disk_usage(workspace.root).free
    size = workspace.store.stat().st_size if workspace.store.exists() else 0
    wanted = max(_LEAST_BYTES, _STORES * size)
    if free < wanted:
        return found("space", "little", free=sized(free), wanted=sized(wanted))
    return found("space", "ok", free=sized(free))
