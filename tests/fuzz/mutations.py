"""Damages a file: bytes flipped, cut and doubled; markup and cell texts changed for worse ones.

Comes in: the bytes of a seed, the others to splice with, and a random generator. Goes out: other
bytes, the same for the same generator.
"""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence

_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_TEXTS = (
    "", "0", "-1", "1e400", "1e308", "1E999999999", "-9.9E+99999万元", "1E-999999999", "9" * 30, "3件9" + "9" * 5000 + "人", "NaN", "-inf", "9" * 400, "9" * 5000, "0" * 40 + "1", "1048576", "1048577",
    "16385", "4294967296", "99999999999999999999", "true", "#REF!", "=1+1", "=cmd|' /C calc'!A0",
    "@SUM(1)", "（2025）辽1202执99999999999号", "（9999）辽1202执0号", "2025-02-30", "0000-00-00",
    "9999-12-31", "99999年13月32日", "1900-01-00", "12:61:61", "-0.005", "1.005", "１２３．４５", "一千零一万亿",
    "〇", "万", "亿元", "单位：万元", "合计", "统计区间：2025年12月20日至12月21日", "2025年第54周", "%", "100%",
    "\u202e甲", "甲\u200b乙", "\ufeff", "\ue000", "\U0001f600", "\n\n", "\t", "a" * 33000, "甲" * 33000, "(" * 3000,
    "[" * 3000, "，" * 3000, "&amp;", "&#0;", "&#xD800;", "&#x1F;", "&bomb;", "<x/>", "]]>", "_x000D_", "{x}", "{0}", "%s",
    "A1:XFD1048576", "XFD1048577", "A0", "n", "e", "str", "inlineStr", "b", "d", "../../etc/passwd",
)  # fmt: skip
_DOCTYPE = (
    '<!DOCTYPE x [<!ENTITY bomb "&#x4e00;">]>',
    '<!DOCTYPE x [<!ENTITY bomb SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY bomb "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
)
_TAG = re.compile(r"<[^<>]{1,400}>")
_VALUE = re.compile(r"\"[^\"<>]{0,200}\"")
_BETWEEN = re.compile(r">[^<>]{1,300}<")
_TELLING = re.compile(r"sheet|content|shared|styles|workbook|document")
_FIELD = re.compile(r"[^,\t\r\n]+")


def damaged(seed: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """A damaged copy."""
    if seed.startswith(b"PK\x03\x04") and rng.random() < 0.92:
        return _package(seed, others, rng)
    text = _decoded(seed)
    if text is not None and rng.random() < 0.7:
        said, encoding = text
        changed = _markup(said, rng) if said.lstrip()[:1] == "<" else _fields(said, rng)
        return changed.encode(encoding, "surrogatepass" if encoding != "gb18030" else "replace")
    return _bytes(seed, others, rng)


def _bytes(data: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16, 64))):
        if found:
            place = rng.randrange(len(found))
            # The heads of formats are where the lengths and offsets stand.
            if rng.random() < 0.4:
                place = min(place, rng.randrange(1, 2048))
            _one_place(found, place, rng.choice(others) if others else b"", rng)
    if rng.random() < 0.15:
        del found[rng.randrange(len(found) + 1) :]
    return bytes(found)


def _one_place(found: bytearray, place: int, other: bytes, rng: random.Random) -> None:
    size = rng.choice((1, 2, 4, 8, 64, 512))
    width = rng.choice((1, 2, 4))
    value = rng.choice(_NUMBERS) & (256**width - 1)
    at = rng.randrange(max(len(other), 1))
    end, put = rng.choice((
        (place + 1, bytes([rng.randrange(256)])),
        (place + width, value.to_bytes(width, "little")),
        (place + size, b""),
        (place, bytes(found[place : place + size]) * rng.choice((1, 2, 50))),
        (place, rng.randbytes(size)),
        (place + size, other[at : at + size]),
        (place + size, bytes(size)),
    ))  # fmt: skip
    found[place:end] = put


def _package(data: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """One or two members changed, dropped, doubled or renamed, and packed anew."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(info.filename, package.read(info)) for info in package.infolist()]
    except Exception:  # noqa: BLE001  # a seed of the corpus may be damaged in any way
        return _bytes(data, others, rng)
    for _ in range(rng.choice((1, 1, 1, 2))):
        if parts:
            _one_part(parts, others, rng)
    packed = io.BytesIO()
    with (
        warnings.catch_warnings(action="ignore"),  # two parts of one name are meant
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name, part in parts:
            method = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
            package.writestr(zipfile.ZipInfo(name), part, method)
    found = packed.getvalue()
    return _bytes(found, others, rng) if rng.random() < 0.05 else found


def _one_part(parts: list[tuple[str, bytes]], others: Sequence[bytes], rng: random.Random) -> None:
    telling = [n for n, (name, _) in enumerate(parts) if _TELLING.search(name)]
    some = telling if telling and rng.random() < 0.8 else range(len(parts))
    number = rng.choice(some)
    name, part = parts[number]
    how = rng.randrange(24)
    if how == 0:
        del parts[number]
    elif how == 1:
        parts.append((name, part))
    elif how == 2:
        names = (name.upper(), name.replace("/", "\\"), "../" + name, "CON", "\x1b[31m\u202e")
        parts[number] = (rng.choice(names), part)
    elif how == 3 or not part.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        parts[number] = (name, _bytes(part, others, rng))
    else:
        text = part.decode("utf-8", "replace")
        parts[number] = (name, _markup(text, rng).encode("utf-8", "replace"))


def _markup(text: str, rng: random.Random) -> str:
    changes: tuple[Callable[[str, random.Random], str], ...] = (
        _worse_value, _worse_value, _worse_text, _worse_text, _worse_text, _worse_text,
    )  # fmt: skip
    for _ in range(rng.choice((1, 1, 2, 5, 12, 40))):
        text = rng.choice(changes)(text, rng)
    if rng.random() < 0.3:
        breaks = (_lost_tag, _doubled_tag, _moved, _declared, _deep, _cut)
        text = rng.choice(breaks)(text, rng)
    return text[: 4 << 20]


def _at(pattern: re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    """A random match: the first behind a random place."""
    return pattern.search(text, rng.randrange(len(text) + 1)) or pattern.search(text)


def _worse_value(text: str, rng: random.Random) -> str:
    found = _at(_VALUE, text, rng)
    return (
        text
        if found is None
        else f'{text[: found.start()]}"{rng.choice(_TEXTS)}"{text[found.end() :]}'
    )


def _worse_text(text: str, rng: random.Random) -> str:
    found = _at(_BETWEEN, text, rng)
    return (
        text
        if found is None
        else f"{text[: found.start() + 1]}{rng.choice(_TEXTS)}{text[found.end() - 1 :]}"
    )


def _lost_tag(text: str, rng: random.Random) -> str:
    found = _at(_TAG, text, rng)
    return text if found is None else text[: found.start()] + text[found.end() :]


def _doubled_tag(text: str, rng: random.Random) -> str:
    found = _at(_TAG, text, rng)
    return (
        text
        if found is None
        else text[: found.end()] + found[0] * rng.choice((1, 3, 400)) + text[found.end() :]
    )


def _moved(text: str, rng: random.Random) -> str:
    first, last = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
    last = min(last, first + 2000)
    place = rng.randrange(len(text) + 1)
    return text[:place] + text[first:last] * rng.choice((1, 1, 20)) + text[place:]


def _declared(text: str, rng: random.Random) -> str:
    end = text.find("?>") + 2 if "?>" in text[:200] else 0
    return text[:end] + rng.choice(_DOCTYPE) + text[end:]


def _deep(text: str, rng: random.Random) -> str:
    found = _at(_TAG, text, rng)
    depth = rng.choice((10, 1000, 50_000))
    tag = rng.choice(("a", "table", "div", "span", "tr"))
    if found is None:
        return text
    return f"{text[: found.end()]}{f'<{tag}>' * depth}{f'</{tag}>' * depth}{text[found.end() :]}"


def _cut(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _fields(text: str, rng: random.Random) -> str:
    """Delimited text or prose with other fields, quotes and line ends."""
    for _ in range(rng.choice((1, 2, 5, 12))):
        found = _at(_FIELD, text, rng)
        if found is None:
            break
        worse = rng.choice((rng.choice(_TEXTS), '"', '""', "\r", "\0", ",", "\x1a", "\x1b]0;x\x07"))
        how = rng.randrange(4)
        start, end = (found.span(), (found.start(),) * 2, (found.end(),) * 2, found.span())[how]
        text = text[:start] + worse + text[end:]
    return text


def _decoded(data: bytes) -> tuple[str, str] | None:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None
