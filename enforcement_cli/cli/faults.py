"""A bug of ours keeps its frames: written to a file the clerk can send, never to the screen."""

import os
import tempfile
from pathlib import Path

from enforcement_cli.model.fault import outline
from enforcement_cli.workflow.record.faults import record_fault


def record_bug(error: BaseException) -> str:
    """Write the frames beside the workspace's logs, else to the temporary folder; the path."""
    folders = (_logs(), Path(tempfile.gettempdir()))
    return record_fault(outline(error), [folder for folder in folders if folder is not None])


def _logs() -> Path | None:
    from enforcement_cli.model.failure import EnforceError
    from enforcement_cli.workflow.workspace import find_workspace

    try:
        return find_workspace(Path.cwd(), None, os.environ).logs
    except (EnforceError, OSError):
        return None
