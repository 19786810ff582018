"""Runs a function over items in child processes that may die without taking the run with them.

Comes in: a module-level function and its items. Goes out: each item with its result, in order;
a child that aborts, hangs or eats memory costs its item alone. Refuses to know what is run.
"""

import contextlib
import gc
import math
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext, ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Literal, TypeVar

from enforcement_cli.model.failure import EnforceError
from enforcement_cli.model.fault import outline

Item = TypeVar("Item")
Result = TypeVar("Result")

Cause = Literal["died", "too slow", "out of memory", "bug"]
_PATIENCE = 4
_READY, _DONE, _FAILED, _MEMORY, _BUG = "ready", "done", "failed", "memory", "bug"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerFailure:
    """Why an item has no result. `exit_code` is the child's, negative for a signal.

    `detail` is the outline of the exception that was a bug: frames and kinds, no values.
    """

    cause: Cause
    exit_code: int | None = None
    detail: str = ""


@dataclass(slots=True, kw_only=True)
class _Child:
    process: BaseProcess
    pipe: Connection
    index: int | None = None
    deadline: float = 0.0
    ready: bool = False


def run_in_workers(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    workers: int,
    seconds: float,
    memory_bytes: int,
    modules: Sequence[str] = (),
) -> Iterator[tuple[Item, Result | WorkerFailure]]:
    """Apply `function` to every item; results in the order of items, 2 × workers in flight.

    `memory_bytes` is what a child may take above what it has after its imports (not on Windows).
    `seconds` is the processor time of one item, so that a busy machine refuses nothing that an
    idle one takes; an item that waits instead is given up after `_PATIENCE` times that (and on
    Windows, which has no such limit, every item). `modules` are what `function` imports when it runs:
    loaded once for all children, and not in this process. What `function` raises is a failure of
    its item ("bug").

    Raises:
        EnforceError: what `function` raised of these: somebody outside the program must act.
    """
    start = _starter(function, (memory_bytes, seconds), modules)
    children: list[_Child] = []
    results: dict[int, Result | WorkerFailure] = {}
    next_out = next_in = 0
    try:
        children.extend(start() for _ in range(min(workers, len(items))))
        while next_out < len(items):
            for number, child in enumerate(children):
                within = next_in < min(len(items), next_out + 2 * workers)
                if child.ready and child.index is None and within:
                    child.index = next_in
                    child.deadline = time.monotonic() + seconds * _PATIENCE
                    with contextlib.suppress(OSError):  # it died idle: seen below
                        child.pipe.send((items[next_in],))
                    next_in += 1
                if child.index is not None and time.monotonic() > child.deadline:
                    results[child.index] = WorkerFailure(cause="too slow")
                    _stop(child)
                    children[number] = start()
            for number in _heard(children):
                if _listen(children[number], results) is not None:
                    _stop(children[number])
                    children[number] = start()
            while next_out in results:
                yield items[next_out], results.pop(next_out)
                next_out += 1
    finally:
        for child in children:
            _stop(child)


def _heard(children: list[_Child]) -> list[int]:
    """The children that have something to say, waiting for the first or the next deadline."""
    busy = [child.deadline for child in children if child.index is not None]
    pause = max(min(busy) - time.monotonic(), 0.0) + 0.01 if busy else None
    said = wait([child.pipe for child in children], pause)
    return [number for number, child in enumerate(children) if child.pipe in said]


def _listen(child: _Child, results: dict[int, Result | WorkerFailure]) -> WorkerFailure | None:
    """Take one message; the failure when the child is of no more use."""
    try:
        word, value = child.pipe.recv()
    except (EOFError, OSError):
        child.process.join(5)
        code = child.process.exitcode
        if child.index is None and child.ready:  # the system ended it while it waited
            return WorkerFailure(cause="died", exit_code=code)
        if child.index is None:
            raise RuntimeError(f"worker ended before its work: {code}") from None
        spent = sys.platform != "win32" and code == -signal.SIGXCPU
        failure = WorkerFailure(cause="too slow" if spent else "died", exit_code=code)
        results[child.index] = failure
        return failure
    if word == _READY:
        child.ready = True
        return None
    if word == _FAILED:
        raise value
    index, child.index = child.index, None
    if index is None:
        raise RuntimeError("worker answered without a question")
    if word == _MEMORY:
        results[index] = WorkerFailure(cause="out of memory")
        return WorkerFailure(cause="out of memory")
    results[index] = WorkerFailure(cause="bug", detail=value) if word == _BUG else value
    return None


def _starter(
    function: Callable[[Item], Result], bounds: tuple[int, float], modules: Sequence[str]
) -> Callable[[], _Child]:
    context = _context((function.__module__, *modules))

    def start() -> _Child:
        if isinstance(context, ForkServerContext):
            _begin_server()
        ours, theirs = context.Pipe()
        process = context.Process(  # type: ignore[attr-defined]  # every context has it
            target=_serve, args=(theirs, function, *bounds), daemon=True
        )
        process.start()
        theirs.close()
        return _Child(process=process, pipe=ours)

    return start


def warm(modules: Sequence[str]) -> None:
    """Let the server that workers are forked from load the modules while the caller goes on."""
    if isinstance(_context(modules), ForkServerContext):
        _begin_server()


def _begin_server() -> None:
    """Start the server deaf to Ctrl-C, which a terminal sends to the whole group.

    It would say so in a traceback while it loads the modules; whoever started it is told anyway.
    """
    # It clears the mask when it starts its own process: that must lie behind us.
    resource_tracker.ensure_running()
    kept = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, kept)


def _context(modules: Sequence[str]) -> BaseContext:
    """Fork from a clean server that has the modules loaded; spawn where there is none."""
    # A child is started with the folder we stand in first on its path: a json.py that lies among
    # the returns would be run.
    os.environ["PYTHONSAFEPATH"] = "1"
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, *modules])
    return context


def _stop(child: _Child) -> None:
    child.process.kill()
    child.process.join(5)
    child.pipe.close()


def _serve(
    pipe: Connection, function: Callable[[Item], Result], memory_bytes: int, seconds: float
) -> None:
    """The child: answer until the pipe closes. Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _hush()
    # What is imported stays: walking it again and again is a seventh of a reader's time.
    gc.freeze()
    _limit_memory(memory_bytes)
    with contextlib.suppress(EOFError, BrokenPipeError):
        pipe.send((_READY, None))
        while True:
            (item,) = pipe.recv()
            _limit_time(seconds)
            try:
                pipe.send((_DONE, function(item)))
            except BrokenPipeError:  # nobody listens any more
                raise
            except MemoryError:
                pipe.send((_MEMORY, None))
            except EnforceError as failure:
                pipe.send((_FAILED, failure))
            except Exception as failure:  # noqa: BLE001  # the parent keeps it, and goes on
                pipe.send((_BUG, outline(failure)))


def _hush() -> None:
    """What a dying Rust reader prints is no message of ours."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _limit_time(seconds: float) -> None:
    """Give this process so much more processor time; when it is spent the system ends it."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, ceiling = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = math.ceil(usage.ru_utime + usage.ru_stime + seconds)
    if ceiling != resource.RLIM_INFINITY:
        wanted = min(wanted, ceiling)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (wanted, ceiling))


def _limit_memory(memory_bytes: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    taken = 0
    with contextlib.suppress(OSError, ValueError), open("/proc/self/statm", "rb") as sizes:  # noqa: PTH123
        taken = int(sizes.read().split()[0]) * resource.getpagesize()
    _, ceiling = resource.getrlimit(resource.RLIMIT_AS)
    wanted = taken + memory_bytes
    if ceiling != resource.RLIM_INFINITY:
        wanted = min(wanted, ceiling)
    with contextlib.suppress(ValueError, OSError):  # macOS has the name, not the limit
        resource.setrlimit(resource.RLIMIT_AS, (wanted, ceiling))
