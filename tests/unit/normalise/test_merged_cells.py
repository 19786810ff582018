"""A case merged over the rows of its debtors: one amount, one broken cell."""

from dataclasses import replace

from enforcement_cli.model.grid import Merge

NO = "（2026）辽1202执{}号"
FIELDS = ["case_no", "claim_fen", "debtor"]


def merged(made, *, rows: tuple[int, int], columns: tuple[int, ...] = (1, 2)):
    """The table with the cells of these columns merged over the rows."""
    merges = tuple(Merge(top=rows[0], left=c, bottom=rows[1], right=c) for c in columns)
    return replace(made, grid=replace(made.grid, merges=merges))


def test_a_total_counts_a_merged_amount_once(table, read) -> None:
    rows = [
        [NO.format(1), 5.0, "王某"],
        [NO.format(1), 5.0, "李某"],
        [NO.format(2), 2.0, "张某"],
        ["合计", 7.0, None],
    ]
    made = table("cases", FIELDS, rows, totals=((5, "合计", (2, 3, 4)),))
    (control,) = read(merged(made, rows=(2, 3))).value[0].controls
    assert (control.stated, control.summed) == (700, 700)


def test_rows_that_only_look_alike_are_all_counted(table, read) -> None:
    rows = [[NO.format(1), 5.0, None], [NO.format(2), 5.0, None], ["合计", 10.0, None]]
    made = table("cases", FIELDS, rows, totals=((4, "合计", (2, 3)),))
    (control,) = read(made).value[0].controls
    assert (control.stated, control.summed) == (1000, 1000)


def test_a_broken_merged_cell_holds_every_row_of_its_case(table, read) -> None:
    rows = [[NO.format(1), None, "王某"], [NO.format(1), None, "李某"], [NO.format(2), 2.0, "张某"]]
    made = table("cases", FIELDS, rows, broken={(2, 2): "#REF!"})
    out = read(merged(made, rows=(2, 3)))
    assert out.value[0].frames["cases"]["held"].tolist() == [True, True, False]
    assert {p.code for p in out.problems} == {"S-15"}
