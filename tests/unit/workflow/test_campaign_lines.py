"""Line numbers of a TOML text, against texts in which every value is its own line number."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from enforcement_cli.workflow.campaign.lines import index_lines

NESTED = """\
# [not.a.table] = "x"
"quoted key" = 2
a . "b.c" = 3

[one]  # ] [two]
text.line = [ 6,  # a comment with ] and "
    7, [
    8], ]
after = { deep = { x = 9, "y" = 9 }, z = [9, { k = 9 }] }
[[one.list]]
v = 11
[[one.list]]
v = 13
[[one.list.inner]]
v = 15
[one.list.inner.table]
v = 17
[[one.list.inner]]
v = 19
[[two]]
v = 21
"""
STRINGS = '''\
a = """
[x]
b = 1 \\""" ]"""
c = \'\'\'
[[y]] # \'\'
\'\'\'
d = "# \\" ["
e = '# [\\'
f = 2025-12-20 10:00:00 # [z]
g = ""
h = [["]", ']'], {i = "}"}]
j = 12
'''


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    if isinstance(value, dict):
        items: Any = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    else:
        return {path: value}
    return {k: v for key, inner in items for k, v in leaves(inner, (*path, key)).items()}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_value_is_its_line(newline: str) -> None:
    text = NESTED.replace("\n", newline)
    found = leaves(tomllib.loads(text))
    index = index_lines(text)
    assert len(found) == 15
    assert {path: index.line_of(path) for path in found} == found


def test_tables_and_absent_keys_stand_at_the_nearest_header() -> None:
    index = index_lines(NESTED)
    assert index.line_of(("one", "list", 1)) == 12
    assert index.line_of(("one", "list", 1, "inner", 1)) == 18
    assert index.line_of(("one", "list", 1, "inner", 1, "absent")) == 18
    assert index.line_of(("nowhere",)) == 1


def test_brackets_in_strings_are_not_tables() -> None:
    index = index_lines(STRINGS)
    top = {path[0]: line for path, line in index.lines.items() if len(path) == 1}
    assert top == {"a": 1, "c": 4, "d": 7, "e": 8, "f": 9, "g": 10, "h": 11, "j": 12}
    assert set(top) == set(tomllib.loads(STRINGS))


def test_the_index_holds_every_leaf_of_every_toml_file_of_the_project() -> None:
    files = sorted(Path(__file__).parents[3].glob("enforcement_cli/vocabulary/*.toml"))
    assert files
    for path in files:
        text = path.read_text("utf-8")
        lines = text.split("\n")
        index = index_lines(text)
        for leaf, value in leaves(tomllib.loads(text)).items():
            assert leaf in index.lines, (path.name, leaf)
            if isinstance(value, str) and "\n" not in value:
                assert value in lines[index.line_of(leaf) - 1].replace('\\"', '"')
