"""What the proof-reader says of a text: a verdict on each claim, and findings about its words."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from enforcement_cli.model.claim import Claim, Span
from enforcement_cli.model.indicator import FigureKey

# matches: the very number; rounded: rounded or floored rightly for what it says of itself;
# differs: the data give another; absent: no figure of the data is of this; undecided: more than one
# reading, and they do not agree.
Verdict = Literal["matches", "rounded", "differs", "absent", "undecided"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A claim held against the data.

    `key` and `true` are of the figure it was held against: `true` exact, in the claim's unit;
    `shown` the same as the text would print it. `why` is one Chinese sentence: what was compared,
    or why it could not be. `period` is the period the figure is of, as words. What is worked out of
    a figure (a target, what is missing, last period's number) has no `key`. `explain` is the command
    that leads to the figure's cells, empty where none does.
    """

    claim: Claim
    verdict: Verdict
    key: FigureKey | None = None
    true: Decimal | None = None
    shown: str = ""
    period: str = ""
    why: str = ""
    explain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What is wrong with the words, by `code` (vocabulary/proof_slips.toml).

    `serious`: it contradicts the data or must not be published, so that the exit code is 3; else it
    is for a second look. `private`: what stands there is not to be repeated. `message` says what
    stands there and what should, `remedy` what to do.
    """

    code: str
    start: int
    end: int
    message: str
    remedy: str = ""
    serious: bool = True
    private: bool = False

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return (self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The whole answer: marks in reading order, slips in reading order."""

    marks: tuple[Mark, ...]
    slips: tuple[Slip, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing differs."""
        return not any(mark.verdict == "differs" for mark in self.marks) and not any(
            slip.serious for slip in self.slips
        )
