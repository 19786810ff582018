"""What answers SQL: DuckDB over the store or a lake, or Spark over a lake.

Comes in: SQL of DuckDB and values for its marks. Goes out: rows of plain Python values. Refuses to
know which engine it is.
"""

from typing import Any, Protocol


class Answer(Protocol):
    """The rows of one statement, to be read once."""

    def fetchall(self) -> list[Any]:
        """Every row that was not read yet, as a tuple."""
        ...

    def fetchone(self) -> Any:
        """The next row, or None."""
        ...

    @property
    def description(self) -> Any:
        """A tuple a column, its name first."""
        ...


class Engine(Protocol):
    """A connection that is only asked."""

    def execute(self, query: str, parameters: object = None, /) -> Answer:
        """Run one statement with `parameters` in the place of its question marks."""
        ...
