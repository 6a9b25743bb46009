"""登记名单导入: a list of the retired takes somebody off the unit's list, and taking it back puts him on it again."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from harness import rolls
from harness.visitor import Visitor

PEOPLE_BEFORE = {"参保": 95, "退休": 0}
PEOPLE_AFTER = {"参保": 94, "退休": 1}


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_wrong_register_list_is_taken_back(start_server, visitors, tmp_path: Path, scripts):
    server = start_server()
    centre = rolls.comes(visitors, server, "centre", scripts=scripts)
    clerk = rolls.comes(visitors, server, "shili", scripts=scripts)
    assert counted(clerk) == PEOPLE_BEFORE
    the_list_is_brought_in(centre, retired(tmp_path / "退休名单.xlsx", server.federation.member("shili").document))
    assert counted(clerk) == PEOPLE_AFTER
    it_is_taken_back(centre)
    assert counted(clerk) == PEOPLE_BEFORE
    assert server.violations() == ""


def retired(path: Path, number: str) -> Path:
    book = openpyxl.Workbook()
    for row in [["证件类型", "证件号码"], ["身份证", number], ["身份证", "319901195001010018"], ["身份证", "12"]]:
        book.active.append(row)
    book.save(path)
    return path


def counted(clerk: Visitor) -> dict[str, int]:
    clerk.opens("业务工作台", "参保信息管理", "集中参保办理")
    equation = clerk.equation()
    return {term: equation[term] for term in PEOPLE_BEFORE}


def the_list_is_brought_in(centre: Visitor, path: Path) -> None:
    page = centre.page
    centre.opens("业务工作台", "登记名单导入")
    centre.presses("上传并预览")
    expect(page).to_have_title(re.compile("^错误："))
    centre.looks_at("registers-1-refused")
    page.get_by_role("radio", name=re.compile("^退休名单")).check()
    page.get_by_label("数据截止日").fill("2023-11-15")
    page.get_by_label("名单文件").set_input_files(path)
    centre.presses("上传并预览")
    page.get_by_role("button", name="导入退休名单，改变 1 人的状态").wait_for()
    centre.looks_at("registers-2-preview")
    centre.clicks_twice("导入退休名单，改变 1 人的状态")
    expect(listed(centre)).to_contain_text("已导入")
    centre.looks_at("registers-3-imported")


def listed(centre: Visitor):
    return centre.page.get_by_role("table", name="导入记录").locator("tbody tr").filter(has_text="退休名单.xlsx")


def it_is_taken_back(centre: Visitor) -> None:
    page = centre.page
    centre.page.goto("/registers")
    listed(centre).get_by_role("link", name=re.compile("^撤销导入")).click()
    centre.sees(re.compile("人恢复为“"))
    undo = re.compile("^撤销导入，恢复 1 人的状态")
    centre.presses(undo)
    expect(page).to_have_title(re.compile("^错误："))
    centre.looks_at("registers-4-undo")
    page.get_by_role("textbox", name="撤销原因").fill("文件选错")
    centre.proves_who_he_is()
    centre.clicks_twice(undo)
    expect(listed(centre)).to_contain_text("已撤销")
    centre.looks_at("registers-5-undone")
