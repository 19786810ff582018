"""Writing: whole or not at all, for the owner alone, inside the folder."""

import pytest

from enforcement_cli.disk import whole
from enforcement_cli.model.failure import EnforceError, UsageError
from enforcement_cli.render import files


def test_replaces_what_stood_there_with_mode_0600(tmp_path):
    path = tmp_path / "new" / "a.md"
    files.write_text(path, "旧")
    files.write_text(path, "新")
    assert path.read_bytes() == "新".encode()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["a.md"]


@pytest.mark.parametrize("name", ["../out.md", "inner/../../out.md", "link/out.md"])
def test_does_not_leave_its_folder(tmp_path, name):
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(UsageError):
        files.write_text(folder / name, "x", folder=folder)
    assert not (tmp_path / "out.md").exists()


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.md"
    files.write_text(path, "旧")

    def full(_handle):
        raise OSError(28, "full")

    monkeypatch.setattr(whole.os, "fsync", full)
    with pytest.raises(EnforceError) as caught:
        files.write_text(path, "新")
    assert caught.value.where == str(path)
    assert path.read_text(encoding="utf-8") == "旧"
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]
