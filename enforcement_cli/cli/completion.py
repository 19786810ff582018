"""`--install-completion` and `--show-completion`: the Tab key's script put in place, or printed.

Comes in: the name of a shell. Goes out: a script in the user's own folder, and one line in the file
the shell reads at its start. Refuses to change anything else there, and to set what a shell may run.
"""

import os
import subprocess
import sys
from pathlib import Path

import typer

from enforcement_cli.cli.shell_scripts import SCRIPTS
from enforcement_cli.disk.whole import make_folder, write_whole
from enforcement_cli.model.failure import EnforceError, UsageError

# What a shell's start file holds is no secret; its mode stays, a new one is like others' files.
_MODE = 0o644


def shell_here() -> str:
    """The shell of whoever runs this: by SHELL, on Windows PowerShell."""
    named = Path(os.environ.get("SHELL", "")).name
    return named if named in SCRIPTS else "powershell" if sys.platform == "win32" else "bash"


def with_shell(arguments: list[str]) -> list[str]:
    """The command line with the shell that `--install-completion` at its end leaves out."""
    if arguments and arguments[-1] in ("--install-completion", "--show-completion"):
        return [*arguments, shell_here()]
    return arguments


def show_completion(shell: str | None) -> None:
    """Print the script of a shell and end.

    Raises:
        UsageError: there is no such shell.
    """
    if shell is not None:
        sys.stdout.write(_script(shell))
        raise typer.Exit(0)


def install_completion(shell: str | None) -> None:
    """Put the script in place, have the shell read it, and end; done before, nothing changes.

    Raises:
        UsageError: there is no such shell.
        EnforceError: the files cannot be written.
    """
    if shell is None:
        return
    script = _script(shell)
    try:
        place, start = _place_and_start(shell)
        make_folder(place.parent)
        write_whole(place, script.encode(), mode=_MODE)
        if start is not None:
            _add_line(start, _line(shell, place))
    except OSError as error:
        raise EnforceError(
            f"装不上自动补全（{error.strerror}）。",
            where=str(error.filename or ""),
            remedy=f"可以自己放：enforce --show-completion {shell} 打印脚本。",
        ) from error
    sys.stdout.write(f"已为 {shell} 装上自动补全：{place}。重开终端即可使用。\n")
    raise typer.Exit(0)


def _script(shell: str) -> str:
    if shell not in SCRIPTS:
        raise UsageError(f"没有“{shell}”的自动补全。", remedy=f"可用：{'、'.join(SCRIPTS)}。")
    return SCRIPTS[shell]


def _place_and_start(shell: str) -> tuple[Path, Path | None]:
    """Where the script goes, and the file that has the shell read it; None: the shell looks there."""
    home = Path.home()
    if shell == "fish":
        folder = os.environ.get("XDG_CONFIG_HOME") or home / ".config"
        return Path(folder) / "fish" / "completions" / "enforce.fish", None
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None
    folder = Path(base or os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "enforce"
    if shell == "bash":
        return folder / "completion.bash", home / ".bashrc"
    if shell == "zsh":
        start = Path(os.environ.get("ZDOTDIR") or home) / ".zshrc"
        return folder / "completion.zsh", start
    return folder / "completion.ps1", _profile(shell)


def _profile(shell: str) -> Path:
    """What PowerShell says it reads at its start."""
    asked = "[Console]::OutputEncoding = [Text.Encoding]::UTF8; $PROFILE"
    try:
        ran = subprocess.run(  # noqa: S603  # one of two fixed names
            [shell, "-NoProfile", "-Command", asked], capture_output=True, check=True, timeout=60
        )
    except subprocess.SubprocessError as error:
        raise EnforceError(
            f"问不出 {shell} 的配置文件在哪里。",
            remedy=f"可以自己放：enforce --show-completion {shell} 打印脚本。",
        ) from error
    return Path(ran.stdout.decode("utf-8").strip())


def _line(shell: str, place: Path) -> bytes:
    quoted = str(place).replace("'", "'\\''")
    if shell == "bash":
        return f"[ -f '{quoted}' ] && . '{quoted}'".encode()
    if shell == "zsh":
        ready = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }"
        return f"{ready}; [[ -f '{quoted}' ]] && . '{quoted}'".encode()
    # Older PowerShells read the file in the machine's code page: the user's name stays out of it.
    known = "$env:LOCALAPPDATA" if sys.platform == "win32" else "$HOME/.local/share"
    return f'. "{known}/enforce/completion.ps1"'.encode()


def _add_line(path: Path, line: bytes) -> None:
    """Have a file end with a line it does not hold yet; a link to it stays one."""
    real = path.resolve()
    held = real.read_bytes() if real.exists() else b""
    if line in held.splitlines():
        return
    gap = b"" if not held or held.endswith(b"\n") else b"\n"
    make_folder(real.parent)
    mode = real.stat().st_mode & 0o777 if real.exists() else _MODE
    write_whole(real, held + gap + line + b"\n", mode=mode)
