"""Takes the files out of a zip archive that is no workbook, as if they stood in a folder.

Comes in: a path and the name it is shown by. Goes out: paths in a private folder with the names
they are shown by. Refuses bombs, encrypted and damaged archives; no path in an archive is ever
one on this disk.
"""

import shutil
import stat
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.package_parts import DAMAGED, refuse_bomb
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.sniff import kind_of_parts
from enforcement_cli.workbook.zip_directory import refuse_crowded

_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_LONGEST_NAME = 80  # characters; three bytes each fit every file system


@dataclass(slots=True, kw_only=True)
class _Budget:
    """What one archive and all archives in it may still take."""

    bytes_left: int
    files_left: int


def unpack(path: Path, shown: str, into: Path, limits: Limits) -> list[tuple[Path, str]]:
    """The files in an archive and in the archives in it; the file itself when it is none.

    An archive that cannot be taken comes back as the file it is: its reader says why.
    """
    budget = _Budget(bytes_left=limits.unzipped_bytes, files_left=limits.archive_files)
    return _unpack((path, shown), into, limits, budget, depth=1)


def refuse_archive(archive: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    """Say why an archive cannot be taken, if it cannot.

    Raises:
        Refused: encrypted (F-02), empty, too many or too large files (F-01).
    """
    members = _files(archive)
    if not members:
        raise Refused("F-01", reason="压缩包是空的")
    if len(members) > limits.archive_files:
        raise Refused("F-01", reason=f"压缩包里有 {len(members)} 个文件之多")
    if any(info.flag_bits & _ENCRYPTED for info in members):
        raise Refused("F-02")
    # What LZMA needs of memory the archive says itself, up to 4 GiB.
    if any(info.compress_type == zipfile.ZIP_LZMA for info in members):
        raise Refused("F-01", reason="压缩方法不支持，请用普通的 zip 压缩")
    refuse_bomb(archive, packed, limits)


def explain_archive(path: Path, limits: Limits) -> Refused:
    """Why an archive was not taken, for one that comes to a reader."""
    try:
        with zipfile.ZipFile(path) as archive:
            refuse_archive(archive, path.stat().st_size, limits)
            if archive.testzip() is not None:
                return Refused("F-01", reason="压缩包已损坏")
    except Refused as refusal:
        return refusal
    except DAMAGED:
        return Refused("F-01", reason="压缩包已损坏")
    return Refused("F-01", reason="压缩包套了太多层，或解开后文件太多太大，请解压后逐个报送")


def _unpack(
    file: tuple[Path, str], into: Path, limits: Limits, budget: _Budget, *, depth: int
) -> list[tuple[Path, str]]:
    """The files in a file that is an archive, itself when it is none or cannot be taken."""
    path, shown = file
    if depth > limits.archive_depth or not is_archive(path, limits):
        return [file]
    try:
        inside = _extract(path, shown, into, limits, budget)
    except (Refused, *DAMAGED):
        return [file]
    return [
        taken
        for member in inside
        for taken in _unpack(member, into, limits, budget, depth=depth + 1)
    ]


def is_archive(path: Path, limits: Limits) -> bool:
    """Whether a file is a zip of files, and no workbook or document."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or not 0 < status.st_size <= limits.file_bytes:
            return False
        with path.open("rb") as stream:
            if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
                return False
            refuse_crowded(stream, limits)
            with zipfile.ZipFile(stream) as archive:
                return kind_of_parts(archive.namelist()) == "zip"
    except (Refused, *DAMAGED):  # its reader says so
        return False


def _extract(
    path: Path, shown: str, into: Path, limits: Limits, budget: _Budget
) -> list[tuple[Path, str]]:
    """Every file of one archive; all of them or none."""
    inside: list[tuple[Path, str]] = []
    with zipfile.ZipFile(path) as archive:
        refuse_archive(archive, path.stat().st_size, limits)
        members = _files(archive)
        size = sum(info.file_size for info in members)
        if size > budget.bytes_left or len(members) > budget.files_left:
            raise Refused("F-01", reason="解压后超过上限")
        budget.bytes_left -= size
        budget.files_left -= len(members)
        for info in members:
            steps = _steps(_name(info))
            target = Path(tempfile.mkdtemp(dir=into)) / _short(steps[-1])
            # Never more than the declared size is read: that is what was summed above.
            with archive.open(info) as packed, target.open("xb") as copy:
                shutil.copyfileobj(packed, copy)
            inside.append((target, "/".join((shown, *steps))))
    return inside


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [info for info in archive.infolist() if not _name(info).endswith(("/", "\\"))]


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: Chinese Windows writes GBK and does not say so."""
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def _steps(name: str) -> list[str]:
    """The folders and the file of a name, without what leads out of the archive."""
    printable = "".join(sign for sign in name if sign.isprintable())
    steps = [step.strip() for step in printable.replace("\\", "/").split("/")]
    steps = [step for step in steps if step.strip(". ") and not _is_drive(step)]
    return steps or ["未命名"]


def _is_drive(step: str) -> bool:
    return len(step) == 2 and step[1] == ":" and step[0].isascii()


def _short(name: str) -> str:
    """A name every file system takes; its suffix and a lock file's `~$` stay."""
    bare = "".join("_" if sign in ':*?"<>|' else sign for sign in name)
    suffix = PurePosixPath(bare).suffix[-10:]
    return bare if len(bare) <= _LONGEST_NAME else bare[: _LONGEST_NAME - 10] + suffix
