"""Which lake the facts come from instead of the workspace's store, and which engine reads it.

Comes in: an address as it was typed. Goes out: the value. Refuses to look whether anything is there.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

LakeEngine = Literal["duckdb", "spark"]
ENGINES: tuple[LakeEngine, ...] = get_args(LakeEngine)


@dataclass(frozen=True, slots=True, kw_only=True)
class LakePlace:
    """A lake and what reads it. `master`: Spark's cluster; None: this machine, or as it is set."""

    address: str
    engine: LakeEngine = "duckdb"
    master: str | None = None

    @property
    def is_local(self) -> bool:
        """Whether it is a folder of this machine, not an address such as s3a://bucket/lake."""
        return "://" not in self.address

    @property
    def folder(self) -> Path:
        """The folder of a local one."""
        return Path(self.address).expanduser().resolve()
