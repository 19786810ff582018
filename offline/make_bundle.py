"""`python -m offline.make_bundle`: wheels for other machines, the installer and the manual as one zip.

Comes in: platforms and Pythons, the lock. Goes out: `enforce-VERSION-offline.zip`, whole or not at
all, the same bytes from the same inputs. Where packages come from is pip's own configuration.
"""

import argparse
import codecs
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from enforcement_cli import __version__
from enforcement_cli.disk.whole import part_of, put
from offline.manual import manual
from offline.targets import Target, lock_of, needed_glibc, pip_options, targets_of

ROOT = Path(__file__).parents[1]
_KIT = Path(__file__).parent / "kit"
_PIP_LOCK = Path(__file__).parent / "pip.lock"
_MISSING = re.compile(r"No matching distribution found for (\S+)")
_PROJECT = "enforce-desk"


class BundleError(Exception):
    """The bundle cannot be made; the sentence says of what and for which machine."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the bundle; the exit code is 0, or 1 with a sentence on standard error."""
    parser = argparse.ArgumentParser(description="离线安装包。")
    parser.add_argument(
        "--platforms", required=True, help="linux-x86_64 linux-aarch64 win-amd64；this 为本机。"
    )
    parser.add_argument("--pythons", required=True, help="3.11 3.12 等；this 为本机的。")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="写到哪个文件夹。")
    wish = parser.parse_args(arguments)
    try:
        made = make_bundle(targets_of(wish.platforms, wish.pythons), wish.output)
    except (BundleError, ValueError, OSError) as error:
        sys.stderr.write(f"错：{error}\n没有写安装包。\n")
        return 1
    print(f"已写 {made}，{made.stat().st_size / 2**20:.0f} MB。")
    return 0


def make_bundle(targets: Sequence[Target], output: Path) -> Path:
    """Write the zip into `output`.

    Raises:
        BundleError: a package has no wheel for a target, or the wheel of enforce cannot be built.
        OSError: the disk refused; no zip is left.
    """
    output.mkdir(parents=True, exist_ok=True)
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    with tempfile.TemporaryDirectory(dir=output, prefix=".bundle-") as folder:
        work = Path(folder)
        wheels = work / "wheels"
        wheels.mkdir()
        needs = [_download(target, lock, wheels, work) for target in targets]
        pip_wheel = _pip_wheel(wheels, work)
        project = _project_wheel(wheels, work)
        files = _kit_files() | {
            "requirements.lock": (lock + _pin(project)).encode(),
            "bundle.json": _bundle_json(targets, needs, pip_wheel),
            "手册.html": manual(ROOT, __version__).encode(),
            "LICENSE": (ROOT / "LICENSE").read_bytes(),
        }
        place = output / f"enforce-{__version__}-offline.zip"
        part = part_of(place)
        try:
            _write_zip(part, place.stem, files, sorted(wheels.iterdir()))
            put(part, place)
        finally:
            part.unlink(missing_ok=True)
    return place


def _download(target: Target, lock: str, wheels: Path, work: Path) -> list[str]:
    """Bring the wheels of a target; gives their file names."""
    wanted, into = work / "wanted.lock", work / f"{target.platform}-{target.python}"
    wanted.write_text(lock_of(target, lock), "utf-8")
    ran = _pip("download", "--no-deps", "--require-hashes", *pip_options(target),
               "--dest", str(into), "--requirement", str(wanted))  # fmt: skip
    if ran.returncode:
        missing = _MISSING.search(ran.stderr)
        if missing:
            raise BundleError(
                f"{missing[1]} 没有给 {target.name} 的 wheel。请换 BUNDLE_PYTHONS 里的版本，"
                "或从 BUNDLE_PLATFORMS 里去掉这个平台。"
            )
        raise BundleError(f"下载不了给 {target.name} 的包：\n{ran.stderr.strip()}")
    names = sorted(path.name for path in into.iterdir())
    for path in into.iterdir():
        path.replace(wheels / path.name)  # the same wheel for several targets has the same bytes
    return names


def _pip_wheel(wheels: Path, work: Path) -> str:
    """Pip itself: Pythons without one, and old ones, install with it."""
    into = work / "pip"
    ran = _pip("download", "--no-deps", "--require-hashes", "--only-binary=:all:",
               "--dest", str(into), "--requirement", str(_PIP_LOCK))  # fmt: skip
    if ran.returncode:
        raise BundleError(f"下载不了 pip：\n{ran.stderr.strip()}")
    (wheel,) = into.iterdir()
    wheel.replace(wheels / wheel.name)
    return wheel.name


def _project_wheel(wheels: Path, work: Path) -> Path:
    into = work / "project"
    ran = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", into, ROOT],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if ran.returncode:
        raise BundleError(f"打不了 enforce 自己的包：\n{(ran.stdout + ran.stderr).strip()}")
    (wheel,) = into.glob("*.whl")
    return wheel.replace(wheels / wheel.name)


def _pip(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments],
        capture_output=True, text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip


def _pin(wheel: Path) -> str:
    return f"{_PROJECT}=={__version__} \\\n    --hash=sha256:{_digest(wheel)}\n"


def _bundle_json(targets: Sequence[Target], needs: Sequence[list[str]], pip_wheel: str) -> bytes:
    """What the installer must know before it starts."""
    facts = {
        "version": __version__,
        "project": _PROJECT,
        "pip": pip_wheel,
        "targets": [
            {"platform": target.platform, "python": target.python}
            | ({"glibc": list(needed_glibc(names))} if "linux" in target.platform else {})
            for target, names in zip(targets, needs, strict=True)
        ],
    }
    return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()


def _kit_files() -> dict[str, bytes]:
    """What goes in as it stands; what Windows reads, with its line ends."""
    files = {path.name: path.read_bytes() for path in sorted(_KIT.iterdir()) if path.is_file()}
    for name, data in files.items():
        if name.endswith((".bat", ".txt")):
            files[name] = data.replace(b"\n", b"\r\n")
    files["README.txt"] = codecs.BOM_UTF8 + files["README.txt"]  # older Notepads go by it
    return files


def _write_zip(part: Path, top: str, files: Mapping[str, bytes], wheels: Sequence[Path]) -> None:
    """One folder `top`; a sum of every file in it, the wheels as they are."""
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    sums |= {f"wheels/{wheel.name}": _digest(wheel) for wheel in wheels}
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    with zipfile.ZipFile(part, "x", zipfile.ZIP_DEFLATED) as packed:
        for name, data in sorted((dict(files) | {"SHA256SUMS": listed.encode()}).items()):
            packed.writestr(_entry(f"{top}/{name}"), data)
        for wheel in wheels:  # they are zips already
            entry = _entry(f"{top}/wheels/{wheel.name}", zipfile.ZIP_STORED)
            with wheel.open("rb") as source, packed.open(entry, "w", force_zip64=True) as into:
                shutil.copyfileobj(source, into)


def _entry(name: str, kind: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = kind
    entry.create_system = 3  # the same bytes wherever it is made
    entry.external_attr = (0o100755 if name.endswith(".sh") else 0o100644) << 16
    return entry


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
