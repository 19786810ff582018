"""A mistyped command line, told in Chinese with what was probably meant."""

import re

_KINDS = (
    (re.compile(r"No such option: (\S+?)(?:\.|\s|$)(.*)"), "没有选项 {0}。"),
    (re.compile(r"No such command '([^']+)'"), "没有命令 {0}。"),
    (re.compile(r"Missing argument '([^']+)'"), "缺少参数 {0}。"),
    (re.compile(r"Missing option '([^']+)'"), "缺少选项 {0}。"),
    (re.compile(r"Missing command"), "没有写命令。"),
    (re.compile(r"Option '([^']+)' requires"), "选项 {0} 后面要有值。"),
    (re.compile(r"Got unexpected extra argument"), "多出了参数。"),
    (re.compile(r"Invalid value for '([^']+)': (.*)"), "{0} 的值不对：{1}。"),
)
_GUESS = re.compile(r"(?:Did you mean|Possible options:|mean one of)\s*:?\s*(.+?)[?)]?$")


def usage_sentence(error: Exception) -> str:
    """One sentence for a usage error, with the nearest names the parser knows."""
    message = str(getattr(error, "message", "") or error)
    if not message:
        message = str(getattr(error, "format_message", lambda: "")())
    shown = getattr(error, "format_message", lambda: message)()
    for pattern, sentence in _KINDS:
        found = pattern.search(shown)
        if found:
            groups = [(group or "").strip() for group in found.groups()]
            guess = _GUESS.search(shown)
            meant = f"是不是 {guess[1].strip()}？" if guess else ""
            return sentence.format(*groups) + meant
    return f"命令写法不对：{shown}"
