"""The hidden row of a blank return, as text: one tag a column, and a stamp of what was issued.

Comes in: what a blank is, or a cell's text. Goes out: the text, or what it says. Refuses to know
where the row stands.
"""

import re
from dataclasses import dataclass
from datetime import date

_TAG = re.compile(r"^#(?P<form>[a-z]+)\.(?P<tag>\S+)(?: (?P<unit>\S+))?$")
_LEAD = "#enforce/1"
# The first cell of the guide: what the sheet says by way of example is no evidence.
GUIDE_MARK = f"{_LEAD}|guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What stands above one column: the form, the column's tag, the unit it was issued in."""

    form: str
    tag: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Which blank it is: whose, of which form, campaign and days, with which revision of columns."""

    form: str
    court: str
    campaign: str
    start: date
    end: date
    revision: str


def tag_text(tag: Tag) -> str:
    """The cell that stands above a column.

    >>> tag_text(Tag(form="cases", tag="claim_fen", unit="元"))
    '#cases.claim_fen 元'
    """
    return f"#{tag.form}.{tag.tag} {tag.unit}".rstrip()


def read_tag(text: str) -> Tag | None:
    """What such a cell says; None for any other text."""
    match = _TAG.match(text.strip())
    if match is None:
        return None
    return Tag(form=match["form"], tag=match["tag"], unit=match["unit"] or "")


def stamp_text(stamp: Stamp) -> str:
    """The stamp as one cell."""
    days = f"{stamp.start.isoformat()}|{stamp.end.isoformat()}"
    return f"{_LEAD}|{stamp.form}|{stamp.court}|{stamp.campaign}|{days}|{stamp.revision}"


def read_stamp(text: str) -> Stamp | None:
    """What a stamp says; None for any other text, and for one that was cut or changed."""
    parts = text.strip().split("|")
    if len(parts) != 7 or parts[0] != _LEAD:
        return None
    try:
        start, end = date.fromisoformat(parts[4]), date.fromisoformat(parts[5])
    except ValueError:
        return None
    return Stamp(
        form=parts[1], court=parts[2], campaign=parts[3], start=start, end=end, revision=parts[6]
    )
