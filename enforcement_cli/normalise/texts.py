"""Names and notes as text, and the personal data that must not stand in them (V-22).

Comes in: cells of text columns. Goes out: their normal form, and the kind of personal data a column
holds by cell. Never hands on, and never puts into a fact, the number it found.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache

import pyarrow as pa

from enforcement_cli.model.grid import Cell
from enforcement_cli.normalise.columns import FEW, Plain
from enforcement_cli.normalise.reading import LONGEST_MARK, Reading, mark_of, shown
from enforcement_cli.vocabulary.words import marks, normalise_words

_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff·])[\s\u3000]+(?=[\u4e00-\u9fff·])")
_TITLE_AFTER_NAME = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:法官助理|(?:员额)?法官|审判员|执行员|书记员|副?(?:庭长|局长|院长))$"
)
_LINES = re.compile(r"[\r\n]+")
_ID = re.compile(r"(?<![0-9A-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[0-9Xx](?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![0-9A-Za-z.])1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z])")
# What any text with such a number has before NFKC: \d knows full-width digits, not raised ones.
_LONG = re.compile(r"\d\d\d.?\d{4}", re.DOTALL)
_ODD_DIGITS = re.compile(
    "[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u218f\u2460-\u24ff\u3220-\u33ff"
    "\U0001f100-\U0001f10f]"
)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"


@cache
def _marks() -> frozenset[str]:
    return marks("blank") | marks("not_applicable") | marks("cleared")


def parse_text(cell: Cell) -> Reading | str | None:
    r"""A note as it stands, blanks folded, lines joined by 、.

    >>> parse_text(" 王某\u3000\n李某 "), parse_text("无")
    ('王某、李某', None)
    """
    if cell is None:
        return None
    text = cell if isinstance(cell, str) else shown(cell)
    if text.isalnum() and len(text) > 1 and text not in _marks():
        return text
    if len(text) > LONGEST_MARK and not _SPACES.search(text):
        return text
    said = mark_of(text)
    if said != "value":
        return said
    lines = (_SPACES.sub(" ", line).strip() for line in _LINES.split(text))
    return "、".join(line for line in lines if line) or None


def plain_texts(cells: Sequence[Cell], kinds: Collection[type]) -> Plain | None:
    """A column of nothing but texts that stand as they are; None where parse_text must look at one.

    `kinds` are the types of the cells.

    >>> plain = plain_texts(["王某", None, "已冻结账户，正在扣划，余款待查"], {str, type(None)})
    >>> plain.array.to_pylist()
    ['王某', None, '已冻结账户，正在扣划，余款待查']
    """
    if not {str} <= set(kinds) <= {str, type(None)}:
        return None
    array = pa.array(cells, pa.large_string())
    words = (
        [cell for cell in cells if isinstance(cell, str)]
        if len(cells) <= FEW
        else array.unique().drop_null().to_pylist()
    )
    joined = "".join(words)
    if "" in words or " " in joined or (not joined.isprintable() and _SPACES.search(joined)):
        return None
    short = [word for word in words if len(word) <= LONGEST_MARK]
    # A Chinese character is itself in every form; few words begin as a mark does.
    begin = {
        sign
        for sign in {word[0] for word in short}
        if not "\u4e00" <= sign <= "\u9fff" or sign in _mark_heads()
    }
    doubtful = normalise_words([word for word in short if word[0] in begin])
    return Plain(array=array, words=words) if _marks().isdisjoint(doubtful) else None


@cache
def _mark_heads() -> frozenset[str]:
    return frozenset(mark[0] for mark in _marks() if mark)


def parse_note(cell: Cell) -> Reading | str | None:
    """A note: 撤销报结 in it takes back no note, it is one.

    >>> parse_note("撤销报结"), parse_note("—")
    ('撤销报结', None)
    """
    text = parse_text(cell)
    return shown(cell) if isinstance(text, Reading) else text


def parse_name(cell: Cell) -> Reading | str | None:
    """A person's or team's name: no blanks between characters, no title behind it.

    >>> parse_name("张 三"), parse_name("张三法官"), parse_name("张三副庭长")
    ('张三', '张三', '张三')
    """
    text = parse_text(cell)
    if not isinstance(text, str):
        return text
    return _TITLE_AFTER_NAME.sub("", _HAN_GAP.sub("", text))


def parse_cause(cell: Cell) -> Reading | str | None:
    """A 案由 without any blank, half-width."""
    text = parse_text(cell)
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)) if isinstance(text, str) else text


def personal_data(text: str) -> str:
    """The kind of personal data in a text, '' when there is none.

    An identity number counts when its check digit is right; a mobile number when it stands alone.

    >>> personal_data("联系电话13800000000"), personal_data("（2026）辽1202执123号")
    ('手机号', '')
    """
    plain = unicodedata.normalize("NFKC", text)
    for found in _ID.finditer(plain):
        digits = re.sub(r"[ -]", "", found[0]).upper()
        weighted = sum(
            int(digit) * weight for digit, weight in zip(digits[:17], _ID_WEIGHTS, strict=True)
        )
        if _ID_CHECK[weighted % 11] == digits[17]:
            return "身份证号"
    return "手机号" if _PHONE.search(plain) else ""


def personal_data_in(texts: Sequence[str]) -> dict[str, str]:
    """Those texts of a column that hold personal data, with its kind."""
    # One search over all of them: almost no column has any.
    if "".join(texts).isalpha():  # no letter is a digit by another name
        return {}
    joined = "\n".join(texts)
    if not _LONG.search(joined) and not _ODD_DIGITS.search(joined):
        return {}
    joined = unicodedata.normalize("NFKC", joined)
    if not (_ID.search(joined) or _PHONE.search(joined)):
        return {}
    return {text: kind for text in texts if (kind := personal_data(text))}
