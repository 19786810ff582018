"""An archive handed in is the files it holds: stored, shown under its name, in once."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.cli.running import Desk, case_row, ledger, returns_of


def test_an_archive_is_the_files_in_it(new: Desk, tmp_path: Path) -> None:
    files = returns_of(1, "银州", "昌图")
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            archive.write(file, f"第1周/{file.name}")
        archive.writestr("第1周/~$银州.xlsx", b"x" * 165)
    ran = new("ingest", path, "--received", "2025-12-22T12:00", "--json")
    found = {one["file"]: one["status"] for one in ran.json["data"]["returns"]}
    assert found == {
        **{f"a.zip/第1周/{file.name}": "accepted" for file in files},
        "a.zip/第1周/~$银州.xlsx": "skipped",
    }
    again = new("ingest", path, *files, "--received", "2025-12-22T13:00", "--json")
    statuses = [one["status"] for one in again.json["data"]["returns"]]
    assert sorted(statuses) == ["duplicate"] * (2 * len(files)) + ["skipped"]


def test_an_archive_that_cannot_be_taken_costs_itself_alone(new: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("铁岭.csv", "1,2,3,4,5")
    path.write_bytes(path.read_bytes().replace(b"3,4", b"3,5"))
    made = ledger("1", "2025-12-20", "2025-12-21", case_row(11, 9000))
    good = made.save(tmp_path / "铁岭市银州区人民法院第01周案件台账.xlsx")
    ran = new("ingest", path, good, "--received", "2025-12-22T12:00", "--json")
    bad, taken = ran.json["data"]["returns"]
    assert (bad["file"], {p["code"] for p in bad["problems"]}) == ("a.zip", {"F-01"})
    assert taken["status"] == "accepted"
