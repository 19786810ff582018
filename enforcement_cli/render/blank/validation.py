"""The rules of a blank laid over its cells: validations, tints for what was pasted, the self-check.

Comes in: a sheet and a blank. Goes out: the sheet with its rules, the formula of the self-check.
Refuses to know a header or a style.
"""

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from enforcement_cli.render.blank.model import CHECK_ROW, COUNT_ROW, FIRST_COLUMN, Blank
from enforcement_cli.render.blank.rules import CellRule, Cells, choices_of, place_of, rules_of
from enforcement_cli.vocabulary.blank import BlankColumn, blank_words

LONGEST_VALIDATION = 255  # what Excel takes as a validation's formula, or as its list
_LONGEST_MESSAGE = 220
_WRONG = PatternFill(start_color="F8CBAD", end_color="F8CBAD", fill_type="solid")


def add_rules(sheet: Worksheet, blank: Blank) -> None:
    """A validation and a tint for each column that something can be wrong in."""
    rules = {rule.column.tag: rule for rule in rules_of(blank)}
    for column in blank.columns:
        area = _area(blank, column.tag)
        validation = _validation(blank, column, rules.get(column.tag))
        validation.add(area)
        sheet.add_data_validation(validation)
        rule = rules.get(column.tag)
        if rule is not None:
            wrong = rule.wrong(_first_cells(blank))
            tint = FormulaRule(formula=[f"({wrong})>0"], fill=_WRONG)  # type: ignore[no-untyped-call]
            sheet.conditional_formatting.add(area, tint)


def add_self_check(sheet: Worksheet, blank: Blank) -> None:
    """How many cells are wrong, in words, over the whole body.

    Each column is counted by itself in a hidden row: one formula over all would be longer than
    Excel takes.
    """
    for rule in rules_of(blank):
        wrong = rule.wrong(_all_cells(blank))
        counted = sheet.cell(row=COUNT_ROW, column=place_of(blank, rule.column.tag))
        counted.value = f"=SUMPRODUCT(--(({wrong})>0))"
    sheet.row_dimensions[COUNT_ROW].hidden = True
    first = get_column_letter(FIRST_COLUMN)
    last = get_column_letter(FIRST_COLUMN + len(blank.columns) - 1)
    body = f"${first}${blank.first_row}:${last}${blank.last_row}"
    count = f"SUM(${first}${COUNT_ROW}:${last}${COUNT_ROW})"
    before, after = blank_words("failed")
    passed = f'IF({count}=0,"{blank_words("passed")}","{before}"&{count}&"{after}")'
    said = sheet.cell(row=CHECK_ROW, column=1)
    said.value = f'=IF(COUNTA({body})=0,"{blank_words("blank")}",{passed})'


def _validation(blank: Blank, column: BlankColumn, rule: CellRule | None) -> DataValidation:
    choices, closed = choices_of(blank, column)
    listed = '"' + ",".join(choice.replace('"', '""') for choice in choices) + '"'
    # A choice with a comma would be offered as two.
    if (
        choices
        and not any("," in choice for choice in choices)
        and len(listed) <= LONGEST_VALIDATION
    ):
        found = DataValidation(type="list", formula1=listed, allow_blank=True)
        found.showErrorMessage = closed
    elif rule is not None and rule.alone is not None and (typed := _typed(blank, rule)):
        found = DataValidation(type="custom", formula1=typed, allow_blank=True)
        found.showErrorMessage = True
    else:
        found = DataValidation(allow_blank=True)  # says how to fill in, and forbids nothing
    found.promptTitle = column.path[-1][:32]
    found.prompt = column.hint[:_LONGEST_MESSAGE]
    found.showInputMessage = bool(column.hint)
    found.errorTitle = str(blank_words("refused"))
    found.error = f"{column.shown}：{column.hint}"[:_LONGEST_MESSAGE]
    return found


def _typed(blank: Blank, rule: CellRule) -> str:
    """What may be typed, as one formula; empty where Excel would not take one so long."""
    if rule.alone is None:
        return ""
    formula = f"({rule.alone(_first_cells(blank, pinned=False))})=0"
    return formula if len(formula) <= LONGEST_VALIDATION else ""


def _area(blank: Blank, tag: str) -> str:
    letter = get_column_letter(place_of(blank, tag))
    return f"{letter}{blank.first_row}:{letter}{blank.last_row}"


def _first_cells(blank: Blank, *, pinned: bool = True) -> Cells:
    """A tag's cell in the first row: a rule over an area is written for its first cell."""
    pin = "$" if pinned else ""
    return lambda tag: f"{pin}{get_column_letter(place_of(blank, tag))}{blank.first_row}"


def _all_cells(blank: Blank) -> Cells:
    def cells(tag: str) -> str:
        letter = get_column_letter(place_of(blank, tag))
        return f"${letter}${blank.first_row}:${letter}${blank.last_row}"

    return cells
