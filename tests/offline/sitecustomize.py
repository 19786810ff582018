"""No test reaches a network: every Python process of the suite loads this, tests' own children too.

An audit hook hears connections, look-ups and datagrams before they happen, from Python and from C
alike, and imports nothing, so that a child starts as fast as without. Local sockets stay allowed.
Who swallows the failure is told on all the same: what was reached for stands in a file.
"""

from __future__ import annotations

import os
import sys

# The file that tells the session what a process reached for.
TOLD = "OFFLINE_TOLD"
_LOOKED_UP = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
)
_SENT = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


class ReachedForNetworkError(RuntimeError):
    """No OSError: a program that forgives a broken line does not forgive this."""


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event in _SENT:
        # (socket, address); the address of a local socket is a path, of others a tuple.
        address = arguments[1]
        if not isinstance(address, tuple):
            return
    elif event in _LOOKED_UP:
        address = arguments[0]
    else:
        return
    if told := os.environ.get(TOLD):
        with open(told, "a", encoding="utf-8") as stream:  # noqa: PTH123  # imports nothing
            stream.write(f"{event} {address} {' '.join(sys.argv[:3])}\n")
    raise ReachedForNetworkError(f"reached for the network: {event} {address}")


sys.addaudithook(_hook)
