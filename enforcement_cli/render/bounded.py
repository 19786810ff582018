"""A function and its items come in; its texts go out, made in a process with bounds.

Bounded in processor time and memory; when it exceeds them, what it was about is told and nothing
else of the program is lost. Refuses to know what is made.
"""

import _thread
import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import enforcement_cli
from enforcement_cli.model.failure import BadConfiguration

Item = TypeVar("Item")
_MEGABYTE = 2**20
_MEMORY = 512 * _MEGABYTE
# An honest template fills a page of a megabyte of fields in well under a second.
_SECONDS, _SECONDS_A_MEGABYTE = 3.0, 2.0
# What a busy machine may take for a second of work before the process is ended from outside.
_PATIENCE = 10
_EXHAUSTED = 3
_SERVE = "from enforcement_cli.render.bounded import serve; serve()"


def is_ours(template: Path) -> bool:
    """Whether a template came with enforce and was tried before it did: it needs no bounds."""
    package = Path(enforcement_cli.__file__).resolve().parent
    inside = package / "resources"
    ours = (inside if inside.is_dir() else package.parent) / "templates"
    return template.resolve().is_relative_to(ours)


class TookTooLong(Exception):
    """The time of this process is spent; raised wherever its main thread stands."""


def bounded(
    make: Callable[[Item], str], items: Sequence[Item], name: Callable[[Item], str]
) -> list[str]:
    """`make` of each item, all in one other process.

    Args:
        make: a function at the top of a module.
        items: what can be pickled.
        name: what an item is called, where the process ends without a word.

    Raises:
        BadConfiguration: what `make` raised, or the process was ended over an item.
    """
    asked = pickle.dumps((make, list(items)))
    seconds = _SECONDS + _SECONDS_A_MEGABYTE * len(asked) / _MEGABYTE
    # -P and the parent's own path: no module is taken from the folder we happen to stand in.
    path = os.pathsep.join(each for each in sys.path if each)
    try:
        ran = subprocess.run(  # noqa: S603  # ourselves
            [sys.executable, "-P", "-c", _SERVE, str(seconds)],
            input=asked,
            capture_output=True,
            timeout=seconds * _PATIENCE,
            env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
            check=False,
        )
        lines = ran.stdout.split(b"\n")
        # Below 0 the system ended it: out of time, out of memory, out of stack.
        if ran.returncode > 0 and ran.returncode != _EXHAUSTED:
            raise RuntimeError(ran.stderr.decode("utf-8", "replace"))
    except subprocess.TimeoutExpired as late:
        lines = (late.stdout or b"").split(b"\n")
    answers = [json.loads(line) for line in lines[:-1]]
    if answers and "message" in answers[-1]:
        raise BadConfiguration(**answers[-1])
    if len(answers) != len(items):
        raise BadConfiguration(
            "模板耗尽了时间或内存，未生成。",
            where=name(items[len(answers)]),
            remedy="请减少循环的层数和次数，不要让模板调用自己。",
        )
    return [str(answer["text"]) for answer in answers]


def serve() -> None:
    """The process: one line of JSON for each item, the last one a failure where there was one."""
    make, items = pickle.loads(sys.stdin.buffer.read())  # noqa: S301  # from our own parent
    _limit(float(sys.argv[1]))
    for item in items:
        try:
            answer: dict[str, Any] = {"text": make(item)}
        except BadConfiguration as fault:
            answer = {"message": fault.message, "where": fault.where, "remedy": fault.remedy}
        except (TookTooLong, MemoryError):
            os._exit(_EXHAUSTED)
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()
        if "message" in answer:
            return


def _limit(seconds: float) -> None:
    """Bound this process: first it is told inside, where a line can be named, then ended."""

    def too_long(*_: object) -> None:
        raise TookTooLong

    def watch() -> None:
        while time.process_time() < until:
            time.sleep(0.05)
        _thread.interrupt_main()

    until = time.process_time() + seconds
    signal.signal(signal.SIGINT, too_long)
    threading.Thread(target=watch, daemon=True).start()
    if sys.platform == "win32":
        return
    import resource

    spent = int(until) + 1
    with contextlib.suppress(ValueError, OSError):  # a lower ceiling holds already
        resource.setrlimit(resource.RLIMIT_CPU, (spent, spent))
    with contextlib.suppress(ValueError, OSError):  # macOS has the name, not the limit
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
