"""A workbook's parts as bytes, with the relations between them; written back part by part.

Comes in: the bytes of an OOXML package. Goes out: the same parts, in the same order, those that
were changed replaced. Refuses what is too large or written so that no part can be changed safely.
"""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from html import escape, unescape
from xml.parsers import expat

from enforcement_cli.check.sendback.damage import NotMarkable
from enforcement_cli.vocabulary.sendback import reason_apart

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "[Content_Types].xml"
_LARGEST = 512 << 20
_FREE, _RATIO = 64 << 20, 200
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError,
            ValueError, OSError)  # fmt: skip
_RELATION = re.compile(rb"<Relationship\b[^>]*?/?>(?:</Relationship>)?")
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ROOT = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*<([\w.-]+)[\s>/]")
_OTHER_ENCODING = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding=[\"'](?!utf-?8[\"'])", re.IGNORECASE
)
# What XML 1.0 cannot hold, escaped or not; a file name may bring half a character.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_PLAIN = (b"<!--", b"<![CDATA[", b"<!DOCTYPE", b"<!ENTITY")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What a part refers to: the relation's id, the last step of its type, the part."""

    id: str
    kind: str
    part: str


@dataclass(slots=True)
class Package:
    """`parts` by their path, as they stand now; those of them that were found well formed."""

    parts: dict[str, bytes]
    sound: dict[str, bytes] = field(default_factory=dict)

    def named(self, path: str) -> str | None:
        """The part's path as it is written; paths are compared without case."""
        wanted = path.lower()
        return next((name for name in self.parts if name.lower() == wanted), None)

    def free_name(self, pattern: str) -> str:
        """The first path that no part has; `pattern` holds `{}` for its number.

        It should be a name no program gives: a part may be missing and referred to all the same.
        """
        number = 1
        while self.named(pattern.format(number)):
            number += 1
        return pattern.format(number)


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a start tag, by their names as written.

    >>> attributes(b'<sheet name="a&amp;b" r:id="rId1"/>')
    {'name': 'a&b', 'r:id': 'rId1'}
    """
    return {
        found[1].decode(): unescape((found[2] or found[3] or b"").decode("utf-8", "replace"))
        for found in _ATTRIBUTE.finditer(tag)
    }


def quoted(text: str) -> str:
    """Text as it may stand in XML, between tags and in attributes; what XML cannot hold left out."""
    return escape(_NOT_XML.sub("", text), quote=True)


def open_package(data: bytes) -> Package:
    """The parts of a package.

    Raises:
        NotMarkable: it is damaged, or larger than any return.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            size = sum(info.file_size for info in source.infolist())
            if size > _LARGEST or (size > _FREE and size > len(data) * _RATIO):
                raise NotMarkable(reason_apart("unreadable"))
            paths = [
                (info.filename.replace("\\", "/").lstrip("/"), info)
                for info in source.infolist()
                if not info.filename.endswith(("/", "\\"))
            ]
            names = [path for path, _ in paths]
            # Of two parts of one path a program takes the first, another the last.
            if TYPES not in names or len({name.lower() for name in names}) < len(names):
                raise NotMarkable(reason_apart("unusual"))
            return Package({path: source.read(info) for path, info in paths})
    except _DAMAGED as failure:
        raise NotMarkable(reason_apart("unreadable")) from failure


def save_package(package: Package) -> bytes:
    """The package as one file; the same parts give the same bytes."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in package.parts.items():
            entry = zipfile.ZipInfo(name)  # dated 1980
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return whole.getvalue()


def plain_part(package: Package, name: str) -> bytes:
    """A part that can be changed by its text.

    Raises:
        NotMarkable: it is absent, not well formed, not UTF-8, uses a prefix or what hides text from
            a search.
    """
    data = package.parts.get(name)
    if data is None or _OTHER_ENCODING.match(data) or not _ROOT.match(data):
        raise NotMarkable(reason_apart("unusual"))
    if any(sign in data for sign in _NOT_PLAIN):
        raise NotMarkable(reason_apart("unusual"))
    if package.sound.get(name) is not data:
        refuse_broken(data)  # a search for the end of what never ends takes for ever
        package.sound[name] = data
    return data


def refuse_broken(data: bytes) -> None:
    """Look at a part before it is searched, and again after it was changed.

    Raises:
        NotMarkable: it is not well formed.
    """
    try:
        expat.ParserCreate().Parse(data, True)  # noqa: FBT003  # takes no keyword
    except expat.ExpatError as failure:
        raise NotMarkable(reason_apart("unusual")) from failure


def _relations_part(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def relations(package: Package, part: str) -> list[Relation]:
    """What a part refers to inside the package."""
    name = package.named(_relations_part(part))
    if name is None:
        return []
    folder = part.rpartition("/")[0]
    found: list[Relation] = []
    for tag in _RELATION.findall(plain_part(package, name)):
        said = attributes(tag)
        target = said.get("Target", "").replace("\\", "/")
        if said.get("TargetMode") == "External":
            continue
        path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        kind = said.get("Type", "").rpartition("/")[2]
        there = package.named(posixpath.normpath(path)) or ""
        found.append(Relation(id=said.get("Id", ""), kind=kind, part=there))
    return found


def add_relation(package: Package, part: str, kind: str, target: str) -> str:
    """Let a part refer to another; the relation's id."""
    wanted = _relations_part(part)
    name = package.named(wanted) or wanted
    data = package.parts.get(name)
    if data is None:
        data = f'<Relationships xmlns="{RELATIONS}"></Relationships>'.encode()
    data = re.sub(rb"<Relationships\b([^>]*)/>", rb"<Relationships\1></Relationships>", data)
    taken = {attributes(tag).get("Id", "") for tag in _RELATION.findall(data)}
    number = 1
    while (new := f"rIdE{number}") in taken:
        number += 1
    line = f'<Relationship Id="{new}" Type="{OFFICE}/{kind}" Target="/{quoted(target)}"/>'
    package.parts[name] = data.replace(b"</Relationships>", line.encode() + b"</Relationships>")
    return new


def drop_relation(package: Package, part: str, relation: str) -> None:
    """Take a relation of a part away."""
    name = package.named(_relations_part(part))
    if name is not None:
        package.parts[name] = _RELATION.sub(
            lambda tag: b"" if attributes(tag[0]).get("Id") == relation else tag[0],
            package.parts[name],
        )


def add_part(package: Package, name: str, data: bytes, content_type: str) -> None:
    """A new part with its type."""
    package.parts[name] = data
    line = f'<Override PartName="/{quoted(name)}" ContentType="{content_type}"/>'.encode()
    package.parts[TYPES] = package.parts[TYPES].replace(b"</Types>", line + b"</Types>")


def add_default_type(package: Package, extension: str, content_type: str) -> None:
    """The type of every part with an extension, where the package does not say one."""
    types = package.parts[TYPES]
    said = {
        attributes(tag).get("Extension", "").lower()
        for tag in re.findall(rb"<Default\b[^>]*>", types)
    }
    if extension not in said:
        line = f'<Default Extension="{extension}" ContentType="{content_type}"/>'.encode()
        at = re.search(rb"<Types\b[^>]*>", types)
        if at is None:
            raise NotMarkable(reason_apart("unusual"))
        package.parts[TYPES] = types[: at.end()] + line + types[at.end() :]


def drop_part(package: Package, name: str) -> None:
    """Take a part away, with its type and its own relations."""
    for gone in (name, package.named(_relations_part(name))):
        if gone is not None:
            package.parts.pop(gone, None)
    package.parts[TYPES] = re.sub(
        rb"<Override\b[^>]*?/?>(?:</Override>)?",
        lambda tag: (
            b"" if attributes(tag[0]).get("PartName", "").lower() == f"/{name}".lower() else tag[0]
        ),
        package.parts[TYPES],
    )
