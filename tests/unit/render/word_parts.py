"""Looks into a .docx as Word does: its parts as trees, its paragraphs, runs and tables."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(path: Path, name: str = "word/document.xml") -> ET.Element:
    with zipfile.ZipFile(path) as package:
        return ET.fromstring(package.read(name))  # noqa: S314 - our own file of this run


def parts(path: Path) -> dict[str, ET.Element]:
    """Every part that holds text: the document, its heads and feet."""
    with zipfile.ZipFile(path) as package:
        names = [n for n in package.namelist() if n.startswith("word/") and n.endswith(".xml")]
        return {name: ET.fromstring(package.read(name)) for name in names}  # noqa: S314 - ours too


def text(element: ET.Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def body(path: Path) -> list[ET.Element]:
    return list(part(path).find(f"{W}body"))


def paragraphs(path: Path) -> list[tuple[str, str]]:
    """(style, text) of the paragraphs outside tables."""
    return [
        (one.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), text(one))
        for one in body(path)
        if one.tag == f"{W}p"
    ]


def tables(path: Path) -> list[ET.Element]:
    return [one for one in body(path) if one.tag == f"{W}tbl"]


def cells(row: ET.Element) -> list[ET.Element]:
    return row.findall(f"{W}tc")


def grid(table: ET.Element) -> list[list[str]]:
    return [[text(cell) for cell in cells(row)] for row in table.findall(f"{W}tr")]


def value(element: ET.Element | None, name: str = "val") -> str | None:
    return None if element is None else element.get(f"{W}{name}")
