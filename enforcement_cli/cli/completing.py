"""Answers a shell that asks what may come next on the command line.

Comes in: the words typed so far, by the environment (`shell_scripts` has what asks). Goes out: one
line a possibility, with a tab and its help where the shell shows any. Refuses to fail: without an
answer nothing is printed, and the shell offers files.
"""

import contextlib
import re
import shlex
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import typer
from typer.main import get_command

from enforcement_cli.cli.offers import Offer, Typed, offers

ASKED = "_ENFORCE_COMPLETE"
# Names come from files others write; what a shell might take for more than a word stays out.
_PLAIN = re.compile(r"[\w.,:/+@%=“”（）〔〕、《》·-]+")
_COMMANDS = "commands"


@dataclass(kw_only=True)
class _Walk:
    """How far the words before the last one lead."""

    command: Any
    path: list[str] = field(default_factory=list)
    waiting: Any = None  # an option whose value comes next
    given: dict[str, str] = field(default_factory=dict)
    arguments: int = 0
    only_arguments: bool = False


def answer(app: typer.Typer, environment: Mapping[str, str]) -> int:
    """Print what may stand at the cursor; the exit code, which is always 0."""
    # Nobody asked for a message here: a wrong campaign file or a busy store is told by commands.
    with contextlib.suppress(Exception):
        shell = environment[ASKED].partition("_")[2]
        words, at = _words_of(environment, shell)
        found = possibilities(get_command(app), words[1:at], words[at])
        lines = _lines(found, shell, _typed_apart(environment, shell, words[at]))
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def possibilities(root: Any, before: list[str], word: str) -> list[Offer]:
    """What may stand where `word` was begun, after the words `before`."""
    walk = _walked(root, before)
    command = " ".join(walk.path)
    prefix = ""
    if walk.waiting is None and word.startswith("--") and "=" in word and not walk.only_arguments:
        name, _, word = word.partition("=")
        walk.waiting, prefix = _option(walk.command, name), f"{name}="
    typed = Typed(command=command, options=walk.given, word=word)
    if walk.waiting is not None:
        found = offers(walk.waiting.opts[-1], typed)
    elif word.startswith("-") and not walk.only_arguments:
        found = _options(walk)
    elif hasattr(walk.command, _COMMANDS):
        found = _names(walk.command)
    else:
        name = _argument(walk)
        found = offers(name, typed) if name else []
    fitting = [(value, said) for value, said in found if value.startswith(word)]
    return [(prefix + value, said) for value, said in fitting if _PLAIN.fullmatch(value)]


def _walked(root: Any, words: Iterable[str]) -> _Walk:
    walk = _Walk(command=root)
    for word in words:
        if walk.waiting is not None:
            walk.given[_long(walk.waiting)] = word
            walk.waiting = None
        elif word == "--":
            walk.only_arguments = True
        elif word.startswith("-") and not walk.only_arguments:
            name, equals, value = word.partition("=")
            option = _option(walk.command, name)
            if option is not None and _takes_value(option) and not equals:
                walk.waiting = option
            elif option is not None:
                walk.given[_long(option)] = value
        elif word in getattr(walk.command, _COMMANDS, {}):
            walk.command = walk.command.commands[word]
            walk.path.append(word)
        else:
            walk.arguments += 1
    return walk


def _option(command: Any, name: str) -> Any:
    found = [one for one in command.params if name in (*one.opts, *one.secondary_opts)]
    return found[0] if found else None


def _long(option: Any) -> str:
    return str(max(option.opts, key=len))


def _takes_value(option: Any) -> bool:
    return not (option.is_flag or option.count)


def _options(walk: _Walk) -> list[Offer]:
    """Every option that is not on the line yet, or may stand there twice."""
    found = [("--help", "用法。")]
    for one in walk.command.params:
        if one.param_type_name == "option" and not one.hidden:
            if _long(one) in walk.given and not one.multiple:
                continue
            names = (*one.opts, *one.secondary_opts)
            found += [(name, one.help or "") for name in names if name.startswith("--")]
    return found


def _names(group: Any) -> list[Offer]:
    """The commands of a group; those of the program from its table, none of them loaded."""
    from enforcement_cli.cli.app import COMMANDS

    if group.name == "enforce":
        return [(name, entry.help) for name, entry in COMMANDS.items()]
    return [(name, one.help or "") for name, one in group.commands.items() if not one.hidden]


def _argument(walk: _Walk) -> str:
    """How the help calls the argument at this place; the last one may go on."""
    taken = [one for one in walk.command.params if one.param_type_name == "argument"]
    if walk.arguments < len(taken):
        return str(taken[walk.arguments].metavar)
    return str(taken[-1].metavar) if taken and taken[-1].nargs == -1 else ""


def _words_of(environment: Mapping[str, str], shell: str) -> tuple[list[str], int]:
    """The words, the program's name first, and which of them the cursor is in."""
    raw = environment["COMP_WORDS"].split("\n")
    at = int(environment["COMP_CWORD"])
    raw = [*raw[:at], raw[at] if at < len(raw) else ""]
    if shell == "bash":
        raw = _rejoined(raw)
    words = [_unquoted(word) for word in raw] if shell in ("bash", "fish") else raw
    return words, len(words) - 1


def _rejoined(raw: list[str]) -> list[str]:
    """Bash takes words apart at = and :, which belong to them."""
    words: list[str] = []
    for at, word in enumerate(raw):
        if word == "=" and words and words[-1].startswith("--"):
            # `--court =` is `--court` with its value to come.
            if at == len(raw) - 1:
                words.append("")
        elif words and at and (word == ":" or raw[at - 1] == ":"):
            words[-1] += word
        else:
            words.append(word)
    return words


def _typed_apart(environment: Mapping[str, str], shell: str, word: str) -> str:
    """What of the word bash holds for words of their own: it puts answers after that."""
    if shell != "bash" or ":" not in word:
        return ""
    at = int(environment["COMP_CWORD"])
    raw = [*environment["COMP_WORDS"].split("\n"), "", ""]
    return word[: word.rindex(":") + 1] if ":" in (raw[at], raw[at - 1]) else ""


def _unquoted(word: str) -> str:
    if not set(word) & set("\"'\\"):  # fish has already done it: a space may stand there
        return word
    try:
        return "".join(shlex.split(word))
    except ValueError:  # a quotation that is not closed yet
        return word.replace('"', "").replace("'", "").replace("\\", "")


def _lines(found: Iterable[Offer], shell: str, apart: str) -> Iterable[str]:
    for value, said in found:
        if shell == "bash":
            # Alone after a colon nothing stands: bash puts it back itself.
            yield value.removeprefix(apart)
        else:
            yield f"{value}\t{' '.join(said.split())}" if said else value
