"""`python -m enforcement_cli` and the console script `enforce`.

Ctrl-C has an answer from the first moment, when nothing but modules is being loaded, to the last.
"""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

_INTERRUPTED = 130
_SENTENCE = "错（130）已中断，已入库的报表不受影响。重新运行同一命令即可继续。\n"


def main() -> None:
    """Run the command line; Ctrl-C before it begins ends with a sentence, after its end it is late.

    Whoever started us with Ctrl-C switched off, such as nohup, is obeyed.
    """
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, _end)
    _open_closed_streams()
    from enforcement_cli.cli.app import main as run

    try:
        if heard:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        run()
    except KeyboardInterrupt:
        _end()
    except SystemExit as ending:
        if ending.code == _INTERRUPTED:
            # All is put right and said. Left to itself, Python may yet end by the signal.
            sys.stdout.flush()
            os._exit(_INTERRUPTED)
        raise
    finally:
        if heard:
            signal.signal(signal.SIGINT, signal.SIG_IGN)


def _open_closed_streams() -> None:
    """A stream that whoever started us closed goes nowhere.

    Its number would else be given to the next file opened, and what is printed would go in there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one
    nowhere = Path(os.devnull)
    sys.stdin = sys.stdin or nowhere.open(encoding="utf-8")
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")


def _end(number: int = signal.SIGINT, frame: FrameType | None = None) -> None:
    """Say it and go; nothing is under way that would have to be put right."""
    del number, frame
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    os.write(2, _SENTENCE.encode(encoding, "replace"))
    os._exit(_INTERRUPTED)


if __name__ == "__main__":
    main()
