"""The 案号 of a cell, in every notation of domain.md 1.5.

Comes in: a cell. Goes out: a CaseNumber, None when blank, or a Reading: V-23 where the notation was
put right, V-16 where it must be asked. Misread Chinese characters are suggested, never corrected.
Refuses to know whose court it is.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from enforcement_cli.model.case_number import CaseNumber
from enforcement_cli.model.grid import Cell
from enforcement_cli.normalise.reading import Reading, folded, mark_of, shown
from enforcement_cli.vocabulary.tables import load

if TYPE_CHECKING:  # a single number is read without it
    import pyarrow as pa

_EARLIEST_YEAR = 1980
# From 2016 on the court part is a province and the digits of its division (法〔2015〕137号).
_CODED_SINCE = 2016
# Where a float has lost the last digits of a long number.
_DIGITS_LOST = 1e15
_LONGEST = 400
# An official number, but for its court and type, which are told by their words.
_OUTLINE = re.compile(
    r"^（(\d{4})）([^执\n]*)(执[^\d\n]*)([1-9]\d{0,7})号$", re.ASCII | re.MULTILINE
)
_SCIENTIFIC = re.compile(r"^-?\d+(?:\.\d+)?E\+?\d+$", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\s\x00-\x1f\u00ad\u200b-\u200f\u2060\ufeff_]+")
_BRACKETS = str.maketrans("〔[【〖{<《「『〕]】〗}>》」』", "(((((((((" + ")))))))))")
_LETTER_O = re.compile(r"(?<=\d)[OoQ〇○]+(?=\d)")
_LETTER_I = re.compile(r"(?<=\d)[Il|丨]+(?=\d)")
_ANY_LETTER = str.maketrans("OoQ〇○Il|丨", "000001111")
_SUFFIX = re.compile(r"(?:之(?:[一二三四五六七八九十]{1,3}|\d{1,2})|(?<=号)-\d)$")
_REMARK = re.compile(r"(?<=号)\([^()]*\)$")
_BARE_COURT = re.compile(r"^\((?P<year>\d{4})\)(?P<digits>\d{2}|\d{4})(?=\D)")
_OLD_SUFFIX = re.compile(r"(?P<serial>\d+)-(?P<part>\d)(?=号?$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grammar:
    official: re.Pattern[str]
    court: re.Pattern[str]
    parts: re.Pattern[str]
    old_parts: re.Pattern[str]
    coded: re.Pattern[str]
    named: re.Pattern[str]
    loose: re.Pattern[str]
    types: frozenset[str]
    confused: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainNumbers:
    """A column of official numbers, and their year, court, type and serial, each as a column."""

    numbers: "pa.Array"
    parts: tuple["pa.Array", "pa.Array", "pa.Array", "pa.Array"]


@cache
def _grammar() -> _Grammar:
    words: dict[str, Any] = load("words")["case_number"]
    types = "|".join(words["types"])
    court = rf"(?:最高法|[{words['provinces']}](?:\d{{4}}|\d{{2}})?)"
    speciality = "".join(words["specialities"])
    year = r"\(?(?P<year>\d{1,4})\)?年?\)?"
    serial = r"第?(?P<serial>\d{1,8})号?$"
    official = rf"（(\d{{4}})）({court})({types})([1-9]\d{{0,7}})号"
    named = rf"（(\d{{4}})）(.{{1,7}}?)[{speciality}]?({types})([1-9]\d{{0,7}})号"
    return _Grammar(
        # ASCII: a full-width digit is a digit to \d, and would be stored as another court.
        official=re.compile(official, re.ASCII),
        court=re.compile(court, re.ASCII),
        parts=re.compile(f"^{official}$", re.ASCII | re.MULTILINE),
        old_parts=re.compile(f"^{named}$", re.ASCII | re.MULTILINE),
        coded=re.compile(
            rf"^{year}(?P<court>{court})(?P<speciality>[{speciality}])?(?P<type>{types})字?{serial}",
            re.ASCII,
        ),
        named=re.compile(
            rf"^{year}(?P<court>[\u4e00-\u9fff]{{1,6}}?)(?P<type>{types})字?{serial}", re.ASCII
        ),
        loose=re.compile(
            rf"^{year}(?P<court>[\u4e00-\u9fff]?\d{{0,4}})(?P<type>[\u4e00-\u9fff]{{1,4}}?)字?{serial}"
        ),
        types=frozenset(words["types"]),
        confused=words["confused"],
    )


def parse_case_number(
    cell: Cell, last_year: int, courts: tuple[str, ...] = ()
) -> CaseNumber | Reading | None:
    """A 案号 cell.

    Args:
        cell: as read; a float is a number Excel made of it.
        last_year: no case is numbered later.
        courts: codes of the desk's courts, to suggest the province a number lacks.

    >>> parse_case_number("〔2026〕辽1202执 000123", 2027).value.official
    '（2026）辽1202执123号'
    >>> parse_case_number("（2026）辽1202执灰5号", 2027).code
    'V-16'
    """
    if cell is None:
        return None
    if not isinstance(cell, str):
        return _from_number(cell)
    match = _grammar().official.fullmatch(cell)
    if match:
        year, court, kind, serial = match.groups()
        if _EARLIEST_YEAR <= int(year) <= last_year:
            return CaseNumber(year=int(year), court=court, type=kind, serial=int(serial))
    said = mark_of(cell)
    return _from_text(cell, last_year, courts) if said == "value" else said


def plain_case_numbers(
    cells: Sequence[Cell], last_year: int, kinds: Collection[type] | None = None
) -> PlainNumbers | None:
    """A column of nothing but official numbers as it is; None when one of them needs a word.

    `kinds` are the types of the cells, where they are known.

    >>> plain = plain_case_numbers(["（2026）辽1202执恢123号"], 2027)
    >>> [part.to_pylist() for part in plain.parts]
    [[2026], ['辽1202'], ['执恢'], [123]]
    """
    import pyarrow as pa

    if set(kinds or map(type, cells)) != {str}:
        return None
    found = _outlined(cast("Sequence[str]", cells))
    if found is None:
        return None
    years, courts, types, serials = found
    year_of = {year: int(year) for year in set(years)}
    if not all(_EARLIEST_YEAR <= year <= last_year for year in year_of.values()):
        return None
    parts = (
        pa.array([year_of[year] for year in years], pa.int64()),
        _words(courts),
        _words(types),
        pa.array(list(map(int, serials)), pa.int64()),
    )
    return PlainNumbers(numbers=pa.array(cells, pa.large_string()), parts=parts)


def _words(words: Sequence[str]) -> "pa.Array":
    """A column of texts, most often of one text: the court's own code."""
    import pyarrow as pa

    if len(set(words)) == 1:
        return pa.repeat(pa.scalar(words[0], pa.large_string()), len(words))
    return pa.array(words, pa.large_string())


def _outlined(texts: Sequence[str]) -> tuple[tuple[str, ...], ...] | None:
    """Year, court, type and serial of official numbers, as columns of texts; None where one is not.

    All in one search; the few different words between the figures are looked up after it.
    """
    joined = "\n".join(texts)
    found = _OUTLINE.findall(joined)
    if len(found) != len(texts) or joined.count("\n") != len(texts) - 1:
        return None
    columns = tuple(zip(*found, strict=True))
    grammar = _grammar()
    known = grammar.types.issuperset(columns[2])
    return columns if known and all(map(grammar.court.fullmatch, set(columns[1]))) else None


def split_official(numbers: Sequence[str | None]) -> tuple[list[Any], ...]:
    """Year, court, type and serial of official numbers, each as a column.

    >>> split_official(["（2026）辽1202执123号", None])
    ([2026, None], ['辽1202', None], ['执', None], [123, None])
    """
    known = [number for number in numbers if number]
    outlined = _outlined(known) if known else ()
    # Else some number is of before 2016, or of a type that says more than its outline.
    parts = iter(_matched(known) if outlined is None else zip(*outlined, strict=True))
    nothing = (None, None, None, None)
    rows = [next(parts) if number else nothing for number in numbers]
    years, courts, types, serials = zip(*rows, strict=True) if rows else ((), (), (), ())
    return (
        [year and int(year) for year in years],
        list(courts),
        list(types),
        [serial and int(serial) for serial in serials],
    )


def _matched(numbers: Sequence[str]) -> list[tuple[str, ...]]:
    joined = "\n".join(numbers)
    found = _grammar().parts.findall(joined)
    return found if len(found) == len(numbers) else _grammar().old_parts.findall(joined)


def _from_number(cell: float | date | datetime | time | timedelta) -> Reading:
    lost = isinstance(cell, float | int) and abs(cell) >= _DIGITS_LOST
    return Reading(
        code="V-17" if lost else "V-16",
        facts={"raw": shown(cell), "reason": "：单元格里是数字或日期，不是案号"},
    )


def _from_text(text: str, last_year: int, courts: tuple[str, ...]) -> CaseNumber | Reading:
    raw = shown(text)
    if _SCIENTIFIC.match(folded(text)):
        return Reading(code="V-17", facts={"raw": raw})
    if len(text) > _LONGEST:  # no number, and an hour's work for the expressions below
        reason = _reason(plain_number(text[:_LONGEST]))
        return Reading(code="V-16", facts={"raw": raw, "reason": f"：{reason}", "suggestion": ""})
    plain = plain_number(text)
    bare, suffix = _without_suffix(plain)
    match = _match(bare)
    if match is None:
        return _malformed(raw, bare, last_year, courts)
    number = CaseNumber(
        year=int(match["year"]),
        court=match["court"],
        speciality=match.groupdict().get("speciality") or "",
        type=match["type"],
        serial=int(match["serial"]),
    )
    reason = _wrong(number, match["year"], last_year)
    if reason:
        return Reading(code="V-16", facts={"raw": raw, "reason": f"：{reason}"})
    if text == number.official:
        return number
    return Reading(
        value=number,
        code="V-23",
        facts={"raw": raw, "value": number.official, "suffix": suffix},
    )


def plain_number(text: str) -> str:
    """A number as it is compared: half-width, round brackets, no blanks, O and l between digits."""
    # A leading ' is how a spreadsheet is told that a text is one; other programs export it too.
    plain = _INVISIBLE.sub("", folded(text)).lstrip("'’‘`").translate(_BRACKETS)
    plain = _LETTER_O.sub(lambda found: "0" * len(found[0]), plain)
    return _LETTER_I.sub(lambda found: "1" * len(found[0]), plain)


def _without_suffix(plain: str) -> tuple[str, str]:
    """Number and what followed its identity: a remark in brackets, 之一, -1."""
    bare = _REMARK.sub("", plain)
    bare = _SUFFIX.sub("", bare)
    part = _OLD_SUFFIX.search(bare)
    # 123-1号 is a part of 123; 123-5号 could also mean 123 to 125, and is asked.
    if part and int(part["serial"][:-1] + part["part"]) <= int(part["serial"]):
        return bare[: part.end("serial")], f"-{part['part']}"
    return bare, plain.removeprefix(bare)


def _match(bare: str) -> re.Match[str] | None:
    grammar = _grammar()
    match = grammar.coded.match(bare)
    if match:
        return match
    match = grammar.named.match(bare)
    return match if match and int(match["year"]) < _CODED_SINCE else None


def _wrong(number: CaseNumber, year: str, last_year: int) -> str:
    if len(year) != 4:
        return f"年份应为四位，是不是“20{year}”？" if len(year) == 2 else "年份应为四位"
    if not _EARLIEST_YEAR <= number.year <= last_year:
        return f"年份 {number.year} 不合理"
    if number.serial == 0:
        return "没有序号"
    return ""


def _malformed(raw: str, bare: str, last_year: int, courts: tuple[str, ...]) -> Reading:
    suggestion = _suggestion(bare, last_year, courts)
    reason = f"，是不是“{suggestion}”？" if suggestion else f"：{_reason(bare)}"
    return Reading(code="V-16", facts={"raw": raw, "reason": reason, "suggestion": suggestion})


def _suggestion(bare: str, last_year: int, courts: tuple[str, ...]) -> str:
    """The number it would be, were confused characters and letters read as what they look like."""
    grammar = _grammar()
    likely = "".join(grammar.confused.get(character, character) for character in bare)
    likely = likely.translate(_ANY_LETTER)
    bare_court = _BARE_COURT.match(likely)
    of_desk = [code for code in courts if bare_court and code[1:] == bare_court["digits"]]
    if bare_court and len(of_desk) == 1:
        likely = f"({bare_court['year']}){of_desk[0]}{likely[bare_court.end() :]}"
    match = grammar.coded.match(likely) if likely != bare else None
    if match is None or not _EARLIEST_YEAR <= int(match["year"]) <= last_year:
        return ""
    return CaseNumber(
        year=int(match["year"]),
        court=match["court"],
        type=match["type"],
        serial=int(match["serial"]),
    ).official


def _reason(bare: str) -> str:
    loose = _grammar().loose.match(bare)
    if bare.count("号") > 1 or re.search(r"\d+号?[、,;;/至到~\-—]+\d+", bare):
        return "一格里有多个案号或一段案号，请一行一件"
    if not re.match(r"^\(?\d", bare):
        return "没有年份"
    if re.match(r"^\(?\d{4}\)?执", bare):
        return "缺法院代字"
    if loose and loose["type"] not in _grammar().types:
        return f"类型代字“{loose['type']}”不是执行案件"
    return "缺少年份、法院代字、类型代字或序号"
