"""Workbooks with an open password: opened by Excel's default or a given one, else said plainly."""

import io
import os
from pathlib import Path

import pytest

from enforcement_cli.workbook.read import read_book
from enforcement_cli.workbook.refusal import Refused
from enforcement_cli.workbook.unlock import unlock
from tests.builder import book

HOSTILE = (
    Path(os.environ.get("ENFORCE_CORPUS") or Path(__file__).parents[4] / "shared" / "corpus")
    / "hostile"
)
CASE = "（2026）辽1202执1号"
SECRET = "银州-8848"  # noqa: S105


def locked(path, password):
    """A workbook as Excel saves it under an open password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    book().row("案号", "到位金额（元）").row(CASE, 12.5).save(path)
    hidden = io.BytesIO()
    OOXMLFile(io.BytesIO(path.read_bytes())).encrypt(password, hidden)
    path.write_bytes(hidden.getvalue())
    return path


def codes(outcome):
    return [problem.code for problem in outcome.problems]


def test_without_its_password_it_is_refused_and_nothing_is_told(tmp_path):
    path = locked(tmp_path / "银州.xlsx", SECRET)
    for passwords in ((), ("wrong", "8848")):
        outcome = read_book(path, passwords=passwords)
        assert (outcome.value, codes(outcome)) == (None, ["F-02"])
        assert not any(word in repr(outcome) for word in ("wrong", "8848"))


def test_with_its_password_among_others_it_is_read(tmp_path):
    path = locked(tmp_path / "银州.xlsx", SECRET).rename(tmp_path / "银州.xls")
    outcome = read_book(path, passwords=("wrong", SECRET))
    assert codes(outcome) == []
    assert outcome.value.sheets[0].value(2, 1) == CASE
    assert outcome.value.kind == "xlsx"
    assert SECRET not in repr(outcome.value)


def test_the_default_password_needs_nobody(tmp_path):
    path = locked(tmp_path / "a.xlsx", "VelvetSweatshop")
    assert read_book(path).value.sheets[0].value(2, 2) == 12.5


def test_a_damaged_one_is_no_matter_of_passwords(tmp_path):
    path = locked(tmp_path / "a.xlsx", SECRET)
    data = bytearray(path.read_bytes())
    at = data.index(b'saltSize="16"')
    data[at - 40 : at] = b" " * 40
    with pytest.raises(Refused) as refusal:
        unlock(bytes(data), (SECRET,))
    assert refusal.value.code == "F-01"


def test_a_key_that_takes_an_hour_is_not_derived(tmp_path):
    path = locked(tmp_path / "a.xlsx", SECRET)
    data = path.read_bytes()
    assert b'spinCount="100000"' in data
    slow = data.replace(b'spinCount="100000"', b'spinCount="9999999"'[:18] + b'"', 1)[: len(data)]
    with pytest.raises(Refused) as refusal:
        unlock(slow, (SECRET,))
    assert refusal.value.code == "F-01"


FOREIGN = "ExcelDataReader+ExcelDataReader"


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize(
    ("name", "password", "kind"),
    [
        (f"{FOREIGN}/agile_AES128_SHA1_CBC_pwd_password.xlsx", "password", "xlsx"),
        (f"{FOREIGN}/agile_AES192_SHA512_CBC_pwd_password.xlsx", "password", "xlsx"),
        (f"{FOREIGN}/agile_AES256_SHA512_CBC_pwd_password.xlsb", "password", "xlsb"),
        (f"{FOREIGN}/standard_AES128_SHA1_ECB_pwd_password.xlsx", "password", "xlsx"),
        (f"{FOREIGN}/standard_AES256_SHA1_ECB_pwd_password.xlsx", "password", "xlsx"),
        (f"{FOREIGN}/Test_git_issue_242_std_rc4_pwd_password.xls", "password", "xls"),
        ("nolze+msoffcrypto-tool/tests/inputs/rc4cryptoapi_password.xls", "Password1234_", "xls"),
        ("nolze+msoffcrypto-tool/tests/inputs/xor_password_123456789012345.xls", "123456789012345", "xls"),
    ],
)  # fmt: skip
def test_every_method_of_excel(name, password, kind):
    assert codes(read_book(HOSTILE / name)) == ["F-02"]
    assert codes(read_book(HOSTILE / name, passwords=("other",))) == ["F-02"]
    read = read_book(HOSTILE / name, passwords=(password,)).value
    assert read.kind == kind
    assert any(value is not None for grid in read.sheets for row in grid.rows for value in row)
