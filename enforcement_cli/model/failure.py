"""What stops the program, as one small tree. What is wrong with a return is a Problem instead.

EnforceError                 one sentence: where, what, what to do
├── UsageError               2   the command line contradicts itself
├── BadConfiguration         5   campaign file, rules or template wrong
├── UnknownName              6   no such campaign, court, period or file
├── Unreadable               3   a text that was to be read cannot be: somebody must answer
├── ReaderBug                70  enforce itself failed over a file; a record was kept
├── HeldBack                 7   the gate before a bulletin is shut: somebody must act first
├── LeakFound                7   what may not be published stands in a public text
├── StoreBusy                75  another enforce holds the store
├── DiskFailed               1   the disk is full, read-only, or does not let us
└── StoreBroken              1   the store cannot be opened or is newer than this program
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell is told (design.md section 5)."""

    CLEAN = 0
    FAILED = 1
    USAGE = 2
    FINDINGS = 3
    MISSING = 4
    CONFIGURATION = 5
    UNKNOWN = 6
    GATE = 7
    BUG = 70
    BUSY = 75
    INTERRUPTED = 130


class EnforceError(Exception):
    """A failure somebody outside the program can mend.

    Args:
        message: what happened, in one Chinese sentence that also says what was not changed.
        where: file, line or option it happened at; empty when there is no such place.
        remedy: what to do now, in the words of the person at the keyboard.
    """

    code = ExitCode.FAILED
    slug = "failed"

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        parts = [self.where, self.message, self.remedy]
        return " ".join(part for part in parts if part)


class UsageError(EnforceError):
    """Options that exclude each other, or a value no option takes."""

    code = ExitCode.USAGE
    slug = "usage"


class BadConfiguration(EnforceError):
    """The campaign file, an indicator, a rule or a template is wrong; `where` has file and line."""

    code = ExitCode.CONFIGURATION
    slug = "configuration"


class UnknownName(EnforceError):
    """A campaign, court, period, return or file that is not there."""

    code = ExitCode.UNKNOWN
    slug = "unknown"


class Unreadable(EnforceError):
    """A text that was to be read is damaged, locked, too large or no text; as `check` ends."""

    code = ExitCode.FINDINGS
    slug = "unreadable"


class ReaderBug(EnforceError):
    """Enforce itself failed over a file; `where` is the record of it."""

    code = ExitCode.BUG
    slug = "bug"


class HeldBack(EnforceError):
    """A bulletin may not go out as things stand; nothing was written."""

    code = ExitCode.GATE
    slug = "held_back"


class LeakFound(EnforceError):
    """A public text holds a number or name of a person; nothing was written."""

    code = ExitCode.GATE
    slug = "leak"


class StoreBusy(EnforceError):
    """Another enforce holds the store longer than we may wait."""

    code = ExitCode.BUSY
    slug = "busy"


class DiskFailed(EnforceError):
    """The disk is full, read-only, or its rights do not let us; the same command may be repeated."""

    code = ExitCode.FAILED
    slug = "disk"


class StoreBroken(EnforceError):
    """The store cannot be opened, or a newer enforce wrote it."""

    code = ExitCode.FAILED
    slug = "store"
