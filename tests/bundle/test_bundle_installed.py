"""The bundle for this machine, made, unpacked, installed with every index switched off, and used."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import enforcement_cli
from offline.make_bundle import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="install.sh is for the others"),
]
PYTHON = Path(sys._base_executable).resolve()  # type: ignore[attr-defined]


def alone() -> tuple[str, ...]:
    """What puts a command on a machine with no network at all, where the system lets us."""
    command = (shutil.which("unshare") or "unshare", "-rn")
    tried = (
        shutil.which("unshare")
        and not subprocess.run((*command, "true"), capture_output=True, check=False).returncode
    )
    return command if tried else ()


ALONE = alone()


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_bundle(output: Path) -> Path:
    """The bundle for this machine; its wheels are fetched, which is the one thing that goes out."""
    away = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ran = subprocess.run(
        [sys.executable, "-m", "offline.make_bundle", "--platforms", "this", "--pythons", "this",
         "--output", output],
        env=away, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    (made,) = output.iterdir()
    return made


class Machine:
    """A home, a bundle, and an environment in which no index can be reached."""

    def __init__(self, root: Path, packed: Path) -> None:
        self.home = root / "家 里"
        self.home.mkdir()
        with zipfile.ZipFile(packed) as bundle:
            bundle.extractall(root / "解 开")
        (self.bundle,) = (root / "解 开").iterdir()
        self.place = root / "程 序" / "执行"
        # We stand in a folder with files that would be run if Python looked for its own there.
        self.standing = root / "站 在 这里"
        self.standing.mkdir()
        for name in ("venv", "json", "pip", "runpy", "ensurepip", "enum"):
            (self.standing / f"{name}.py").write_text(
                "raise SystemExit('ran a file that lay about')"
            )
        nowhere = "http://127.0.0.1:9"
        self.environment = {
            "HOME": str(self.home), "PATH": "/usr/bin:/bin", "ENFORCE_PYTHON": str(PYTHON),
            "PIP_INDEX_URL": nowhere, "PIP_EXTRA_INDEX_URL": nowhere, "PIP_FIND_LINKS": nowhere,
            "http_proxy": nowhere, "https_proxy": nowhere,
        }  # fmt: skip

    def run(self, *command: str | Path, at: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            (*ALONE, *command), env=self.environment, cwd=at or self.home, capture_output=True, text=True,
            encoding="utf-8", check=False,
        )  # fmt: skip

    def install(self) -> subprocess.CompletedProcess[str]:
        return self.run("sh", self.bundle / "install.sh", self.place, at=self.standing)

    @property
    def names(self) -> list[str]:
        return sorted(path.name for path in self.place.iterdir())


def test_made_installed_used_and_installed_again(tmp_path: Path) -> None:
    """One test, since each step needs the one before it and the first takes longest."""
    (tmp_path / "packed").mkdir()
    (tmp_path / "again").mkdir()
    packed = make_bundle(tmp_path / "packed")
    the_zip_is_the_same_when_made_again(packed, tmp_path / "again")
    the_zip_holds_what_the_guide_says(packed)
    machine = Machine(tmp_path, packed)
    ran = machine.install()
    assert ran.returncode == 0, ran.stderr
    the_demo_runs_from_it(machine)
    installed_again_it_replaces_itself_and_takes_leftovers_away(machine)
    for name in ("SHA256SUMS", "requirements.lock"):
        when_it_cannot_go_on_the_older_one_stays(machine, name)
    a_workspace_is_not_installed_over(machine)


def the_zip_is_the_same_when_made_again(packed: Path, folder: Path) -> None:
    again = make_bundle(folder)
    assert again.name == packed.name
    assert digest(again) == digest(packed)


def the_zip_holds_what_the_guide_says(packed: Path) -> None:
    with zipfile.ZipFile(packed) as bundle:
        names = {name.partition("/")[2] for name in bundle.namelist()}
        modes = {
            one.filename.partition("/")[2]: one.external_attr >> 16 for one in bundle.infolist()
        }
    assert names >= {
        "install.sh", "install.bat", "install.py", "requirements.lock", "手册.html", "LICENSE",
        "SHA256SUMS", "README.txt", "bundle.json",
    }  # fmt: skip
    assert modes["install.sh"] & 0o111
    assert len([name for name in names if name.startswith("wheels/pip-")]) == 1
    assert all(name.endswith(".whl") for name in names if name.startswith("wheels/"))


def the_demo_runs_from_it(machine: Machine) -> None:
    said = machine.run(machine.place / "enforce", "--version")
    assert said.stdout.strip() == f"enforce {enforcement_cli.__version__}"
    assert (machine.home / ".local/bin/enforce").resolve() == machine.place / "enforce"
    ran = machine.run(machine.place / "enforce", "demo", machine.home / "演 示", "-q")
    assert ran.returncode == 0, ran.stderr
    assert "多报 0 处" in ran.stdout + ran.stderr


def installed_again_it_replaces_itself_and_takes_leftovers_away(machine: Machine) -> None:
    (current,) = [name for name in machine.names if name.startswith("app-")]
    left = machine.place / "app-90"  # an installation that was killed
    (left / "lib").mkdir(parents=True)
    ran = machine.install()
    assert ran.returncode == 0, ran.stderr
    assert machine.names == ["app-91", "enforce"]
    assert current != "app-91"
    assert machine.run(machine.place / "enforce", "--version").returncode == 0


def when_it_cannot_go_on_the_older_one_stays(machine: Machine, name: str) -> None:
    """A bundle that was changed is refused; one that says it is whole but cannot be installed too."""
    before = machine.names
    kept = {one: (machine.bundle / one).read_bytes() for one in ("SHA256SUMS", "requirements.lock")}
    lock = kept["requirements.lock"].replace(b"\nxlrd==2.", b"\nxlrd==7.")
    assert lock != kept["requirements.lock"]
    (machine.bundle / "requirements.lock").write_bytes(lock)
    if name == "requirements.lock":
        lines = kept["SHA256SUMS"].decode().splitlines(keepends=True)
        passing = "".join(line for line in lines if not line.endswith("  requirements.lock\n"))
        (machine.bundle / "SHA256SUMS").write_text(passing, "utf-8")
    try:
        ran = machine.install()
    finally:
        for one, data in kept.items():
            (machine.bundle / one).write_bytes(data)
    assert ran.returncode == 1
    assert ("xlrd" if name == "requirements.lock" else "requirements.lock") in ran.stderr
    assert machine.names == before
    assert machine.run(machine.place / "enforce", "--version").returncode == 0


def a_workspace_is_not_installed_over(machine: Machine) -> None:
    desk = machine.home / "工作区"
    desk.mkdir()
    (desk / "enforce.toml").write_text("")
    ran = machine.run("sh", machine.bundle / "install.sh", desk)
    assert ran.returncode == 1
    assert os.listdir(desk) == ["enforce.toml"]  # noqa: PTH208  # the names alone
