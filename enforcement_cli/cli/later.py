"""Groups of commands that are loaded when one of them is wanted, so that the others start sooner.

Comes in: a group's name and help. Goes out: a Typer without commands, whose own come from the
module of that name. Refuses to know what the commands do.
"""

from collections.abc import MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group


class LaterGroup(TyperGroup):
    """A group that reads its commands from `enforcement_cli.cli.<name>` when they are asked for."""

    _read: dict[str, Any] | None = None

    @property
    def commands(self) -> MutableMapping[str, Any]:
        """The commands by name."""
        if self._read is None:
            self._read = dict(
                get_group(import_module(f"enforcement_cli.cli.{self.name}").app).commands
            )
        return self._read

    @commands.setter
    def commands(self, none_yet: MutableMapping[str, Any]) -> None:
        del none_yet


def add_later(app: typer.Typer, name: str, title: str) -> None:
    """Put a group into the tree without loading it."""
    group = typer.Typer(cls=LaterGroup, help=title, no_args_is_help=True, rich_markup_mode=None)
    # Typer takes what has neither a command nor a callback for a mistake.
    group.callback()(_nothing)
    app.add_typer(group, name=name)


def _nothing() -> None:
    """What stands before every command of a group."""
