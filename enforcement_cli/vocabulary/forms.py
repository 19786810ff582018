"""The forms and their fields, and the normal form in which header words are compared."""

import re
import unicodedata
from functools import cache

from enforcement_cli.model.form import Field, Form
from enforcement_cli.vocabulary.tables import load

_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_BRACKETED = re.compile(r"[(\[{<【〔]([^()\[\]{}<>【】〔〕]*)[)\]}>】〕]")
_ORDER = re.compile(r"^\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、:)]")
_UNIT_WORDS = re.compile(
    r"^(?:单位:?)?(?:人民币)?"
    r"(?:分|角|元|千元|万元|百万元|亿元|万|亿|件|人|人次|次|天|日|套|辆|处|年月日)$"
)


def normalise_label(text: str) -> str:
    r"""A header word as it is looked up: NFKC, no spaces, no order number, no bracketed unit.

    >>> normalise_label("3、执行到位\n金额（万元）")
    '执行到位金额'
    """
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text))
    plain = _ORDER.sub("", plain)
    plain = _BRACKETED.sub(lambda m: "" if _UNIT_WORDS.match(m[1]) else m[0], plain)
    return plain.strip(":*#")


def header_key(shown: str) -> str:
    """A header path as written, groups parted by `/`, as answers about it are kept.

    >>> header_key("金额情况（万元）/ 已到位")
    '金额情况/已到位'
    """
    return "/".join(label for part in shown.split("/") if (label := normalise_label(part)))


def is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit, bracketed or not: （万元）, 件, 年月日."""
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text)).strip("()[]")
    return bool(_UNIT_WORDS.match(plain))


@cache
def all_forms() -> tuple[Form, ...]:
    """Every form, in the order of forms.toml."""
    return tuple(
        Form(
            key=form["key"],
            title=form["title"],
            claims=tuple(tuple(names) for names in form["claims"]),
            fields=tuple(_field(entry) for entry in form["field"]),
        )
        for form in load("forms")["form"]
    )


def _field(entry: dict[str, object]) -> Field:
    values = dict(entry)
    labels = values.pop("labels")
    if not isinstance(labels, list):
        msg = f"forms.toml: labels of {entry.get('name')} must be a list"
        raise TypeError(msg)
    normal = tuple(dict.fromkeys(normalise_label(label) for label in labels))
    return Field(labels=normal, **values)  # type: ignore[arg-type]  # keys are Field's, tested


@cache
def form_named(key: str) -> Form:
    """The form with that key.

    Raises:
        KeyError: there is none.
    """
    for form in all_forms():
        if form.key == key:
            return form
    raise KeyError(key)
