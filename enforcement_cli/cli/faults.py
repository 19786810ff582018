"""A bug of ours keeps its traceback: written to a file the clerk can send, never to the screen."""

import os
import platform
import tempfile
import traceback
from pathlib import Path

from enforcement_cli import __version__
from enforcement_cli.model.clock import now


def record_bug(error: BaseException) -> str:
    """Write the traceback beside the workspace's logs, else to the temporary folder; the path."""
    text = (
        f"enforce {__version__} · Python {platform.python_version()} · {platform.platform()}\n"
        f"{now().isoformat()}\n\n" + "".join(traceback.format_exception(error))
    )
    name = f"fault-{now():%Y%m%d-%H%M%S}-{os.getpid()}.log"
    for folder in (_logs(), Path(tempfile.gettempdir())):
        if folder is None:
            continue
        try:
            path = folder / name
            path.write_text(text, encoding="utf-8")
            path.chmod(0o600)
        except OSError:
            continue
        return str(path)
    return ""


def _logs() -> Path | None:
    from enforcement_cli.model.failure import EnforceError
    from enforcement_cli.workflow.workspace import find_workspace

    try:
        return find_workspace(Path.cwd(), None, os.environ).logs
    except (EnforceError, OSError):
        return None
