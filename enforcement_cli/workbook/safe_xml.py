"""One XML parser for every format read here: no document type, no entity, no network.

Comes in: bytes, and a Follower of elements. Goes out: nothing; the Follower has seen all. Refuses
every declaration, which no program that writes these formats makes.
"""

from typing import IO, NoReturn, Protocol
from xml.parsers import expat

from enforcement_cli.workbook.limits import Limits
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


def follow(
    stream: IO[bytes], follower: Follower, limits: Limits, encoding: str | None = None
) -> None:
    """Parse a stream piece by piece.

    Args:
        stream: of XML.
        follower: is told of everything.
        limits: how deep elements may stand in each other.
        encoding: overrides the declared one.

    Raises:
        Refused: it declares a document type or an entity, or nests too deep (F-01).
        expat.ExpatError: it is not well formed.
    """
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.nesting:
            raise Refused("F-01", reason=f"XML 套了 {limits.nesting} 层以上")
        follower.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        follower.end(name)

    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.EntityDeclHandler = _refuse_declaration
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = follower.text
    try:
        while piece := stream.read(_CHUNK):
            parser.Parse(piece, False)  # noqa: FBT003  # takes no keyword
        parser.Parse(b"", True)  # noqa: FBT003
    except LookupError as failure:
        if type(failure) is not LookupError:  # a follower's own
            raise
        raise Refused("F-01", reason="认不出 XML 声明的编码") from failure


def _refuse_declaration(*_: object) -> NoReturn:
    raise Refused("F-01", reason="XML 里有文档类型或实体声明")
