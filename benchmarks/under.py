"""Runs a command to its end and says what it and all it started took.

Comes in: a command, as the arguments of a process. Goes out: wall and processor seconds as JSON on
standard output; the command's own output is dropped, its errors go where ours go. What a command
leaves running comes to us (on Linux), so that a fork server's readers are counted too.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import time

_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
_WAIT_SECONDS = 10.0


def main() -> int:
    """Run the command and end as it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    start = time.perf_counter()
    child = subprocess.run(sys.argv[1:], check=False, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    _await_orphans()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"wall": wall, "processor": used.ru_utime + used.ru_stime}))
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _await_orphans() -> None:
    """Wait for what the command left to end by itself; not for ever."""
    until = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < until:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not ended:
            time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main())
