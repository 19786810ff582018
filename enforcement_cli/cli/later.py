"""Commands that are loaded when they are wanted, so that help and every other one start sooner.

Comes in: the table of commands, name by name with the module that has it. Goes out: the groups of
the command tree. Refuses to know what the commands do.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A command of the tree: the module that has it, and its help.

    A module has its commands in `add_to(app)`; a group's module has them in `app`.
    """

    module: str
    help: str
    group: bool = False


class Commands(MutableMapping[str, Any]):
    """The commands by name, in the order of their table; each is loaded when it is looked up."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        """Nothing is loaded yet."""
        self._entries = entries
        self._read: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The command of that name."""
        if name not in self._read:
            self._read[name] = _load(name, self._entries[name])
        return self._read[name]

    def __setitem__(self, name: str, command: Any) -> None:
        """Put in a command of nobody's table, such as Typer's own."""
        self._read[name] = command

    def __delitem__(self, name: str) -> None:
        """Take out what was put in."""
        del self._read[name]

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._entries)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._entries)


def root_of(entries: Mapping[str, Entry]) -> type[TyperGroup]:
    """The class of a group whose commands are those of the table."""

    class Root(TyperGroup):
        """The program's own commands."""

        _commands = Commands(entries)

        @property
        def commands(self) -> MutableMapping[str, Any]:
            """The commands by name."""
            return self._commands

        @commands.setter
        def commands(self, none_yet: MutableMapping[str, Any]) -> None:
            del none_yet

        def list_commands(self, ctx: Any) -> list[str]:
            """Every name, in the order of the table."""
            del ctx
            return list(entries)

        def format_commands(self, ctx: Any, formatter: Any) -> None:
            """The list of commands, from the table alone."""
            del ctx
            with formatter.section("Commands"):
                formatter.write_dl([(name, entry.help) for name, entry in entries.items()])

    return Root


def _load(name: str, entry: Entry) -> Any:
    module = import_module(f"enforcement_cli.cli.{entry.module}")
    # Typer takes what has neither a command nor a callback for a mistake.
    command: Any
    if entry.group:
        command = get_group(module.app)
    else:
        holder = typer.Typer(rich_markup_mode=None)
        module.add_to(holder)
        command = get_group(holder).commands[name]
    command.name, command.help, command.short_help = name, entry.help, None
    return command
