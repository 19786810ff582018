"""Tables in markup, whatever their suffix: the same grid as the workbook they stand for."""

import datetime as dt
import quopri

import pytest

from enforcement_cli.model.grid import Shown
from enforcement_cli.workbook.limits import Limits
from enforcement_cli.workbook.read import read_book
from tests.builder import book

CASE = "（2026）辽1202执1号"
DAY = dt.date(2026, 1, 5)


def codes(outcome):
    return [problem.code for problem in outcome.problems]


def saved(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "银州.xls"
    path.write_bytes(text.encode(encoding))
    return path


def twin(tmp_path):
    """What the files below say, as a workbook."""
    made = book().sheet("台账").title("银州区法院台账", across=3)
    made.row("案号", "立案日期", "金额").row(CASE, DAY, 12.5).row(None, None, 7)
    return read_book(made.merge("A3:A4").hide(4).save(tmp_path / "twin.xlsx")).value.sheets[0]


def as_text(grid):
    """The grid with numbers and dates in the words a page shows them by."""
    return [[None if value is None else str(value) for value in row] for row in grid.rows]


XML = """<?xml version="1.0" encoding="GB2312"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Worksheet ss:Name="台账"><Table>
  <Column ss:Index="2" ss:Span="1" ss:Width="80"/><Column ss:Hidden="1"/>
  <Row><Cell ss:MergeAcross="2"><Data ss:Type="String">银州区法院台账</Data></Cell></Row>
  <Row><Cell><Data ss:Type="String">案号</Data><Comment><Data>批注</Data></Comment></Cell>
   <Cell><Data ss:Type="String">立案日期</Data></Cell>
   <Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>金</B>额</ss:Data></Cell></Row>
  <Row><Cell ss:MergeDown="1"><Data ss:Type="String">（2026）辽1202执1号</Data></Cell>
   <Cell><Data ss:Type="DateTime">2026-01-05T00:00:00.000</Data></Cell>
   <Cell ss:Formula="=1"><Data ss:Type="Number">12.5</Data></Cell></Row>
  <Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="3"><Data ss:Type="Number">7</Data></Cell></Row>
 </Table><x:WorksheetOptions><x:Visible>SheetVisible</x:Visible></x:WorksheetOptions></Worksheet>
 %s
</Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_xml_spreadsheet_is_its_twin(tmp_path, encoding):
    read = read_book(saved(tmp_path, XML % "", encoding)).value
    (grid,) = read.sheets
    right = twin(tmp_path)
    assert read.kind == "xml2003"
    assert (grid.name, grid.rows, grid.merges) == (right.name, right.rows, right.merges)
    assert (grid.hidden_rows, grid.hidden_columns, grid.broken) == ({4}, {4}, None)


def test_xml_spreadsheet_cells_of_other_types(tmp_path):
    sheet = (
        '<Worksheet ss:Name="二"><Table><Row ss:Index="2">'
        '<Cell><Data ss:Type="Error">#REF!</Data></Cell>'
        '<Cell ss:Formula="=1"/><Cell><Data ss:Type="Boolean">1</Data></Cell>'
        '<Cell ss:MergeAcross="1"><Data ss:Type="DateTime">1899-12-31T08:30:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Number">壹</Data></Cell></Row></Table><x:WorksheetOptions>'
        "<x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>"
    )
    grid = read_book(saved(tmp_path, XML % sheet)).value.sheets[1]
    assert grid.hidden
    assert grid.broken == {(2, 1): "#REF!", (2, 2): "未计算"}
    assert (grid.first_row, grid.rows) == (2, [[None, None, True, dt.time(8, 30), None, "壹"]])


def test_xml_spreadsheet_formats_of_cells_rows_and_columns(tmp_path):
    styles = (
        '<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>'
        '<Style ss:ID="w"><NumberFormat ss:Format="0!.0000"/></Style><Style ss:ID="n"/></Styles>'
    )
    data = '<Data ss:Type="Number">5</Data></Cell>'
    sheet = (
        f'<Worksheet ss:Name="二"><Table><Column ss:StyleID="p"/><Row><Cell>{data}<Cell>{data}</Row>'
        f'<Row ss:StyleID="w"><Cell>{data}<Cell ss:StyleID="p">{data}<Cell ss:StyleID="n">{data}'
        "</Row></Table></Worksheet>"
    )
    text = (XML % sheet).replace("<Worksheet", styles + "<Worksheet", 1)
    grid = read_book(saved(tmp_path, text)).value.sheets[1]
    assert grid.percents == {(1, 1), (2, 2)}
    assert grid.scaled == {(2, 1): Shown(divisor=10000)}


FAR = '<Worksheet ss:Name="远"><Table>%s</Table></Worksheet>'


@pytest.mark.parametrize(
    "text",
    [
        XML.replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook', 1) % "",
        (XML % "")[:-200],
        XML % FAR % '<Row ss:Index="9999999999"/>',
        XML % FAR % '<Row ss:Index="x"/>',
        XML % FAR % '<Row ss:Index="0"><Cell><Data ss:Type="String">a</Data></Cell></Row>',
        XML % FAR % '<Column ss:Span="999999999" ss:Hidden="1"/>',
        XML
        % FAR
        % '<Row><Cell><Data>1</Data></Cell></Row><Row ss:Index="1048576"><Cell ss:Index="16384"><Data>1</Data></Cell></Row>',
    ],
    ids=["doctype", "cut", "far", "word", "zero", "span", "rectangle"],
)
def test_hostile_xml_spreadsheets_are_refused(tmp_path, text):
    outcome = read_book(saved(tmp_path, text))
    assert (outcome.value, codes(outcome)) == (None, ["F-01"])


HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>导出</title>
<style>td {mso-number-format:"\\@";}</style>
<!--[if gte mso 9]><xml><x:Name>台账</x:Name></xml><![endif]--></head><body>
<table><tr><th colspan=3>银州区法院台账</th></tr>
<script>document.write("<td>假</td>")</script>
<tr><td>案号<td>立案日期<td>金<b>额</b>
<tr><td rowspan=9 style='mso-number-format:"\\@"'>（2026）辽1202执1号</td>
<td> 2026-01-05 </td><td x:num="12.5">13</td></tr>
<tr style="display: none"><td>&nbsp;</td><td x:num>7.0</td></tr></table>%s</body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_page_is_its_twin(tmp_path, encoding):
    read = read_book(saved(tmp_path, HTML % "", encoding)).value
    (grid,) = read.sheets
    right = twin(tmp_path)
    assert read.kind == "html"
    assert (grid.name, grid.rows, grid.merges) == (right.name, as_text(right), right.merges)
    assert grid.hidden_rows == {4}


def test_a_page_in_one_file_and_text_round_its_tables(tmp_path):
    page = (
        "<html><body><p>单位：万元</p><table><caption>到位</caption><tr><td>a<br>b<td>#REF!</table>"
        "<div>填报人：甲</div><table><tr><td><table><tr><td>内</td></tr></table></td></tr></table>注"
    ).encode("gb18030")
    whole = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
        + quopri.encodestring(page)
        + b"\n--x--\n"
    )
    path = tmp_path / "a.xls"
    path.write_bytes(whole)
    first, around, inner = read_book(path).value.sheets
    assert first.rows == [["单位：万元", None], ["到位", None], ["a\nb", None]]
    assert first.broken == {(3, 2): "#REF!"}
    assert (around.rows, inner.rows) == ([["填报人：甲"]], [["内"], ["注"]])
    assert len({first.name, around.name, inner.name}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "<html><head></head><frameset><frame src='a.files/sheet001.htm'></frameset></html>",
        "<html><body><p>本周无数据</p></body></html>",
        "<table>" * 300 + "<tr><td>1",
        "<table><tr>" + "<td colspan=1000>1" * 20_000,
        "<table>" + "<tr><td rowspan=65534 colspan=1000>1" * 20_000,
    ],
    ids=["frameset", "none", "nested", "wide", "tall"],
)
def test_hostile_pages_are_refused(tmp_path, text):
    outcome = read_book(saved(tmp_path, text))
    assert (outcome.value, codes(outcome)) == (None, ["F-01"])


def test_spans_and_cells_are_counted_before_they_are_built(tmp_path):
    text = "<table>" + "<tr><td>1</td></tr>" * 200 + "</table>"
    assert codes(read_book(saved(tmp_path, text), Limits(sheet_cells=100))) == ["F-01"]
    assert codes(read_book(saved(tmp_path, text), Limits(sheet_cells=200))) == []
