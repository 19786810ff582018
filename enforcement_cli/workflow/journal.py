"""The log of unattended runs: one line an event, rotated, no personal data (hashes, codes, counts)."""

import logging
import logging.handlers

from enforcement_cli.model.clock import now
from enforcement_cli.workflow.workspace import Workspace

_BYTES, _FILES = 1_000_000, 5


def note(workspace: Workspace, event: str, **facts: str) -> None:
    """Append one line: time, event, facts. Facts are hashes, codes and counts, never names."""
    workspace.logs.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = workspace.logs / "enforce.log"
    handler = logging.handlers.RotatingFileHandler(
        path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8"
    )
    try:
        line = " ".join([now().isoformat(), event, *(f"{k}={v}" for k, v in facts.items() if v)])
        handler.emit(logging.LogRecord("enforce", logging.INFO, "", 0, line, None, None))
        path.chmod(0o600)
    finally:
        handler.close()
