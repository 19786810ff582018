"""For which machines the bundle is made, and which lines of the lock each of them needs.

Comes in: names like `linux-x86_64` and `3.12`, the lock's text. Goes out: pip's options and the
lock without what the machine does not install. Refuses to know where packages come from.
"""

import platform
import re
import sys
import sysconfig
from dataclasses import dataclass
from itertools import pairwise

from packaging.markers import Marker

# The C library of 麒麟 V10 and 统信 UOS 20: what is built for it or an older one runs there.
NEWEST_GLIBC = (2, 28)
_OLD_NAMES = {(2, 17): "manylinux2014", (2, 12): "manylinux2010", (2, 5): "manylinux1"}
_BUILT_FOR = re.compile(r"manylinux_(\d+)_(\d+)_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One kind of machine: `sysconfig.get_platform()` there, and the Python, like 3.12."""

    platform: str
    python: str

    @property
    def name(self) -> str:
        """How sentences call it."""
        return f"{self.platform}，Python {self.python}"


# What the markers of the lock ask of each platform; they must not be asked of this machine.
_PLATFORMS: dict[str, dict[str, str]] = {
    "linux-x86_64": {
        "sys_platform": "linux", "platform_system": "Linux", "os_name": "posix",
        "platform_machine": "x86_64",
    },
    "linux-aarch64": {
        "sys_platform": "linux", "platform_system": "Linux", "os_name": "posix",
        "platform_machine": "aarch64",
    },
    "win-amd64": {
        "sys_platform": "win32", "platform_system": "Windows", "os_name": "nt",
        "platform_machine": "AMD64",
    },
}  # fmt: skip


def targets_of(platforms: str, pythons: str) -> tuple[Target, ...]:
    """Every platform with every Python; `this` is the one that runs here.

    Raises:
        ValueError: a platform is none of ours, or a Python is not written like 3.12.
    """
    here = {"platform": sysconfig.get_platform(), "python": f"3.{sys.version_info.minor}"}
    known = [here["platform"] if name == "this" else name for name in platforms.split()]
    wanted = [here["python"] if name == "this" else name for name in pythons.split()]
    for name in known:
        if name not in _PLATFORMS:
            raise ValueError(f"没有平台“{name}”；可用：{'、'.join(_PLATFORMS)}、this。")
    for name in wanted:
        if not re.fullmatch(r"3\.\d+", name) or int(name[2:]) < 11:
            raise ValueError(f"Python 版本“{name}”不对；请写成 3.11、3.12 这样，不低于 3.11。")
    if not known or not wanted:
        raise ValueError("没有写给哪些平台、哪些 Python 版本。")
    return tuple(Target(platform=one, python=python) for one in known for python in wanted)


def lock_of(target: Target, lock: str) -> str:
    """The lock's entries for one target, with their hashes and without markers.

    Raises:
        ValueError: an entry is pinned by no hash.
    """
    kept = [
        f"{requirement} \\\n" + " \\\n".join(f"    {one}" for one in hashes)
        for requirement, marker, hashes in _entries(lock)
        if not marker or Marker(marker).evaluate(_environment(target))
    ]
    return "\n".join(kept) + "\n"


def pip_options(target: Target) -> list[str]:
    """What tells pip to look at a target instead of at this machine."""
    options = ["--only-binary=:all:", "--implementation=cp", f"--python-version={target.python}"]
    for tag in platform_tags(target.platform):
        options += ["--platform", tag]
    return options


def platform_tags(name: str) -> tuple[str, ...]:
    """The tags of wheels that run on a platform, the newest C library first."""
    system, _, machine = name.partition("-")
    if system == "win":
        return (f"win_{machine}",)
    major, newest = NEWEST_GLIBC
    tags: list[str] = []
    for minor in range(newest, 4, -1):
        tags.append(f"manylinux_{major}_{minor}_{machine}")
        if (major, minor) in _OLD_NAMES:
            tags.append(f"{_OLD_NAMES[major, minor]}_{machine}")
    return tuple(tags)


def needed_glibc(wheels: list[str]) -> tuple[int, int]:
    """The oldest C library with which every one of these wheels runs."""
    needed = (2, 5)
    for wheel in wheels:
        text = wheel
        for number, old in _OLD_NAMES.items():
            text = text.replace(f"{old}_", f"manylinux_{number[0]}_{number[1]}_")
        offered = [(int(major), int(minor)) for major, minor in _BUILT_FOR.findall(text)]
        if offered:
            needed = max(needed, min(offered))
    return needed


def _environment(target: Target) -> dict[str, str]:
    return _PLATFORMS[target.platform] | {
        "python_version": target.python,
        "python_full_version": f"{target.python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
        "implementation_version": platform.python_version(),
        "extra": "",
    }


def _entries(lock: str) -> list[tuple[str, str, list[str]]]:
    """Requirement, marker and hashes of every entry."""
    lines = [
        line for line in lock.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    starts = [at for at, line in enumerate(lines) if not line.startswith(" ")] + [len(lines)]
    entries = []
    for start, end in pairwise(starts):
        requirement, _, marker = lines[start].rstrip(" \\").partition(" ; ")
        hashes = [line.strip(" \\") for line in lines[start + 1 : end]]
        if not hashes or any(not one.startswith("--hash=sha256:") for one in hashes):
            raise ValueError(f"{requirement} 没有校验值，不能放进安装包。")
        entries.append((requirement, marker, hashes))
    return entries
