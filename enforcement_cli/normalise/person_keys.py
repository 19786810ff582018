"""An identity number to a salted hash: the only thing of it that leaves this module.

Comes in: a cell of a 证件号码 column and the workspace's salt. Goes out: a key that tells persons
apart, and whether it is a natural person or an entity. No fact of a problem carries the number.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass

from enforcement_cli.model.grid import Cell
from enforcement_cli.normalise.reading import Reading, exact, folded, mark_of

_NATURAL = re.compile(r"\d{17}[0-9X]|\d{15}")
_ENTITY = re.compile(r"[0-9A-Z]{18}|[0-9A-Z]{8}-?[0-9A-Z]")
_SEPARATED = re.compile(r"[、,;/\n]")
_SCIENTIFIC = re.compile(r"-?\d+(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_DIGITS_LOST = 1e15
_SHORTEST = 6
_LOST = Reading(code="V-17", facts={"raw": "科学计数的数字"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonKey:
    """`kind` is natural, entity, or '' when the number does not say."""

    key: str
    kind: str


def parse_person(cell: Cell, salt: bytes) -> PersonKey | Reading | None:
    """The key of a person; a masked number or several in one cell give none.

    >>> parse_person("21***", b"salt"), parse_person(2.1120219800101e17, b"salt").code
    (None, 'V-17')
    """
    if isinstance(cell, float | int):
        if abs(cell) >= _DIGITS_LOST:
            return _LOST
        cell = format(exact(cell), "f")
    if not isinstance(cell, str):
        return None
    said = mark_of(cell)
    return _from_text(cell, salt) if said == "value" else said


def _from_text(text: str, salt: bytes) -> PersonKey | Reading | None:
    plain = folded(text)
    if _SCIENTIFIC.fullmatch(plain):
        return _LOST
    number = "".join(plain.split()).upper()
    if "*" in number or _SEPARATED.search(plain) or len(number) < _SHORTEST:
        return None
    key = hmac.new(salt, number.encode(), hashlib.sha256).hexdigest()
    if _NATURAL.fullmatch(number):
        return PersonKey(key=key, kind="natural")
    return PersonKey(key=key, kind="entity" if _ENTITY.fullmatch(number) else "")
