"""导入会员 from a company's own file: the sheet is chosen, columns are put right once, and the union's next list is read so.

The workbook is one of XlsxWriter with several lists in it; the next month's list is text in GB 18030.
"""

import csv
import re
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import expect

from harness import member_lists, rolls
from harness.visitor import Visitor

FIRST = member_lists.people(3, first=601, family="演示一车")
SECOND = member_lists.people(4, first=611, family="演示二车")
LATER = member_lists.people(3, first=621, family="演示新月")
HEADER = ["序号", "姓名", "号码", "电话一", "电话二", "班组"]


def lines(people: list[member_lists.Person]) -> list[list[str]]:
    """The first telephone is that of the family, the second the person's own; nothing in the header says so."""
    shifts = ["早班", "晚班"]
    return [
        [str(place + 1), person.name, person.number, f"1990077{9999 - int(person.phone[-4:])}", person.phone, shifts[place % 2]]
        for place, person in enumerate(people)
    ]


def written_by_xlsxwriter(path: Path) -> Path:
    """A title over each list, remarks on the first sheet, who has left on a hidden one."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write("A1", "每月 5 日前更新")
        for name, people in {"一车间": FIRST, "二车间": SECOND, "离职": member_lists.people(2, first=631)}.items():
            sheet = book.add_worksheet(name)
            sheet.merge_range("A1:F1", f"{name}人员")
            for row, texts in enumerate([HEADER, *lines(people)], 2):
                for column, text in enumerate(texts):
                    sheet.write_string(row, column, text)
            if name == "离职":
                sheet.hide()
    return path


def written_as_text(path: Path) -> Path:
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([["三月人员"], [], HEADER, *lines(LATER)])
    return path


@pytest.mark.parametrize(
    ["scripts", "viewport"], [(True, rolls.TELEPHONE), (False, (1366, 768))],
    ids=["telephone", "desk without JavaScript"],
)
def test_a_sheet_is_chosen_and_its_columns_are_remembered(start_server, visitors, tmp_path: Path, scripts, viewport):
    server = start_server()
    clerk = rolls.comes(visitors, server, "chuchuang", scripts=scripts, viewport=viewport)
    uploads(clerk, written_by_xlsxwriter(tmp_path / "车间人员.xlsx"))
    another_sheet_is_chosen(clerk)
    columns_are_put_right(clerk)
    clerk.presses(re.compile("^导入 4 行"))
    clerk.sees("成功导入 4 行")
    each_has_his_own_telephone(clerk, SECOND)

    uploads(clerk, written_as_text(tmp_path / "三月人员.csv"))
    clerk.sees("文件共 3 行 = 新增 3", re.compile("手机号码取自“电话二”"))
    clerk.looks_at("import-own-4-remembered")
    clerk.presses(re.compile("^导入 3 行"))
    clerk.sees("成功导入 3 行")
    each_has_his_own_telephone(clerk, LATER)
    assert sorted(rolls.members_listed(clerk)) == sorted(person.name for person in [*SECOND, *LATER])
    assert server.violations() == ""


def uploads(clerk: Visitor, path: Path) -> None:
    clerk.page.goto("/members/import")
    clerk.page.get_by_label(re.compile("文件")).set_input_files(path)
    clerk.presses("上传并预览")


def another_sheet_is_chosen(clerk: Visitor) -> None:
    """One list is read, the others are named; a hidden sheet is not offered."""
    clerk.sees("文件共 3 行 = 新增 3", "这次只读取工作表“一车间”", re.compile("文件中还有名单：二车间。"))
    clerk.looks_at("import-own-1-preview")
    clerk.opens("换一张工作表")
    sheets = clerk.page.get_by_role("combobox", name="工作表")
    assert sheets.locator("option").all_inner_texts() == ["说明", "一车间", "二车间"]
    sheets.select_option(label="二车间")
    clerk.presses("看这张工作表的列")
    clerk.sees(re.compile("工作表“二车间”，第 3 行是表头"))


def columns_are_put_right(clerk: Visitor) -> None:
    """What the contents look like is proposed; the same column cannot be two things; the clerk's word counts."""
    page = clerk.page
    chosen = {label: page.get_by_role("combobox", name=label) for label in ("姓名", "证件号码", "手机号码")}
    for label, column in {"姓名": "B 列 姓名", "证件号码": "C 列 号码", "手机号码": "D 列 电话一"}.items():
        expect(chosen[label].locator("option:checked")).to_have_text(re.compile(f"^{column}"))
    clerk.looks_at("import-own-2-columns")
    chosen["手机号码"].select_option(label=page.get_by_role("option", name=re.compile("^C 列")).first.inner_text())
    clerk.presses("重新读取并预览")
    expect(page).to_have_title(re.compile("^错误："))
    clerk.looks_at("import-own-3-columns-refused")
    expect(chosen["手机号码"].locator("option:checked")).to_have_text(re.compile("^C 列 号码"))
    chosen["手机号码"].select_option(label=page.get_by_role("option", name=re.compile("^E 列")).first.inner_text())
    clerk.presses("重新读取并预览")
    clerk.sees("文件共 4 行 = 新增 4", "这次只读取工作表“二车间”", re.compile("手机号码取自“电话二”"))


def each_has_his_own_telephone(clerk: Visitor, people: list[member_lists.Person]) -> None:
    for person in people[:2]:
        assert rolls.members_listed(clerk, **{"手机号（完整或后 4 位）": person.phone}) == [person.name]
