"""Finds what travels with the program: templates/ and sample_data/.

Comes in: a name such as templates/enforce.toml. Goes out: a path, in a wheel, an editable install
and a clone alike. Refuses to read what it finds.
"""

from pathlib import Path, PurePosixPath

import enforcement_cli
from enforcement_cli.model.failure import UnknownName
from enforcement_cli.workflow.workspace import Workspace

_PACKAGE = Path(enforcement_cli.__file__).parent


def resource(name: str) -> Path:
    """The file or folder `name` (with forward slashes), below templates or sample_data.

    Raises:
        UnknownName: it is not part of this installation.
    """
    _refuse_escape(name)
    # A wheel carries them inside the package; a clone has them beside it. Looking beside the
    # package of a wheel would find other people's folders in site-packages.
    inside = _PACKAGE / "resources"
    found = (inside if inside.is_dir() else _PACKAGE.parent) / name
    if not found.exists():
        raise UnknownName(
            "安装里缺少这个文件。",
            where=name,
            remedy="请核对名称；名称无误时，请重新安装 enforce。",
        )
    return found


def template_path(workspace: Workspace | None, name: str) -> Path:
    """The template `name`: the workspace's own when it has one, else ours.

    Raises:
        UnknownName: neither has it.
    """
    _refuse_escape(name)
    if workspace is not None and (own := workspace.templates / name).is_file():
        return own
    return resource(f"templates/{name}")


def _refuse_escape(name: str) -> None:
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in name:
        raise UnknownName(
            "名称不能指到文件夹之外。", where=name, remedy="请只写文件名，例如 weekly.md.j2。"
        )
