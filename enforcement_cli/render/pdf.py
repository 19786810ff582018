"""A Word file comes in; a PDF made by LibreOffice stands at its destination.

LibreOffice runs without a window, with a profile of its own that goes with it, and for a bounded
while. Where it is not installed, a sentence says so. Knows no bulletin.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from enforcement_cli.model.failure import EnforceError
from enforcement_cli.render.files import write_bytes

_NAMES = ("soffice", "libreoffice")
_PATIENCE_SECONDS = 180


def office() -> Path | None:
    """Where LibreOffice is installed, None where it is not."""
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    # On Windows it is not on the path.
    for folder in filter(None, map(os.environ.get, ("PROGRAMFILES", "PROGRAMFILES(X86)"))):
        program = Path(folder) / "LibreOffice" / "program" / "soffice.exe"
        if program.is_file():
            return program
    return None


def render_pdf(document: Path, destination: Path) -> None:
    """`document` (.docx) as a PDF at `destination`, whole or not at all, mode 0600.

    Raises:
        EnforceError: LibreOffice is not installed, failed or took too long; or the disk refused.
    """
    program = office()
    if program is None:
        raise EnforceError(
            "本机没有装 LibreOffice，PDF 未生成；其他格式不受影响。",
            where=str(destination),
            remedy="请安装 LibreOffice 后重试，或用 WPS 打开 Word 文件另存为 PDF。",
        )
    with tempfile.TemporaryDirectory(prefix="enforce-pdf-") as made:
        folder = Path(made)
        # Its output has the input's name, which may be none that the disk of a temporary folder takes.
        shutil.copyfile(document, folder / "bulletin.docx")
        _convert(program, folder, destination)
        write_bytes(destination, (folder / "bulletin.pdf").read_bytes())


def _convert(program: Path, folder: Path, destination: Path) -> None:
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)),
        str(folder / "bulletin.docx"),
    ]
    why = "没有给出文件"
    try:
        # A session of its own, so that what it starts itself ends with it.
        running = subprocess.Popen(  # noqa: S603  # no shell; every argument is our own
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        why = f"启动不了（{error.strerror}）"
    else:
        try:
            running.wait(timeout=_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            why = f"{_PATIENCE_SECONDS} 秒没有完成"
            _end(running)
    if not (folder / "bulletin.pdf").is_file():
        raise EnforceError(
            f"LibreOffice {why}，PDF 未生成；其他格式不受影响。",
            where=str(destination),
            remedy="请关闭正在运行的 LibreOffice 后重试，或用 WPS 打开 Word 文件另存为 PDF。",
        )


def _end(running: "subprocess.Popen[bytes]") -> None:
    """End the process and those it started."""
    if sys.platform == "win32":
        running.kill()
    else:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
