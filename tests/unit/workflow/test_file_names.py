"""File names we compose: Linux, Windows and a memory stick must all take them."""

from __future__ import annotations

import pytest

from enforcement_cli.workflow.file_names import safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("铁岭中院", "铁岭中院"),
        ("a/b\\c:d", "a_b_c_d"),
        ('*?"<>|', "______"),
        ("../../etc", "_.._etc"),
        ("甲。 . ", "甲。"),
        ("甲.", "甲"),
        (" 甲", "甲"),
        ("", "未命名"),
        (" . ", "未命名"),
        ("CON", "_CON"),
        ("nul", "_nul"),
        ("aux.xlsx", "_aux.xlsx"),
        ("Com1 .txt", "_Com1 .txt"),
        ("lpt9", "_lpt9"),
        ("console", "console"),
        ("COM10", "COM10"),
        ("甲\x00\n\x1b[31m乙", "甲___[31m乙"),
        ("甲\u202exslx.exe", "甲_xslx.exe"),
        ("甲\u200b\ufeff乙", "甲__乙"),
        ("甲\ud800乙", "甲_乙"),
        ("甲\x85\u2028乙", "甲__乙"),
    ],
)
def test_a_name_every_system_takes(text: str, name: str) -> None:
    assert safe_name(text) == name


@pytest.mark.parametrize("sign", ["a", "甲", "𠮷", "甲. "])
def test_a_long_name_is_cut_at_a_whole_sign(sign: str) -> None:
    name = safe_name(sign * 300)
    assert len(name.encode()) <= 200
    assert len(name.encode()) > 190
    assert not name.endswith((".", " "))
