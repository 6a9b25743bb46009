"""导入组织: a level-2 union brings a list of its unions, mends a row in the page, its district agrees, and takes the list out."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from harness import rolls
from harness.visitor import Visitor
from test_unions import opens_union

FIRST, SECOND = "演示批量甲有限公司工会委员会", "演示批量乙有限公司工会委员会"
KNOWN, SUPERIOR = "示例科技有限公司工会委员会", "滨海街道总工会"


def own_list(path: Path) -> Path:
    """A title over the header; one row lacks the kind, one is known and has another person to talk to."""
    book = openpyxl.Workbook()
    for row in [
        ["滨海街道企业工会名单"], [],
        ["工会组织名称", "组织类型", "上级工会名称", "联系人", "地址"],
        [FIRST, "工会委员会", SUPERIOR, "甲经办", "示例市东海区虚构路 21 号"],
        [SECOND, "", SUPERIOR, "乙经办", "示例市东海区虚构路 22 号"],
        [KNOWN, "工会委员会", SUPERIOR, "王新联系", "示例市东海区虚构路 7 号"],
    ]:  # fmt: skip
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_list_of_unions_goes_in_and_out(start_server, visitors, tmp_path: Path, scripts):
    server = start_server()
    superior = rolls.comes(visitors, server, "binhai", scripts=scripts)
    district = rolls.comes(visitors, server, "donghai", scripts=scripts)
    the_list_is_read(superior, own_list(tmp_path / "组织名单.xlsx"))
    a_row_is_mended(superior)
    requests_are_made_and_accepted(superior, district)
    what_was_brought_in_is_taken_out(superior, tmp_path)
    assert server.violations() == ""


def the_list_is_read(superior: Visitor, path: Path) -> None:
    page = superior.page
    page.goto("/organisation-sheets/new")
    superior.presses("上传并预览")
    expect(page).to_have_title(re.compile("^错误："))
    page.get_by_label("工会组织名单").set_input_files(path)
    superior.presses("上传并预览")
    superior.sees("共 3 行", "确认后写入 2 行", re.compile("请填写组织类型"))
    superior.looks_at("organisations-1-preview")
    failing = superior.downloads(page.get_by_role("link", name="下载错误行"))
    failing.save_as(path.with_name("failing.xlsx"))
    told = [cell for rows in rolls.every_sheet(path.with_name("failing.xlsx")) for row in rows for cell in row]
    assert SECOND in told and FIRST not in told


def a_row_is_mended(superior: Visitor) -> None:
    superior.opens(re.compile("^修改第 5 行"))
    superior.looks_at("organisations-2-row")
    superior.page.get_by_label("组织类型").select_option(label="工会委员会")
    superior.presses(re.compile("^保存"))
    superior.sees("确认后写入 3 行")


def requests_are_made_and_accepted(superior: Visitor, district: Visitor) -> None:
    superior.clicks_twice("提交 3 件申请")
    superior.sees(re.compile("新建 2 个、修改 1 个组织，已提交申请"))
    superior.looks_at("organisations-3-asked")
    district.page.goto("/union-requests")
    for name in (FIRST, SECOND, KNOWN):
        expect(rolls.row(district, name)).to_be_visible()
    for box in district.page.locator("tbody input[type=checkbox]").all():
        box.check()
    district.looks_at("organisations-4-requests")
    district.presses("同意所选申请")
    district.looks_at("organisations-5-check")
    accept = re.compile("^同意.* 3 ")
    district.clicks_twice(accept)
    expect(district.page.get_by_role("button", name=accept)).to_have_count(0)
    opens_union(superior, FIRST)
    opens_union(superior, KNOWN)
    superior.sees("王新联系")


def what_was_brought_in_is_taken_out(superior: Visitor, folder: Path) -> None:
    superior.page.goto("/unions")
    out = superior.downloads(superior.page.get_by_role("button", name="导出工会组织"))
    out.save_as(folder / "out.xlsx")
    told = [str(cell) for rows in rolls.every_sheet(folder / "out.xlsx") for row in rows for cell in row]
    assert {FIRST, SECOND, KNOWN, "王新联系"} <= set(told)
