"""The rows of a table as Arrow columns, which become a pandas frame when somebody asks for one.

Comes in: a column a field, or a frame. Goes out: Rows, and the mapping of tables that a Batch has.
Refuses to load pandas for what Arrow can tell: most returns are read, judged and stored without it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

Mask = NDArray[np.bool_]

TEXT, WHOLE, DAY, FLAG = pa.large_string(), pa.int64(), pa.date32(), pa.bool_()
LIST = pa.list_(pa.string())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Columns of one length: a table's own, `sheet` and `row` (Excel's); `held`: 退回 on the row.

    Texts are large_string, money and counts int64, days date32; lists are never missing.
    """

    columns: Mapping[str, pa.Array]
    held: Mask

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.held)

    def __contains__(self, name: object) -> bool:
        """Whether there is such a column."""
        return name in self.columns

    def __getitem__(self, name: str) -> pa.Array:
        """A column."""
        return self.columns[name]


class Frames(Mapping[str, "pd.DataFrame"]):
    """The tables of a batch by name: pandas frames for who asks so, else Rows.

    Either is made of the other when it is first asked for; a frame got from here is not changed.
    """

    __slots__ = ("_frames", "_names", "_rows")

    def __init__(self, tables: "Mapping[str, Rows | pd.DataFrame]") -> None:
        self._names = tuple(tables)
        self._rows = {name: table for name, table in tables.items() if isinstance(table, Rows)}
        self._frames = {n: table for n, table in tables.items() if not isinstance(table, Rows)}

    def __getitem__(self, name: str) -> "pd.DataFrame":
        if name not in self._frames:
            self._frames[name] = frame_of(self._rows[name])
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def rows(self, name: str) -> Rows:
        """The rows of a table."""
        if name not in self._rows:
            self._rows[name] = rows_of(self._frames[name])
        return self._rows[name]

    def held(self, name: str) -> Mask:
        """Which rows of a table are held."""
        if name in self._rows:
            return self._rows[name].held
        return self._frames[name]["held"].to_numpy(dtype=bool)

    def put(self, name: str, table: "Rows | pd.DataFrame") -> "Frames":
        """The same tables with another one of that name."""
        return Frames(
            {n: self._rows[n] if n in self._rows else self._frames[n] for n in self} | {name: table}
        )


def tables_of(frames: "Mapping[str, pd.DataFrame]") -> Frames:
    """The tables of a batch, whose frames may be a plain mapping."""
    return frames if isinstance(frames, Frames) else Frames(frames)


def rows_of(frame: "pd.DataFrame") -> Rows:
    """A frame's columns as Arrow's."""
    return Rows(
        columns={str(name): _column(frame[name]) for name in frame.columns if name != "held"},
        held=frame["held"].to_numpy(dtype=bool),
    )


def _column(values: "pd.Series[Any]") -> pa.Array:
    array = pa.array(values.array, from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_timestamp(array.type):
        return array.cast(DAY)
    if pa.types.is_list(array.type):
        return without_missing(array.cast(LIST))
    return array.cast(TEXT) if pa.types.is_string(array.type) else array


def frame_of(rows: Rows) -> "pd.DataFrame":
    """Rows as a pandas frame of the types that Batch promises."""
    import pandas as pd

    arrays: list[Any] = []
    for name, column in rows.columns.items():
        arrays.append(_numbers(column) if name == "row" else _framed(column))
        if name == "row":
            arrays.append(np.array(rows.held))
    frame = pd.DataFrame(dict(enumerate(arrays)), copy=False)
    frame.columns = _names_of(tuple(rows.columns))
    return frame


@cache
def _names_of(columns: tuple[str, ...]) -> "pd.Index[str]":
    """The names of a frame's columns: one index for all frames, looked through once a process."""
    import pandas as pd

    place = columns.index("row") + 1
    return pd.Index([*columns[:place], "held", *columns[place:]], dtype=object)


def without_missing(lists: pa.Array) -> pa.Array:
    """A column of lists, empty where nothing was said."""
    if not lists.null_count:
        return lists
    if lists.null_count < len(lists):
        return pa.array([value or [] for value in lists.to_pylist()], lists.type)
    return no_lists(len(lists))


def no_lists(length: int) -> pa.Array:
    """A column of empty lists."""
    nowhere = pa.py_buffer(bytes(4 * (length + 1)))
    return pa.Array.from_buffers(LIST, length, [None, nowhere], children=[pa.nulls(0, pa.string())])


def _framed(column: pa.Array) -> Any:
    # Lists are equal and have not one hash: DuckDB's name for what is in them is another.
    return (_lists if pa.types.is_list(column.type) else _FRAMED[column.type])(column)


def _texts(array: pa.Array) -> Any:
    """As string[pyarrow]."""
    import pandas as pd

    return pd.arrays.ArrowStringArray(array)


def _wholes(array: pa.Array) -> Any:
    """As Int64: 分 and counts, never through a float."""
    import pandas as pd

    length = len(array)
    if array.null_count == length:
        return pd.arrays.IntegerArray(np.zeros(length, dtype="int64"), np.ones(length, dtype=bool))
    return pd.arrays.IntegerArray(*_filled(array, 0))


def _days(array: pa.Array) -> Any:
    """As datetime64[s], NaT for missing."""
    return array.cast(pa.timestamp("s")).to_numpy(zero_copy_only=False)


def _flags(array: pa.Array) -> Any:
    """Three values: True, False, missing."""
    import pandas as pd

    return pd.arrays.BooleanArray(*_filled(array, pa.scalar(value=False)))


def _lists(array: pa.Array) -> Any:
    import pandas as pd

    return pd.arrays.ArrowExtensionArray(array)


def _numbers(array: pa.Array) -> Any:
    """As int64 that may be written to."""
    return np.array(array.to_numpy())


def _filled(array: pa.Array, blank: Any) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The values with `blank` for missing, and which are missing."""
    if not array.null_count:
        missing = np.zeros(len(array), dtype=bool)
    else:
        missing = array.is_null().to_numpy(zero_copy_only=False)
        array = array.fill_null(blank)
    return np.array(array.to_numpy(zero_copy_only=False)), missing


_FRAMED: dict[pa.DataType, Callable[[pa.Array], Any]] = {
    TEXT: _texts, WHOLE: _wholes, DAY: _days, FLAG: _flags,
}  # fmt: skip
