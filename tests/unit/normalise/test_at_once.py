"""What is read a column at a time says what reading cell by cell says."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from enforcement_cli.model.grid import by_column
from enforcement_cli.normalise.case_numbers import parse_case_number, plain_case_numbers
from enforcement_cli.normalise.reading import Reading
from enforcement_cli.normalise.texts import parse_note, parse_text, plain_texts
from enforcement_cli.vocabulary.words import normalise_word, normalise_words

LAST_YEAR = 2027
# Marks, what NFKC makes of full-width and composed signs, spaces nobody sees, marks of one sign.
SIGNS = "王某无—-/0０Ａ①²é\u0301\u200b \u3000\n\0、，。√不适用撤销报结"
WORDS = st.one_of(
    st.text(SIGNS, max_size=14),
    st.sampled_from(
        ["无", "—", "不适用", "撤销报结", " 无 ", "王某", "已冻结账户，正在扣划，余款待查"]
    ),
)
NUMBERS = st.sampled_from(
    [
        "（2026）辽1202执1号", "（2026）辽12执恢20号", "（2026）最高法执监3号", "（2015）银执字第5号",
        "（2026）辽1202执01号", "（2062）辽1202执1号", "（2026）辽１２０２执1号", "（2026）辽1202刑1号",
        "（2026）辽执1号\n（2026）辽执2号", "(2026)辽1202执1号", "（2026）某1202执1号", "（2026）辽1202执1号之一",
    ]
)  # fmt: skip


@given(st.lists(WORDS, max_size=6))
@example(["\u0301", "e"])
@example(["a\0b"])
def test_many_words_are_normalised_as_one_is(texts) -> None:
    assert normalise_words(texts) == [normalise_word(text) for text in texts]


@given(st.lists(st.none() | WORDS, min_size=1, max_size=6))
def test_texts_at_once_are_those_of_the_parsers(cells) -> None:
    plain = plain_texts(cells, frozenset(map(type, cells)))
    if plain is not None:
        assert plain.array.to_pylist() == [parse_text(cell) for cell in cells]
        assert plain.array.to_pylist() == [parse_note(cell) for cell in cells]
        assert set(plain.words) == set(cells) - {None}


def test_ordinary_texts_are_read_at_once_and_many_as_few() -> None:
    cells = ["王某", None, "查封车辆，估价300元", "已冻结账户，正在扣划，余款待查"]
    for times in (1, 1000):
        plain = plain_texts(cells * times, {str, type(None)})
        assert plain.array.to_pylist() == cells * times
    for odd in ("", "无", "王 某", "—", "王某\n李某", " 撤销报结"):
        assert plain_texts([*cells, odd], {str, type(None)}) is None


@given(st.lists(NUMBERS, min_size=1, max_size=4))
def test_case_numbers_at_once_are_those_of_the_parser(cells) -> None:
    plain = plain_case_numbers(cells, LAST_YEAR)
    read = [parse_case_number(cell, LAST_YEAR) for cell in cells]
    assert (plain is None) == any(isinstance(one, Reading) for one in read)
    if plain is not None:
        assert plain.numbers.to_pylist() == [one.official for one in read]
        parts = list(zip(*(part.to_pylist() for part in plain.parts), strict=True))
        assert parts == [(one.year, one.court, one.type, one.serial) for one in read]


def test_rows_turn_into_columns_however_many_and_ragged_they_are() -> None:
    assert by_column([]) == []
    for count in (3, 2999):
        rows = [[number, str(number), None][: 1 + number % 3] for number in range(count)]
        longest = [[*row, None, None][:3] for row in rows]
        assert [list(column) for column in by_column(rows)] == [
            list(column) for column in zip(*longest, strict=True)
        ]
