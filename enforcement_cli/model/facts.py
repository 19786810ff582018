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
