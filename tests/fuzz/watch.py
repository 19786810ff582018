"""Hears what a process does besides reading: writing elsewhere, starting programs, reaching out.

Comes in: the folder where writing is allowed. Goes out: what was heard. An audit hook cannot be
taken off again, so it is for child processes.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

_STARTED = (
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile",
    "pty.spawn", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.sendto", "urllib.Request", "webbrowser.open", "ctypes.dlopen", "os.kill",
)  # fmt: skip
_CHANGED = (
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.chown",
    "os.truncate", "os.utime", "shutil.rmtree", "shutil.move", "shutil.copyfile",
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Opening this folder itself makes a file without a name, which nobody finds and which is gone with
# its reader: where a library decrypts to.
_nameless = [tempfile.gettempdir()]
_heard: list[str] = []
_allowed: list[str] = []
_on: list[bool] = []


def listen(*allowed: Path) -> list[str]:
    """Begin to hear, and to refuse; the list of all that is heard from now on."""
    sys.dont_write_bytecode = True
    _heard.clear()
    _allowed[:] = [os.devnull, *(str(path) for path in allowed)]
    if not _on:
        sys.addaudithook(_hook)
        _on.append(True)
    return _heard


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _allowed:
        return
    if event == "open":
        path, mode, flags = (*arguments, None, None, None)[:3]
        written = any(sign in mode for sign in "wax+") if isinstance(mode, str) else False
        written = written or (isinstance(flags, int) and bool(flags & _WRITES))
        if written and path != _nameless[0] and not _inside(path):
            _refuse(event, path)
    elif event in _CHANGED:
        if not all(_inside(path) for path in arguments[:1]):
            _refuse(event, arguments[0])
    elif event in _STARTED:
        _refuse(event, arguments[:1])


def _inside(path: object) -> bool:
    if isinstance(path, int):  # a descriptor somebody opened, which was heard
        return True
    named = os.fsdecode(path) if isinstance(path, (str, bytes)) else str(path)
    return any(named == place or named.startswith(place + os.sep) for place in _allowed)


def _refuse(event: str, what: object) -> None:
    _heard.append(f"{event} {what!r}")
    raise PermissionError(f"{event} {what!r}")
