"""What a file named by `--output` may not be: the desk's own store, settings, originals, issues.

Comes in: a workspace and a path. Goes out: nothing, or a failure. Refuses to know what is written.
"""

from pathlib import Path

from enforcement_cli.model.failure import UsageError
from enforcement_cli.workflow.workspace import PUBLISHED, Workspace

_OURS = (".duckdb", ".wal", ".toml", ".salt", ".lock", ".queue")


def refuse_own_file(workspace: Workspace, path: Path) -> None:
    """Refuse to write over what the desk lives on.

    Raises:
        UsageError: the path is the store, a settings file, or lies in a folder that enforce keeps;
            of bulletins only what is published.
    """
    root, place = workspace.root.resolve(), path.absolute().parent.resolve() / path.name
    if not place.is_relative_to(root):
        return
    kept = [folder.resolve() for folder in workspace.folders if folder != workspace.bulletins]
    kept += [workspace.audit.resolve(), root / "stories", root / "backups"]
    published = (workspace.bulletins / PUBLISHED).resolve()
    inside = any(place.is_relative_to(folder) for folder in (*kept, published))
    if inside or (place.parent == root and place.suffix.lower() in _OURS):
        raise UsageError(
            "--output 是工作区自己的文件，不能写。", where=str(path), remedy="请换一个文件名。"
        )
