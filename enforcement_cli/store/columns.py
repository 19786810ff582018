"""Arrow columns of Python values, laid out by hand.

Comes in: rows of values and the kinds of their columns, in the store's words. Goes out: a table of
pyarrow. Refuses `pa.array` and `pa.scalar`: each loads pandas (0.4 s) to ask whether it was given a
frame's values. Pyarrow itself is loaded when there is something to lay out.
"""

import sys
from array import array
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

_TEXT, _TEXTS = "VARCHAR", "VARCHAR[]"
# How many bits a number has, as the module array calls it.
_WIDTHS = {"INTEGER": "i", "DATE": "i", "BIGINT": "q", "TIMESTAMP": "q"}
_EPOCH, _FIRST = date(1970, 1, 1), datetime(1970, 1, 1)  # the store has no zone
_MICROSECOND = timedelta(microseconds=1)


def rows_table(kinds: Mapping[str, str], rows: Sequence[tuple[object, ...]]) -> "pa.Table":
    """Rows of values as columns of these kinds; None is missing.

    Raises:
        TypeError: a value is not of its column's kind.
    """
    import pyarrow as pa

    columns = zip(*rows, strict=True) if rows else [()] * len(kinds)
    arrays = [_column(kind, values) for kind, values in zip(kinds.values(), columns, strict=True)]
    return pa.Table.from_arrays(arrays, names=list(kinds))


def repeated(number: int, rows: int) -> "pa.Array":
    """One whole number in every row, as int64."""
    import pyarrow as pa

    whole = pa.py_buffer(number.to_bytes(8, sys.byteorder, signed=True) * rows)
    return pa.Array.from_buffers(pa.int64(), rows, [None, whole])


def _column(kind: str, values: Sequence[Any]) -> "pa.Array":
    import pyarrow as pa

    valid = _bits(values) if None in values else None
    if kind == _TEXT:
        coded = [b"" if value is None else value.encode() for value in values]
        ends = array("i", accumulate(map(len, coded), initial=0))
        buffers = [valid, pa.py_buffer(ends), pa.py_buffer(b"".join(coded))]
        return pa.Array.from_buffers(pa.string(), len(values), buffers)
    if kind == _TEXTS:
        lists = [value or () for value in values]
        ends = array("i", accumulate(map(len, lists), initial=0))
        texts = _column(_TEXT, [text for texts in lists for text in texts])
        buffers = [valid, pa.py_buffer(ends)]
        return pa.Array.from_buffers(pa.list_(pa.string()), len(values), buffers, children=[texts])
    if kind in ("DATE", "TIMESTAMP"):
        whole: Sequence[int] = [_number(value) for value in values]
    else:
        whole = values if valid is None else [0 if value is None else value for value in values]
    numbers = array(_WIDTHS[kind], whole)
    types = {
        "INTEGER": pa.int32(), "DATE": pa.date32(), "BIGINT": pa.int64(),
        "TIMESTAMP": pa.timestamp("us"),
    }  # fmt: skip
    return pa.Array.from_buffers(types[kind], len(values), [valid, pa.py_buffer(numbers)])


def _number(value: object) -> int:
    if isinstance(value, datetime):
        return (value - _FIRST) // _MICROSECOND
    if isinstance(value, date):
        return (value - _EPOCH).days
    if value is None:
        return 0
    raise TypeError(f"a day is wanted, not a {type(value).__name__}")


def _bits(values: Sequence[object]) -> "pa.Buffer":
    """A bit a value, set where it is not missing."""
    import pyarrow as pa

    bits = bytearray((len(values) + 7) // 8)
    for place, value in enumerate(values):
        if value is not None:
            bits[place >> 3] |= 1 << (place & 7)
    return pa.py_buffer(bits)
