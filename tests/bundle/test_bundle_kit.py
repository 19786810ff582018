"""The installer's decisions, without installing: sums, folders, launchers, machines."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from offline.kit import install
from offline.make_bundle import ROOT, _kit_files

KIT = ROOT / "offline" / "kit"
HERE = {"platform": sysconfig.get_platform(), "python": f"3.{sys.version_info.minor}"}
FACTS: dict[str, Any] = {"version": "1.2.3", "pip": "pip.whl", "targets": [HERE]}


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle of three files."""
    folder = tmp_path / "包 裹"
    (folder / "wheels").mkdir(parents=True)
    for name, text in (("wheels/a.whl", "A"), ("requirements.lock", "a==1"), ("手册.html", "<p>")):
        (folder / name).write_text(text, "utf-8")
    names = ("wheels/a.whl", "requirements.lock", "手册.html")
    lines = [f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}\n" for n in names]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")
    monkeypatch.setattr(install, "HERE", folder)
    return folder


def test_a_whole_bundle_passes(unpacked: Path) -> None:
    install.check_sums()
    # An unpacker that cannot write the name: the manual is for the reader alone.
    (unpacked / "手册.html").unlink()
    install.check_sums()


@pytest.mark.parametrize("name", ["wheels/a.whl", "requirements.lock", "手册.html"])
def test_a_changed_file_stops_it(unpacked: Path, name: str) -> None:
    (unpacked / name).write_bytes(b"changed")
    with pytest.raises(install.StoppedError, match=re.escape(name)):
        install.check_sums()


@pytest.mark.parametrize("name", ["wheels/a.whl", "requirements.lock"])
def test_a_missing_file_stops_it(unpacked: Path, name: str) -> None:
    (unpacked / name).unlink()
    with pytest.raises(install.StoppedError, match=re.escape(name)):
        install.check_sums()


@pytest.mark.parametrize("foreign", ["enforce.toml", "inbox", "app-1.bak", "store.duckdb", "笔记"])
def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path: Path, foreign: str) -> None:
    (tmp_path / "app-1").mkdir()
    (tmp_path / foreign).write_text("")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(install.StoppedError, match=re.escape(foreign)):
        install.check_place(tmp_path)
    assert sorted(tmp_path.iterdir()) == before


def test_what_an_installation_made_is_known_again(tmp_path: Path) -> None:
    assert install.check_place(tmp_path / "none") == set()
    assert install.check_place(tmp_path) == set()
    for number in (2, 11):
        (tmp_path / f"app-{number}").mkdir()
    assert install.current_slot(tmp_path) is None
    install.point_to(tmp_path, tmp_path / "app-2")
    assert install.check_place(tmp_path) == {2, 11}
    assert install.current_slot(tmp_path) == 2
    install.point_to(tmp_path, tmp_path / "app-11")
    assert install.current_slot(tmp_path) == 11
    assert [p.name for p in (tmp_path / "app-11").iterdir()] == []


def test_the_launcher_starts_its_program_from_anywhere(tmp_path: Path) -> None:
    place = tmp_path / "it's 程 序 $(x)"
    programs = place / "app-1" / install.PROGRAMS
    programs.mkdir(parents=True)
    (programs / "enforce").write_text('#!/bin/sh\nprintf "<%s>" "$@"\n')
    (programs / "enforce").chmod(0o755)
    install.point_to(place, place / "app-1")
    ran = subprocess.run(
        [place / "enforce", "a b", "银州"], cwd="/", capture_output=True, text=True, check=True
    )
    assert ran.stdout == "<a b><银州>"


def test_on_windows_the_launcher_is_a_command_file_beside_its_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install, "WINDOWS", True)
    monkeypatch.setattr(install, "LAUNCHER", "enforce.cmd")
    monkeypatch.setattr(install, "PROGRAMS", "Scripts")
    (tmp_path / "app-3").mkdir()
    install.point_to(tmp_path, tmp_path / "app-3")
    text = (tmp_path / "enforce.cmd").read_bytes()
    assert text == b'@"%~dp0app-3\\Scripts\\enforce.exe" %*\r\n'
    assert install.current_slot(tmp_path) == 3


@pytest.mark.parametrize(
    ("targets", "fits"),
    [
        ([HERE], True),
        ([HERE | {"python": "3.99"}], False),
        ([HERE | {"platform": "linux-riscv64"}], False),
        ([HERE | {"python": "3.99"}, HERE], True),
    ],
)
def test_only_a_python_the_bundle_is_for_fits(targets: list[dict[str, Any]], fits: bool) -> None:
    facts = FACTS | {"targets": targets}
    assert (install.target_here(facts) is not None) is fits
    if not fits:
        with pytest.raises(install.StoppedError, match="Python"):
            install.check_machine(facts)


@pytest.mark.parametrize(
    ("library", "runs"),
    [(("glibc", "2.28"), True), (("glibc", "2.36"), True), (("glibc", "2.9"), False),
     (("glibc", "2.17"), False), (("", ""), False), (("musl", "2.40"), False)],
)  # fmt: skip
def test_an_older_c_library_is_told_before_anything_is_written(
    library: tuple[str, str], runs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(install.platform, "libc_ver", lambda: library)
    facts = FACTS | {"targets": [HERE | {"glibc": [2, 28]}]}
    if runs:
        install.check_machine(facts)
    else:
        with pytest.raises(install.StoppedError, match="glibc"):
            install.check_machine(facts)


def test_no_setting_of_this_machine_leads_pip_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_NO_INDEX", "PYTHONPATH", "PYTHONHOME",
                 "ENFORCE_WORKSPACE"):  # fmt: skip
        monkeypatch.setenv(name, "elsewhere")
    found = install.environment()
    assert "elsewhere" not in found.values()
    assert found["PIP_CONFIG_FILE"] == os.devnull


def test_a_link_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    link, launcher = tmp_path / "bin" / "enforce", tmp_path / "app" / "enforce"
    assert install.linked(link, launcher)
    assert install.linked(link, launcher)
    assert link.readlink() == launcher
    assert not install.linked(link, tmp_path / "other" / "enforce")
    assert link.readlink() == launcher


def test_windows_reads_its_own_line_ends_and_no_words_before_the_code_page() -> None:
    files = _kit_files()
    for name in ("install.bat", "README.txt", "no-python.txt"):
        assert files[name].count(b"\r\n") == files[name].count(b"\n") > 3
    assert files["README.txt"].startswith(b"\xef\xbb\xbf")
    for name in ("install.sh", "install.py"):
        assert b"\r" not in files[name]
    lines = files["install.bat"].decode().split("\r\n")
    page = next(at for at, line in enumerate(lines) if line.startswith("chcp 65001"))
    spoken = [at for at, line in enumerate(lines) if not line.isascii()]
    # cmd may lose its place in a file after such words: nothing it still needs comes later.
    assert spoken == [len(lines) - 2]
    assert spoken[0] > page
    assert not lines[-1]


def test_windows_paths_are_quoted_and_what_is_named_is_in_the_kit() -> None:
    text = _kit_files()["install.bat"].decode()
    named = re.findall(r"%~dp0([\w.-]+)", text)
    assert set(named) <= set(_kit_files())
    assert len(named) == len(re.findall(r'"%~dp0[\w.-]+"', text)) > 4
    labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert set(re.findall(r"goto :(\w+)", text)) == labels


def test_without_a_fitting_python_the_shell_script_says_what_it_found(tmp_path: Path) -> None:
    for name in ("install.sh", "install.py", "no-python.txt"):
        (tmp_path / name).write_bytes(_kit_files()[name])
    (tmp_path / "bundle.json").write_text(json.dumps(FACTS | {"targets": []}))
    old = tmp_path / "bin"
    old.mkdir()
    (old / "python3").write_text(
        '#!/bin/sh\n[ "$1" = -V ] && echo Python 3.7.4 && exit 0\nexit 1\n'
    )
    (old / "python3").chmod(0o755)
    for tool in ("cat", "dirname", "sed"):
        (old / tool).symlink_to(f"/usr/bin/{tool}")
    run = ["/bin/sh", str(tmp_path / "install.sh"), str(tmp_path / "into")]
    ran = subprocess.run(run, env={"PATH": str(old)}, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "3.7.4" in ran.stderr
    assert "3.11" in ran.stderr
    assert not (tmp_path / "into").exists()
    (old / "python3").unlink()
    ran = subprocess.run(run, env={"PATH": str(old)}, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "没有找到 Python" in ran.stderr
