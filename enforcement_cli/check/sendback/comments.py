"""Comments of one sheet: the court's own are kept, ours are written below them and taken out again.

Comes in: a package and texts by cell. Goes out: the package with the sheet's comments part and the
drawing that shows them. Refuses comments that are drawn by anything else (form controls).
"""

import re
from collections.abc import Mapping

from enforcement_cli.check.sendback.cells import Place
from enforcement_cli.check.sendback.damage import NotMarkable
from enforcement_cli.check.sendback.package import (
    MAIN,
    OFFICE,
    Package,
    add_default_type,
    add_part,
    add_relation,
    attributes,
    drop_part,
    drop_relation,
    plain_part,
    quoted,
    relations,
)
from enforcement_cli.model.origin import column_letter, column_number
from enforcement_cli.vocabulary.sendback import reason_apart, sendback_word

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_V, _O, _X = (
    f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:excel")
)
_COMMENT = re.compile(rb"<comment\b([^>]*)(?<!/)>(.*?)</comment>", re.DOTALL)
_SHAPE = re.compile(rb"<(\w+:)?shape\b[^>]*(?<!/)>.*?</(?:\w+:)?shape>", re.DOTALL)
_SHAPE_ID = re.compile(rb"_x0000_s(\d{1,9})\b")
_AT = re.compile(rb"<(?:\w+:)?(Row|Column)>\s*(\d{1,9})\s*<")
_BODY = re.compile(rb"(<text\b[^>]*>).*?</text>", re.DOTALL)
_RUN = re.compile(rb"<r>.*?</r>|<t\b[^>]*>[^<]*</t>", re.DOTALL)
_WORDS = re.compile(rb"<t\b[^>]*>([^<]*)</t>")
_TAG = re.compile(rb"<(/?)([\w:.-]+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ROWS_END = re.compile(rb"</sheetData>|<sheetData\b[^>]*/>")
# What stands behind a sheet's legacyDrawing, in the order of the standard.
_AFTER = frozenset(
    {b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls", b"webPublishItems",
     b"tableParts", b"extLst"}
)  # fmt: skip
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    f'path="m,l,21600r21600,l21600,xe" xmlns:v="{_V}" xmlns:o="{_O}">'
    '<v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def without_ours(package: Package, sheet: str) -> bool:
    """Take our comments out of a sheet, and what was all ours with them; whether there were any."""
    part, drawing = _parts(package, sheet)
    if not part:
        return False
    xml = plain_part(package, part)
    mark = quoted(sendback_word("comment_mark")).encode()
    if mark not in xml:
        return False
    gone: set[Place] = set()

    def cleaned(found: re.Match[bytes]) -> bytes:
        rest = _cut(found[2], mark)
        if rest is not None:
            return found[0].replace(found[2], rest)
        gone.add(_place(attributes(found[1]).get("ref", "")))
        return b""

    xml = _COMMENT.sub(cleaned, xml)
    package.parts[part] = xml
    if not _COMMENT.search(xml):
        _drop_comments(package, sheet)
    elif drawing:
        package.parts[drawing] = _SHAPE.sub(
            lambda shape: b"" if _shape_place(shape[0]) in gone else shape[0],
            package.parts[drawing],
        )
    return True


def with_comments(package: Package, sheet: str, texts: Mapping[Place, str]) -> None:
    """Write our texts: below a comment that is there, else as comments of their own.

    Raises:
        NotMarkable: the sheet's drawing of comments belongs to something else.
    """
    if not texts:
        return
    part, drawing = _parts(package, sheet)
    if not part:
        if drawing or b"<legacyDrawing " in package.parts[sheet]:
            raise NotMarkable(reason_apart("unusual"))
        part, drawing = _new_parts(package, sheet)
    if not drawing:
        raise NotMarkable(reason_apart("unusual"))
    xml = plain_part(package, part)
    xml, author = _with_author(xml)
    left = dict(texts)

    def joined(found: re.Match[bytes]) -> bytes:
        text = left.pop(_place(attributes(found[1]).get("ref", "")), None)
        if text is None:
            return found[0]
        body = found[2].replace(b"<text/>", b"<text></text>")
        # A text without runs becomes the first of them.
        body = re.sub(rb"(<text\b[^>]*>)\s*(<t\b.*?</t>)", rb"\1<r>\2</r>", body, flags=re.DOTALL)
        return found[0].replace(found[2], body.replace(b"</text>", _run("\n" + text) + b"</text>"))

    xml = _COMMENT.sub(joined, xml)
    new = b"".join(
        f'<comment ref="{_address(place)}" authorId="{author}"><text>'.encode()
        + _run(text)
        + b"</text></comment>"
        for place, text in sorted(left.items())
    )
    xml = re.sub(rb"<commentList\s*/>", b"<commentList></commentList>", xml)
    package.parts[part] = xml.replace(b"</commentList>", new + b"</commentList>")
    package.parts[drawing] = _with_shapes(package.parts[drawing], left)


def _parts(package: Package, sheet: str) -> tuple[str, str]:
    """The sheet's comments part and the drawing that shows them; '' where there is none."""
    found = {relation.kind: relation.part for relation in relations(package, sheet)}
    shown = re.search(rb"<legacyDrawing\b[^>]*>", package.parts[sheet])
    drawing = ""
    if shown:
        wanted = next((v for k, v in attributes(shown[0]).items() if k.endswith(":id")), "")
        drawing = next((r.part for r in relations(package, sheet) if r.id == wanted), "")
    return found.get("comments", ""), drawing


def _new_parts(package: Package, sheet: str) -> tuple[str, str]:
    part = package.free_name("xl/commentsOfList{}.xml")
    empty = f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
    add_part(package, part, empty.encode(), _COMMENTS_TYPE)
    drawing = package.free_name("xl/drawings/vmlOfList{}.vml")
    number = re.sub(r"\D", "", drawing.rpartition("/")[2]) or "1"
    package.parts[drawing] = (
        f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"><o:shapelayout v:ext="edit">'
        f'<o:idmap v:ext="edit" data="{number}"/></o:shapelayout></xml>'
    ).encode()
    add_default_type(package, "vml", _VML_TYPE)
    add_relation(package, sheet, "comments", part)
    relation = add_relation(package, sheet, "vmlDrawing", drawing)
    line = f'<legacyDrawing xmlns:r="{OFFICE}" r:id="{relation}"/>'.encode()
    package.parts[sheet] = _with_tail(package.parts[sheet], line)
    return part, drawing


def _drop_comments(package: Package, sheet: str) -> None:
    for relation in relations(package, sheet):
        if relation.kind in ("comments", "vmlDrawing") and relation.part:
            drop_relation(package, sheet, relation.id)
            drop_part(package, relation.part)
    package.parts[sheet] = re.sub(rb"<legacyDrawing\b[^>]*/>", b"", package.parts[sheet])


def _with_tail(xml: bytes, line: bytes) -> bytes:
    """The worksheet with a legacyDrawing where the standard wants it."""
    depth = 0
    end = _ROWS_END.search(xml)
    for tag in _TAG.finditer(xml, end.end() if end else 0):
        if tag[1]:
            depth -= 1
            if depth < 0:
                return xml[: tag.start()] + line + xml[tag.start() :]
            continue
        if depth == 0 and tag[2] in _AFTER:
            return xml[: tag.start()] + line + xml[tag.start() :]
        depth += not tag[3].endswith(b"/")
    raise NotMarkable(reason_apart("unusual"))


def _with_author(xml: bytes) -> tuple[bytes, int]:
    """The part with us among its authors, and our number."""
    xml = re.sub(rb"<authors\s*/>", b"<authors></authors>", xml)
    authors = re.findall(rb"<author>([^<]*)</author>|<author/>", xml)
    ours = quoted(sendback_word("author")).encode()
    if ours in authors:
        return xml, authors.index(ours)
    line = b"<author>" + ours + b"</author></authors>"
    return xml.replace(b"</authors>", line), len(authors)


def _run(text: str) -> bytes:
    """A run of text in the comment's plain font."""
    return (
        '<r><rPr><sz val="9"/><rFont val="宋体"/></rPr>'
        f'<t xml:space="preserve">{quoted(text)}</t></r>'
    ).encode()


def _cut(body: bytes, mark: bytes) -> bytes | None:
    """A comment's content without our text and what follows it; None where nothing else is in it."""
    if mark not in body:
        return body
    kept: list[bytes] = []
    for run in _RUN.findall(body):
        at = run.find(mark)
        if at < 0:
            kept.append(run)
            continue
        start = max(run.rfind(b"<t>", 0, at), run.rfind(b"<t ", 0, at))
        inside = run.find(b">", start) + 1
        if rest := run[inside:at].rstrip():
            end = b"</t></r>" if run.startswith(b"<r>") else b"</t>"
            kept.append(run[:inside] + rest + end)
        break
    text = b"".join(kept)
    if not b"".join(_WORDS.findall(text)).strip():
        return None
    return _BODY.sub(lambda found: found[1] + text + b"</text>", body)


def _with_shapes(xml: bytes, texts: Mapping[Place, str]) -> bytes:
    """The drawing with a hidden box for each comment."""
    number = max([1024, *map(int, _SHAPE_ID.findall(xml))])
    shapes = [] if b'"_x0000_t202"' in xml else [_SHAPE_TYPE]
    for (row, column), text in sorted(texts.items()):
        number += 1
        lines = sum(1 + len(line) // 22 for line in text.split("\n"))
        deep = min(max(4, lines), 24)
        shapes.append(
            f'<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="_x0000_s{number}" '
            'type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
            f'width:220pt;height:{deep * 13}pt;z-index:{number};visibility:hidden" '
            'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
            '<v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
            '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"<x:Anchor>{column},12,{row - 1},4,{column + 4},12,{row - 1 + deep},4</x:Anchor>"
            f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
            f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        )
    end = xml.rfind(b"</")
    return xml[:end] + "".join(shapes).encode() + xml[end:]


def _shape_place(shape: bytes) -> Place:
    said = {name: int(number) for name, number in _AT.findall(shape)}
    return said.get(b"Row", -1) + 1, said.get(b"Column", -1) + 1


def _place(reference: str) -> Place:
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,9})", reference)
    return (int(found[2]), column_number(found[1])) if found else (0, 0)


def _address(place: Place) -> str:
    return f"{column_letter(place[1])}{place[0]}"
