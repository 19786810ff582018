"""What one return gives the store: its facts as Arrow tables, and the places they stood in.

Comes in: nothing. Goes out: a value that crosses from the process that read a file to the one that
stores it. Refuses to know frames, and the number the return will get.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # whoever has facts has it
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The rows of one return that enter, without a `return_id`.

    `tables` maps a table of the store to its rows that are not held: `sheet`, `row` and those of
    its columns anything stands in. `places` are the columns of the return's sheets, as in the store.
    Of a refused return only the places are kept.
    """

    tables: "Mapping[str, pa.Table]"
    places: "pa.Table"
    measure_kinds: tuple[str, ...] = ()

    @property
    def nbytes(self) -> int:
        """How much memory the rows take."""
        return sum(rows.nbytes for rows in (self.places, *self.tables.values()))

    def __reduce__(self) -> tuple[object, ...]:
        """Packed as a stream a table: an array at a time costs ten times as much."""
        packed = {name: _packed(rows) for name, rows in self.tables.items()}
        return _unpacked, (packed, _packed(self.places), self.measure_kinds)


def _packed(rows: "pa.Table") -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return bytes(sink.getvalue().to_pybytes())


def _unpacked(packed: Mapping[str, bytes], places: bytes, kinds: tuple[str, ...]) -> Facts:
    import pyarrow as pa

    def rows_of(stream: bytes) -> pa.Table:
        with pa.ipc.open_stream(pa.py_buffer(stream)) as reader:
            return reader.read_all()

    return Facts(
        tables={name: rows_of(stream) for name, stream in packed.items()},
        places=rows_of(places),
        measure_kinds=kinds,
    )
