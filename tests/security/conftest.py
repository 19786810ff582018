"""The desks of tests/cli, for what is written by whole commands."""

from __future__ import annotations

from tests.cli.conftest import new, own, plain_environment, received

__all__ = ["new", "own", "plain_environment", "received"]
