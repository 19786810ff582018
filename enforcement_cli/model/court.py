"""A court of the desk, and how it is found by what people write."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["intermediate", "basic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """One court: 法院代字, full and short name, and the other names its returns carry."""

    code: str
    name: str
    short: str
    level: Level = "basic"
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the longest first, so that a prefix never wins over the whole."""
        return tuple(sorted({self.name, self.short, *self.aliases}, key=lambda n: (-len(n), n)))
