"""A clerk's own sheet: its failing rows come back as the same workbook, are mended in it, and go in (domain, 3)."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from harness import member_lists
from harness.visitor import Visitor

UNIT = "示例科技有限公司"
PEOPLE = member_lists.people(6, first=400)
HEADER = ["联系方式", "工号", "身份证号", "备注", "职工姓名"]
PROBLEM = "问题及办法"


def lines() -> list[list[str]]:
    """A title, the company's own order and words, a column nobody asked for; three of six people are wrong."""
    rows = [[p.phone, f"A{n:03}", p.number, "=HYPERLINK(1)" if n == 2 else "", p.name] for n, p in enumerate(PEOPLE)]
    rows[1][0] = rows[1][0][:9]
    rows[2][2] = rows[2][2].replace("0", "O")
    rows[4][2] = "3.19901E+17"
    return [["示例科技职工花名册"], [], HEADER, *rows]


def written_by_openpyxl(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["请勿外传"])
    sheet = book.create_sheet("2024 花名册")
    for row, texts in enumerate(lines(), 1):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column)
            cell.value, cell.data_type = text, "s"
    sheet.merge_cells("A1:E1")
    book.save(path)
    return path


def written_as_text(path: Path) -> Path:
    """As a spreadsheet in China saves "CSV": GB 18030, the lists' separator of that machine."""
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file, delimiter=";").writerows(lines())
    return path


def mended(table: list[list[str]]) -> None:
    assert [row[4] for row in table[3:]] == [PEOPLE[n].name for n in (1, 2, 4)], "only the failing rows come back"
    for row, person in zip(table[3:], (PEOPLE[1], PEOPLE[2], PEOPLE[4])):
        assert row[5].startswith("问题：") and "办法：" in row[5]
        row[0], row[2] = person.phone, person.number


def mended_by_openpyxl(content: bytes, path: Path) -> Path:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["2024 花名册", "数据说明"]
    sheet = book["2024 花名册"]
    table = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert table[0][0] == "示例科技职工花名册"
    assert table[2] == [*HEADER, PROBLEM]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row), "nothing is a formula"
    mended(table)
    for row, texts in enumerate(table[3:], 4):
        for column, text in enumerate(texts, 1):
            sheet.cell(row, column).value = text
            sheet.cell(row, column).data_type = "s"
    book.save(path)
    return path


def mended_as_text(content: bytes, path: Path) -> Path:
    table = list(csv.reader(io.StringIO(content.decode("gb18030"), newline=""), delimiter=";"))
    assert table[2] == [*HEADER, PROBLEM]
    assert table[4][3] == "'=HYPERLINK(1)", "no text begins a formula"
    mended(table)
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file, delimiter=";").writerows(table)
    return path


def uploads(clerk: Visitor, path: Path):
    clerk.opens("会员信息", "导入会员")
    clerk.page.get_by_role("radio", name=re.compile("^关联企业类")).check()
    clerk.page.get_by_role("combobox", name=re.compile("^单位")).select_option(label=UNIT)
    clerk.page.get_by_label(re.compile("文件")).set_input_files(path)
    clerk.presses("上传并预览")


@pytest.mark.parametrize(
    ["name", "write", "mend"],
    [
        ("花名册.xlsx", written_by_openpyxl, mended_by_openpyxl),
        ("花名册.csv", written_as_text, mended_as_text),
    ],
    ids=["a workbook", "text in GB 18030"],
)
def test_failing_rows_come_back_in_the_clerks_own_sheet_and_go_in(start_server, visitors, tmp_path, name, write, mend):
    server = start_server()
    clerk = visitors(server).is_let_in(server.federation.account("clerk"))
    path = write(tmp_path / name)
    uploads(clerk, path)
    clerk.sees("文件共 6 行 = 新增 3 + 错误 3")
    clerk.looks_at(f"3.1-own-sheet-{path.suffix[1:]}")
    back = clerk.downloads(clerk.page.get_by_role("link", name=re.compile("^下载有错误的 3 行")))
    assert back.suggested_filename == f"花名册-待修改{path.suffix}"
    again = mend(back.path().read_bytes(), tmp_path / f"again{path.suffix}")
    clerk.presses(re.compile("^导入 3 行"))
    clerk.sees("成功导入 3 行")

    # The same rows can be had from the result too.
    late = clerk.downloads(clerk.page.get_by_role("link", name=re.compile("^下载有错误的 3 行")))
    assert late.suggested_filename == back.suggested_filename
    uploads(clerk, again)
    clerk.sees("文件共 3 行 = 新增 3")
    expect(clerk.page.locator("main")).not_to_contain_text(PROBLEM)
    clerk.presses(re.compile("^导入 3 行"))
    clerk.sees("成功导入 3 行")
    for file, rows in ((again, 3), (path, 6)):
        uploads(clerk, file)
        clerk.sees(f"文件共 {rows} 行 = 未变 3" + (" + 错误 3" if rows == 6 else ""))
        clerk.sees("没有需要写入的行")
    for person in PEOPLE:
        clerk.opens("会员信息")
        clerk.page.get_by_label("姓名或拼音").fill(person.name)
        clerk.presses("搜索")
        clerk.sees("共 1 条")
    assert server.violations() == ""
