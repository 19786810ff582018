"""Installs enforce from this folder into DIR without a network: whole, or not at all.

Comes in: the unpacked bundle, a folder. Goes out: a program folder of its own `app-N` under DIR and
the launcher `enforce` that points to it; an older one goes only when the new one has been tried.
Refuses to know any package index: pip's settings on this machine are not asked.
"""

import hashlib
import io
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
LAUNCHER = "enforce.cmd" if WINDOWS else "enforce"
PROGRAMS = "Scripts" if WINDOWS else "bin"
SLOT = re.compile(r"app-(\d+)")
# What the reader wants and the installer does not: some unpackers cannot write its name.
PAGES = ("手册.html",)


class StoppedError(Exception):
    """The installation cannot go on; the sentence says why and what to do."""


def main(arguments: list[str]) -> int:
    """Install; with --fits only tell by the exit code whether this Python can."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        facts = json.loads((HERE / "bundle.json").read_text("utf-8"))
        if arguments == ["--fits"]:
            return 0 if target_here(facts) else 1
        install(facts, wanted_place(arguments))
    except StoppedError as stopped:
        sys.stderr.write(f"没有安装：{stopped}\n")
        return 1
    except OSError as error:
        sys.stderr.write(
            f"没有安装：读写不了 {error.filename}（{error.strerror}）。请核对权限和磁盘空间。\n"
        )
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("已中断，没有安装；原来装好的不受影响。\n")
        return 130
    return 0


def install(facts: dict[str, Any], place: Path) -> None:
    """The steps; until the last but one an older installation is as it was."""
    check_machine(facts)
    print("核对安装包……", flush=True)
    check_sums()
    numbers = check_place(place)
    current = current_slot(place)
    for number in numbers - {current}:  # what an interrupted installation left
        shutil.rmtree(place / f"app-{number}")
    slot = place / f"app-{max(numbers, default=0) + 1}"
    slot.mkdir(parents=True)
    try:
        print(f"安装到 {place}，约需一分钟……", flush=True)
        fill(slot, facts)
        try_out(slot, facts)
        point_to(place, slot)
    except BaseException:
        shutil.rmtree(slot, ignore_errors=True)
        if not any(place.iterdir()):
            place.rmdir()
        raise
    if current is not None:
        # On Windows a program that is running stays; the next installation takes it away.
        shutil.rmtree(place / f"app-{current}", ignore_errors=WINDOWS)
    say_where(place, facts)


def wanted_place(arguments: list[str]) -> Path:
    """The folder of the command line, else ~/enforce; stop where it is not one folder."""
    if len(arguments) > 1 or any(one.startswith("-") for one in arguments):
        raise StoppedError("用法：install [文件夹]。不写文件夹时装在用户目录的 enforce 里。")
    place = Path(arguments[0]).expanduser() if arguments else Path.home() / "enforce"
    return Path(os.path.abspath(place))


def target_here(facts: dict[str, Any]) -> dict[str, Any] | None:
    """What the bundle has for this machine and Python; None where it has nothing."""
    if platform.python_implementation() != "CPython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
        return None
    here = (sysconfig.get_platform(), f"3.{sys.version_info.minor}")
    found = [one for one in facts["targets"] if (one["platform"], one["python"]) == here]
    return found[0] if found else None


def check_machine(facts: dict[str, Any]) -> None:
    """Stop where the bundle has no packages for this Python or this C library."""
    target = target_here(facts)
    if target is None:
        offered = "；".join(
            f"{one['platform']} 的 Python {one['python']}" for one in facts["targets"]
        )
        raise StoppedError(
            f"这台机器是 {sysconfig.get_platform()} 的 Python {platform.python_version()}，"
            f"安装包里有：{offered}。请换一个 Python，或请人按本机另做安装包。"
        )
    if "glibc" in target:
        name, version = platform.libc_ver()
        found = [int(part) for part in re.findall(r"\d+", version)[:2]]
        if name != "glibc" or found < target["glibc"]:
            needed = ".".join(str(part) for part in target["glibc"])
            raise StoppedError(
                f"系统的 C 库是 {name or '未知'} {version}，需要 glibc {needed} 或更新的。"
                "麒麟 V10、统信 UOS 20 及以后的系统可用；请升级系统。"
            )


def check_sums() -> None:
    """Stop where a file of the bundle is missing or is not what was packed."""
    for line in (HERE / "SHA256SUMS").read_text("utf-8").splitlines():
        wanted, _, name = line.partition("  ")
        path = HERE / name
        if not path.is_file():
            if name in PAGES:
                continue
            raise StoppedError(f"安装包不全，缺 {name}。请重新解开压缩包。")
        digest = hashlib.sha256()
        with path.open("rb") as file:
            for part in iter(lambda: file.read(1 << 20), b""):
                digest.update(part)
        if digest.hexdigest() != wanted:
            raise StoppedError(f"{name} 与打包时不一样，可能拷坏了或被改过。请重新拷贝安装包。")


def check_place(place: Path) -> set[int]:
    """The program folders that stand there; stop where anything stands there that is not ours."""
    if not place.exists():
        return set()
    if not place.is_dir():
        raise StoppedError(f"{place} 是一个文件。请换一个文件夹。")
    names = sorted(path.name for path in place.iterdir())
    foreign = [one for one in names if one != LAUNCHER and not SLOT.fullmatch(one)]
    if foreign:
        raise StoppedError(
            f"{place} 里有别的东西（{foreign[0]}），没有动它。请换一个空文件夹；工作区不要放在程序文件夹里。"
        )
    return {int(found[1]) for one in names if (found := SLOT.fullmatch(one))}


def current_slot(place: Path) -> int | None:
    """The number of the program folder that the launcher starts, or None."""
    launcher = place / LAUNCHER
    found = SLOT.findall(launcher.read_text("utf-8")) if launcher.is_file() else []
    return int(found[-1]) if found else None


def fill(slot: Path, facts: dict[str, Any]) -> None:
    """A Python environment with enforce in it, from the wheels of the bundle alone."""
    # Without pip: the Pythons of some systems cannot put theirs in; ours runs from its wheel.
    run([sys.executable, "-m", "venv", "--without-pip", str(slot)], "建不了 Python 环境")
    wheels = HERE / "wheels"
    run(
        [
            str(slot / PROGRAMS / "python"), str(wheels / facts["pip"] / "pip"), "--isolated",
            "install", "--quiet", "--disable-pip-version-check", "--no-cache-dir", "--no-index",
            "--find-links", str(wheels), "--only-binary=:all:", "--require-hashes",
            "--requirement", str(HERE / "requirements.lock"),
        ],
        "装不上",
    )  # fmt: skip


def try_out(slot: Path, facts: dict[str, Any]) -> None:
    """Stop where what was installed does not run: a version, a workspace, a store."""
    program = str(slot / PROGRAMS / "enforce")
    said = run([program, "--version"], "装上了却运行不了")
    if facts["version"] not in said:
        raise StoppedError(f"装上的版本不对：{said.strip()}")
    with tempfile.TemporaryDirectory() as folder:
        desk = str(Path(folder) / "自检")
        run([program, "init", desk], "自检时建不了工作区")
        run([program, "problems", "list", "-C", desk], "自检时打不开数据库")


def run(command: list[str], complaint: str) -> str:
    """What a program says; stop where it fails."""
    ran = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8", errors="replace", env=environment(), check=False,
    )  # fmt: skip
    if ran.returncode:
        raise StoppedError(f"{complaint}。\n{(ran.stdout + ran.stderr).strip()}")
    return ran.stdout


def environment() -> dict[str, str]:
    """This one's, without what would lead Python, pip or enforce elsewhere."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith(("PIP_", "PYTHON", "ENFORCE_", "VIRTUAL_ENV"))
    }
    # SAFEPATH: what lies in the current folder is not imported, whatever it is called.
    ours = {"PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1", "PYTHONSAFEPATH": "1"}
    return {**kept, **ours, "PIP_CONFIG_FILE": os.devnull}


def point_to(place: Path, slot: Path) -> None:
    """Make the launcher start that program folder, in one step."""
    if WINDOWS:
        text = f'@"%~dp0{slot.name}\\{PROGRAMS}\\enforce.exe" %*\r\n'
    else:
        text = f'#!/bin/sh\nexec {shlex.quote(str(slot / PROGRAMS / "enforce"))} "$@"\n'
    part = slot / f"{LAUNCHER}.new"
    with part.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o755)
    part.replace(place / LAUNCHER)


def say_where(place: Path, facts: dict[str, Any]) -> None:
    """Tell how enforce is started from now on."""
    launcher = place / LAUNCHER
    print(f"装好了：enforce {facts['version']}。")
    link = Path.home() / ".local" / "bin" / "enforce"
    if not WINDOWS and linked(link, launcher):
        if str(link.parent) in os.environ.get("PATH", "").split(os.pathsep):
            print("现在可以直接运行：enforce --help")
            return
        print(f"请把 {link.parent} 加进 PATH，就能在任何地方运行 enforce；或者写全路径：")
    else:
        print(f"请把 {place} 加进 PATH，就能在任何地方运行 enforce；或者写全路径：")
    print(f'  "{launcher}" --help')


def linked(link: Path, launcher: Path) -> bool:
    """Whether ~/.local/bin/enforce leads to the launcher; somebody else's is left alone."""
    try:
        if link.is_symlink() and os.readlink(link) == str(launcher):
            return True
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(launcher)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
