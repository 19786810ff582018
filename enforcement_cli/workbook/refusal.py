"""Why a file is not read: raised inside workbook/, turned into a Problem at its one door."""


class Refused(Exception):
    """The file, or one of its sheets, cannot be taken.

    Args:
        code: the check it fires, F-01, F-02 or F-11.
        reason: what is wrong, in the words of its message.
        sheet: the sheet it concerns; empty for the whole file.
    """

    def __init__(self, code: str, *, reason: str = "", sheet: str = "") -> None:
        super().__init__(code, reason, sheet)
        self.code = code
        self.reason = reason
        self.sheet = sheet
