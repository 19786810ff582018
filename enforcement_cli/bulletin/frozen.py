"""A bulletin as text and back, so that an issue can be printed again a year later.

Comes in: a Bulletin, or the JSON of one. Goes out: the other. Decimals and days are written as
their text and read by the type of their place. Refuses to know where it is kept.
"""

import dataclasses
import json
import types
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from enforcement_cli.model.bulletin import Bulletin

_DECIMAL = "decimal"


def freeze(bulletin: Bulletin) -> str:
    """The bulletin as JSON; the same bulletin gives the same text."""
    return json.dumps(_plain(bulletin), ensure_ascii=False, separators=(",", ":"))


def thaw(text: str) -> Bulletin:
    """The bulletin of a JSON that `freeze` wrote; fields added since have their defaults."""
    found: Bulletin = _read(Bulletin, json.loads(text))
    return found


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {name: _plain(each) for name, each in fields}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    if isinstance(value, date):
        return value.isoformat()
    return value


def _read(wanted: Any, value: Any) -> Any:
    """`value` as the type says."""
    origin, inside = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        return _read_one_of(inside, value)
    if origin is tuple:
        many = len(inside) == 2 and inside[1] is Ellipsis  # tuple[X, ...]
        kinds = [inside[0]] * len(value) if many else list(inside)
        return tuple(_read(kind, each) for kind, each in zip(kinds, value, strict=True))
    if origin is Literal:
        return value
    if isinstance(wanted, type) and dataclasses.is_dataclass(wanted):
        hints = _hints(wanted)
        return wanted(**{name: _read(hints[name], each) for name, each in value.items()})
    if wanted is date:
        return date.fromisoformat(value)
    return Decimal(value[_DECIMAL]) if isinstance(value, dict) else value


def _read_one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None or (isinstance(value, dict) and set(value) == {_DECIMAL}):
        return None if value is None else Decimal(value[_DECIMAL])
    made = [kind for kind in kinds if dataclasses.is_dataclass(kind) or kind is date]
    return _read(made[0], value) if made else value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
