"""The workspace: found by option, environment or folder; made whole, private, and only once."""

import os
import stat
import sys
from pathlib import Path

import pytest

from enforcement_cli.model.failure import EnforceError, UnknownName, UsageError
from enforcement_cli.workflow.workspace import (
    Workspace,
    create_workspace,
    find_workspace,
    person_salt,
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_created_whole(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "a" / "desk", "# 示例\n")
    folders = {"archive", "inbox", "bulletins", "mappings", "templates", "logs"}
    assert names(workspace.root) == folders | {"enforce.toml"}
    assert workspace.campaign_file.read_bytes() == "# 示例\n".encode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        workspace = create_workspace(tmp_path / "desk", "")
        person_salt(workspace)
    finally:
        os.umask(before)
    assert {mode(folder) for folder in (workspace.root, *workspace.folders)} == {0o700}
    assert {mode(path) for path in (workspace.campaign_file, workspace.salt)} == {0o600}


def test_an_existing_campaign_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "enforce.toml").write_text("mine")
    with pytest.raises(UsageError):
        create_workspace(tmp_path, "other")
    assert names(tmp_path) == {"enforce.toml"}
    assert (tmp_path / "enforce.toml").read_text() == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("x")
    with pytest.raises(UsageError):
        create_workspace(tmp_path / "desk", "")
    with pytest.raises(EnforceError):
        create_workspace(tmp_path / "desk" / "inner", "")


def test_found_upward_then_by_environment_then_by_option(tmp_path: Path) -> None:
    here, there, named = (
        create_workspace(tmp_path / name, "") for name in ("here", "there", "named")
    )
    deep = here.inbox / "第01周"
    deep.mkdir()
    environment = {"ENFORCE_WORKSPACE": str(there.root)}
    assert find_workspace(deep, None, {}) == here
    assert find_workspace(deep, None, environment) == there
    assert find_workspace(deep, named.root, environment) == named
    assert find_workspace(deep, None, {"ENFORCE_WORKSPACE": ""}) == here


@pytest.mark.parametrize("source", ["option", "environment", "folder"])
def test_no_workspace_there(tmp_path: Path, source: str) -> None:
    named = tmp_path if source == "option" else None
    environment = {"ENFORCE_WORKSPACE": str(tmp_path)} if source == "environment" else {}
    with pytest.raises(UnknownName) as caught:
        find_workspace(tmp_path, named, environment)
    assert caught.value.where == str(tmp_path)
    assert "enforce init" in caught.value.remedy


def test_salt_is_made_once(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "desk", "")
    salt = person_salt(workspace)
    assert len(salt) == 32
    assert person_salt(Workspace(workspace.root)) == salt
    assert person_salt(create_workspace(tmp_path / "other", "")) != salt
    assert not [name for name in names(workspace.root) if name.startswith(".")]


def test_a_salt_made_meanwhile_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = create_workspace(tmp_path / "desk", "")
    other = b"x" * 32

    def link(_source: Path, target: Path) -> None:
        target.write_bytes(other)
        raise FileExistsError

    monkeypatch.setattr(os, "link", link)
    assert person_salt(workspace) == other
    assert workspace.salt.read_bytes() == other


def test_a_file_system_without_links_has_a_salt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(_source: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", link)
    workspace = create_workspace(tmp_path / "desk", "")
    assert person_salt(workspace) == workspace.salt.read_bytes()


def test_a_damaged_salt_is_refused_and_kept(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "desk", "")
    workspace.salt.write_bytes(b"short")
    with pytest.raises(EnforceError):
        person_salt(workspace)
    assert workspace.salt.read_bytes() == b"short"
