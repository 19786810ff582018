"""Takes the files of a run where the campaign file says: into a folder, or to a program.

Comes in: the files of this run and what earlier runs could not deliver. Goes out: what became of
each delivery. A failure is a warning that later runs mend; the same bytes go to the same place once.
Refuses to make the folder: what is not mounted is not there.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from enforcement_cli.disk.refused import disk_failure
from enforcement_cli.disk.whole import passing_folder, write_whole
from enforcement_cli.model.failure import EnforceError
from enforcement_cli.model.routine import Delivery, Goods, RunKind
from enforcement_cli.workflow.routine.command import run_command
from enforcement_cli.workflow.routine.state import Handled, Pending, State
from enforcement_cli.workflow.workspace import Workspace

# Six tries over 32 runs: after a failure 0, 1, 3, 7, 15 runs pass it by.
_MOST_TRIES = 6

# done: it is there; waiting: not tried this time; warning: it failed and is tried again;
# given_up: it failed for the last time.
Outcome = Literal["done", "waiting", "warning", "given_up"]
Keep = Callable[[State], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Files of a run that a delivery may take."""

    goods: Goods
    campaign: str
    period: str
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What became of one delivery. `told` says how a program ended, or what was wrong.

    `last` is the last line of a program's output: for the screen alone, since it may name anybody.
    """

    name: str
    outcome: Outcome
    files: int
    tries: int
    told: str = ""
    last: str = ""


def deliver(
    workspace: Workspace, deliveries: Sequence[Delivery], parcels: Sequence[Parcel],
    run: tuple[RunKind, Path], state: State, keep: Keep,
) -> tuple[tuple[Delivered, ...], State]:  # fmt: skip
    """Deliver what is due; what became of it, and the state for the next run.

    `run` is the kind of this run and its folder. `keep` is given the state after every delivery, so
    that a run that is killed repeats one of them at most.
    """
    kind, folder = run
    by_name = {delivery.name: delivery for delivery in deliveries}
    # What the file no longer names is nobody's.
    state = replace(state, pending=tuple(p for p in state.pending if p.delivery in by_name))
    for delivery in deliveries:
        for parcel in parcels:
            if kind in delivery.runs and parcel.goods == delivery.goods:
                state = _add(workspace, state, delivery, parcel, kind)
    keep(state)
    results: list[Delivered] = []
    for pending in state.pending:
        result, state = _one(workspace, by_name[pending.delivery], pending, folder, state)
        keep(state)
        results.extend([result] if result else [])
    return tuple(results), state


def _add(
    workspace: Workspace, state: State, delivery: Delivery, parcel: Parcel, kind: RunKind
) -> State:
    """The state with the parcel's files waiting, as far as they have not been handled."""
    files = {
        path.relative_to(workspace.root).as_posix()
        for path in parcel.files
        if not state.is_handled(delivery.name, _sha256(path.read_bytes()))
    }
    of = (delivery.name, parcel.campaign, kind, parcel.period)
    old = next((p for p in state.pending if of == (p.delivery, p.campaign, p.kind, p.period)), None)
    if old is not None:
        # What went out since takes the place of a draft of the same name.
        names = {path.name for path in parcel.files}
        files |= {name for name in old.files if Path(name).name not in names}
    if not files:
        return state
    new = Pending(
        delivery=delivery.name, campaign=parcel.campaign, kind=kind, period=parcel.period,
        files=tuple(sorted(files)), tries=old.tries if old else 0, pause=old.pause if old else 0,
    )  # fmt: skip
    return replace(state, pending=(*(p for p in state.pending if p is not old), new))


def _one(
    workspace: Workspace, delivery: Delivery, pending: Pending, folder: Path, state: State
) -> tuple[Delivered | None, State]:
    """Try one delivery, or pass it by; None where its files are gone or were handled since."""
    others = tuple(each for each in state.pending if each != pending)
    contents = {
        path.name: path.read_bytes()
        for name in pending.files
        if (path := workspace.root / name).is_file()
    }
    contents = {
        name: data
        for name, data in contents.items()
        if not state.is_handled(delivery.name, _sha256(data))
    }
    if not contents:
        return None, replace(state, pending=others)
    count = len(contents)
    if pending.pause:
        passed = replace(pending, pause=pending.pause - 1)
        told = Delivered(name=delivery.name, outcome="waiting", files=count, tries=pending.tries)
        return told, replace(state, pending=(*others, passed))
    wrong, last = _attempt(delivery, pending, contents, folder)
    tries = pending.tries + 1
    if wrong and tries < _MOST_TRIES:
        again = replace(pending, tries=tries, pause=2 ** (tries - 1) - 1)
        result = Delivered(
            name=delivery.name, outcome="warning", files=count, tries=tries, told=wrong, last=last
        )
        return result, replace(state, pending=(*others, again))
    handled = tuple(
        Handled(delivery=delivery.name, sha256=_sha256(data), given_up=bool(wrong))
        for data in contents.values()
    )
    outcome: Outcome = "given_up" if wrong else "done"
    result = Delivered(
        name=delivery.name, outcome=outcome, files=count, tries=tries, told=wrong, last=last
    )
    return result, replace(state, pending=others, handled=(*state.handled, *handled))


def _attempt(
    delivery: Delivery, pending: Pending, contents: dict[str, bytes], folder: Path
) -> tuple[str, str]:
    """Deliver the files; what went wrong, empty for nothing, and a program's last line."""
    try:
        if delivery.kind == "copy":
            return _copy(Path(delivery.to), contents), ""
        with passing_folder(folder) as private:
            for name, data in contents.items():
                write_whole(private / name, data)
            ended = run_command(delivery, private, pending.kind, pending.period)
    except EnforceError as error:
        return str(error), ""
    except OSError as error:
        return str(disk_failure(error) or f"系统不肯启动（{error.strerror}）。"), ""
    if ended.code == 0:
        return "", ""
    how = "超过时限，已中止" if ended.code is None else f"退出码 {ended.code}"
    return f"{how}，输出 {ended.written} 字节", ended.last


def _copy(to: Path, contents: dict[str, bytes]) -> str:
    """Copy into the folder that is named, and nowhere else; each file is read back."""
    if not to.is_dir():
        return f"{to}：文件夹不在，共享盘是否已挂载？"
    for name, data in contents.items():
        place = to / Path(name).name
        if place.is_file() and not place.is_symlink() and place.read_bytes() == data:
            continue
        write_whole(place, data)
        if place.read_bytes() != data:
            return f"{to}：写入后读回的内容不一致。"
    return ""


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
