"""Which wheels a machine needs: by its own markers and C library, never by those of this one."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from offline import make_bundle
from offline.make_bundle import ROOT
from offline.targets import Target, lock_of, needed_glibc, pip_options, platform_tags, targets_of

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
LINUX = Target(platform="linux-aarch64", python="3.11")
WINDOWS = Target(platform="win-amd64", python="3.12")


def pins(target: Target) -> dict[str, str]:
    found = re.findall(r"^([\w-]+)==(\S+)", lock_of(target, LOCK), re.MULTILINE)
    assert len(dict(found)) == len(found)
    return dict(found)


def test_the_lock_is_read_for_the_machine_it_is_for() -> None:
    linux, windows = pins(LINUX), pins(WINDOWS)
    assert "colorama" in windows
    assert "colorama" not in linux
    assert windows.keys() - linux.keys() == {"colorama"}
    assert linux.keys() <= windows.keys()
    # One numpy of the lock is for Python 3.11, another for the later ones.
    assert linux["numpy"] != windows["numpy"]


def test_no_marker_is_left_and_every_entry_has_its_hashes() -> None:
    text = lock_of(WINDOWS, LOCK)
    assert ";" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.fullmatch(r"[\w-]+==\S+( \\\n    --hash=sha256:[0-9a-f]{64})+", entry.strip()), (
            entry
        )


def test_an_entry_without_a_hash_is_refused() -> None:
    with pytest.raises(ValueError, match="xlrd"):
        lock_of(LINUX, "typer==0.28.0 \\\n    --hash=sha256:ab\nxlrd==2.0.2\n")


@pytest.mark.parametrize(
    ("platforms", "pythons"),
    [
        ("linux-mips64", "3.12"),
        ("", "3.12"),
        ("win-amd64", ""),
        ("win-amd64", "3.9"),
        ("this", "4"),
    ],
)
def test_unknown_machines_are_refused(platforms: str, pythons: str) -> None:
    with pytest.raises(ValueError, match=r"平台|Python"):
        targets_of(platforms, pythons)


def test_every_platform_goes_with_every_python() -> None:
    found = targets_of("linux-x86_64 win-amd64", "3.11 3.13")
    assert [(one.platform, one.python) for one in found] == [
        ("linux-x86_64", "3.11"), ("linux-x86_64", "3.13"),
        ("win-amd64", "3.11"), ("win-amd64", "3.13"),
    ]  # fmt: skip
    (here,) = targets_of("this", "this")
    assert here.platform == sysconfig.get_platform()
    assert here.python == f"{sys.version_info[0]}.{sys.version_info[1]}"


def test_wheels_for_a_newer_c_library_are_not_asked_for() -> None:
    tags = platform_tags("linux-x86_64")
    assert tags[0] == "manylinux_2_28_x86_64"
    assert {"manylinux_2_17_x86_64", "manylinux2014_x86_64"} <= set(tags)
    assert not [tag for tag in tags if re.search(r"_2_(29|[3-9]\d)_", tag)]
    assert platform_tags("win-amd64") == ("win_amd64",)
    assert "--only-binary=:all:" in pip_options(WINDOWS)


@pytest.mark.parametrize(
    ("wheels", "needed"),
    [
        (["a-1-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl"], (2, 27)),
        (["a-1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl"], (2, 17)),
        (["a-1-cp311-cp311-manylinux2014_aarch64.whl", "b-1-cp311-abi3-manylinux_2_26_aarch64.whl"], (2, 26)),
        (["a-1-py3-none-any.whl"], (2, 5)),
    ],
)  # fmt: skip
def test_the_c_library_needed_is_that_of_the_most_demanding_wheel(
    wheels: list[str], needed: tuple[int, int]
) -> None:
    assert needed_glibc(wheels) == needed


def test_a_package_without_a_wheel_is_named_with_its_machine_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "ERROR: No matching distribution found for pyarrow==26.0.1\n"
    failed = subprocess.CompletedProcess[str]([], 1, "", said)
    monkeypatch.setattr(make_bundle, "_pip", lambda *_: failed)
    with pytest.raises(make_bundle.BundleError) as raised:
        make_bundle.make_bundle([WINDOWS], tmp_path)
    assert "pyarrow==26.0.1" in str(raised.value)
    assert "win-amd64" in str(raised.value)
    assert "3.12" in str(raised.value)
    assert list(tmp_path.iterdir()) == []
    arguments = ["--platforms", "win-amd64", "--pythons", "3.12", "--output", str(tmp_path)]
    assert make_bundle.main(arguments) == 1
    assert make_bundle.main([*arguments[:3], "2.7"]) == 1
