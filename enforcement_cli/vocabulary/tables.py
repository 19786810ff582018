"""Reads the TOML tables of this package; each is parsed once a process."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The table `name`.toml as parsed."""
    text = files("enforcement_cli.vocabulary").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
