"""One XML parser for every format read here: no document type, no entity, no network.

Comes in: bytes, and a Follower of elements. Goes out: nothing; the Follower has seen all. Refuses
every declaration, which no program that writes these formats makes.
"""

from typing import IO, NoReturn, Protocol
from xml.parsers import expat

from enforcement_cli.workbook.refusal import Refused

_CHUNK = 1 << 20


class Follower(Protocol):
    """What is told of each element, by its name with its namespace, and of each text."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, piece: str) -> None:
        """Text inside the element that began last."""


def follow(stream: IO[bytes], follower: Follower, encoding: str | None = None) -> None:
    """Parse a stream piece by piece.

    Args:
        stream: of XML.
        follower: is told of everything.
        encoding: overrides the declared one.

    Raises:
        Refused: it declares a document type or an entity (F-01).
        expat.ExpatError: it is not well formed.
    """
    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.EntityDeclHandler = _refuse_declaration
    parser.StartElementHandler = follower.start
    parser.EndElementHandler = follower.end
    parser.CharacterDataHandler = follower.text
    while piece := stream.read(_CHUNK):
        parser.Parse(piece, False)  # noqa: FBT003  # takes no keyword
    parser.Parse(b"", True)  # noqa: FBT003


def _refuse_declaration(*_: object) -> NoReturn:
    raise Refused("F-01", reason="XML 里有文档类型或实体声明")
