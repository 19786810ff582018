"""The suite runs with sockets blocked, this process and every child of it (scenario 48)."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.offline.sitecustomize import TOLD, ReachedForNetworkError

# A worker of pytest-xdist is a child, which Python itself gave the hook under its own name.
BLOCKED = (
    ReachedForNetworkError,
    getattr(sys.modules.get("sitecustomize"), "ReachedForNetworkError", ReachedForNetworkError),
)
# Nothing listens there, and none of these addresses is anybody's.
ATTEMPTS = {
    "connect": "socket.create_connection(('192.0.2.1', 9))",
    "a bare socket": "with socket.socket() as own: own.connect(('127.0.0.1', 9))",
    "v6": "with socket.socket(socket.AF_INET6) as own: own.connect(('::1', 9))",
    "without an exception": "with socket.socket() as own: own.connect_ex(('192.0.2.1', 9))",
    "a datagram": "with socket.socket(type=socket.SOCK_DGRAM) as own: own.sendto(b'', ('192.0.2.1', 9))",
    "look up": "socket.getaddrinfo('court.example', 80)",
    "look up by name": "socket.gethostbyname('court.example')",
    "look up by address": "socket.gethostbyaddr('192.0.2.1')",
}


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's own attempts are told: they must not fail the session."""
    path = tmp_path / "told"
    monkeypatch.setenv(TOLD, str(path))
    return path


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_no_test_reaches_the_network(attempt: str, told: Path) -> None:
    with pytest.raises(BLOCKED):
        exec(ATTEMPTS[attempt], {"socket": socket})  # noqa: S102
    assert told.read_text("utf-8").count("\n") == 1


def test_neither_does_a_child_that_swallows_the_failure(told: Path) -> None:
    swallowing = "\n".join(
        f"try:\n    {attempt}\nexcept Exception:\n    pass" for attempt in ATTEMPTS.values()
    )
    ran = subprocess.run([sys.executable, "-c", f"import socket\n{swallowing}"], check=False)
    assert ran.returncode == 0
    assert told.read_text("utf-8").count("\n") == len(ATTEMPTS)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no local sockets here")
def test_local_sockets_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a local socket is short
    with (
        socket.socket(socket.AF_UNIX) as server,
        socket.socket(socket.AF_UNIX) as client,
    ):
        server.bind("s")
        server.listen()
        client.connect("s")
    assert Path("s").exists()
