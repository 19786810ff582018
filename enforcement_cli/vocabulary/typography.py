"""How a bulletin is set on paper, from typography.toml: page, fonts, styles, table sizes, words.

Comes in: that table. Goes out: frozen values. Refuses to know a file format or a bulletin.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from enforcement_cli.vocabulary.tables import load

Align = Literal["left", "center", "right", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A4 upright, in mm; `wide_after` columns of figures a table lies across."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    footer: int
    line_points: float
    characters: int
    wide_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font by its name in the file, what stands in for it, and the font of the digits."""

    id: str
    name: str
    instead: str
    west: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """A paragraph style. `size` in half points; `line_points` 0: as the text needs, None: a line.

    `rule` is the colour of a line below it; `outline` its level in the outline, None: none.
    """

    id: str
    name: str
    font: str
    size: int
    align: Align
    colour: str = ""
    line_points: float | None = None
    before_points: float = 0
    after_points: float = 0
    first_line_chars: int = 0
    right_chars: int = 0
    keep_next: bool = False
    outline: int | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSetting:
    """Sizes of a table's text in half points, lengths in points, counts of rows and characters."""

    sizes: tuple[int, ...]
    split_size: int
    padding_points: float
    row_points: float
    together: int
    number_slack: float
    wrap_chars: int


@cache
def page() -> Page:
    """The page."""
    return Page(**load("typography")["page"])


@cache
def fonts() -> dict[str, Font]:
    """Every font by its id."""
    return {entry["id"]: Font(**entry) for entry in load("typography")["font"]}


@cache
def text_styles() -> dict[str, TextStyle]:
    """Every paragraph style by its id."""
    return {entry["id"]: TextStyle(**entry) for entry in load("typography")["style"]}


@cache
def table_setting() -> TableSetting:
    """How tables are set."""
    found = load("typography")["table"]
    return TableSetting(**{**found, "sizes": tuple(found["sizes"])})


def word_of_layout(name: str, **facts: object) -> str:
    """A word that the layout adds to the text, or says of it, by its name in the table."""
    return str(load("typography")["words"][name]).format(**facts)


def font_note() -> str:
    """What to say to who opens a Word file: its fonts, each with what may stand in for it."""
    named = dict.fromkeys(f"{font.name}（{font.instead}）" for font in fonts().values())
    return word_of_layout("fonts", fonts="、".join(named))
