"""会员信息: a clerk finds people by their pinyin and by a column of numbers, keeps a filter, and takes the list away."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness import member_lists, rolls
from harness.visitor import Visitor

UNION = "319901000107"
NAMES = ["张晓伟", "赵小薇", "单明明", "曾丽丽", "周演示", "周样例"]
PEOPLE = [replace(person, name=name) for name, person in zip(NAMES, member_lists.people(len(NAMES), first=11))]


@pytest.fixture(params=[True, False], ids=["telephone", "telephone without JavaScript"])
def clerk(request, start_server, visitors, tmp_path: Path) -> Visitor:
    server = start_server()
    rolls.join(server, tmp_path, PEOPLE, UNION)
    return rolls.comes(visitors, server, "chuchuang", scripts=request.param, viewport=rolls.TELEPHONE)


def test_people_are_found_kept_and_taken_away(clerk: Visitor, tmp_path: Path):
    by_pinyin(clerk)
    by_a_column_of_numbers(clerk)
    columns_are_chosen(clerk)
    a_filter_is_kept_and_opened_again(clerk)
    the_filter_is_taken_away(clerk, tmp_path)
    assert clerk.server.violations() == ""


def by_pinyin(clerk: Visitor):
    """Whole syllables, first letters, and a family name that is read in its own way."""
    for typed, found in {
        "zhangxiaowei": ["张晓伟"], "zxw": ["张晓伟", "赵小薇"], "shanmingming": ["单明明"],
        "zll": ["曾丽丽"], "ZHOU": ["周演示", "周样例"], "赵小": ["赵小薇"],
    }.items():
        assert sorted(rolls.members_listed(clerk, 姓名或拼音=typed)) == sorted(found), typed
        assert typed not in clerk.page.url
    clerk.looks_at("list-1-pinyin")


def by_a_column_of_numbers(clerk: Visitor):
    """Pasted as Excel gives it, with one number twice and one that nobody has; what was asked is not in the address."""
    stranger = member_lists.people(1, first=77)[0]
    clerk.page.goto("/members")
    clerk.opens("按名单查找")
    clerk.presses("查找")
    expect(clerk.page).to_have_title(re.compile("^错误："))
    clerk.looks_at("list-2-numbers")
    column = [PEOPLE[0].number, f"{PEOPLE[2].number}\t", PEOPLE[0].number.lower(), "", stranger.number]
    clerk.page.get_by_role("textbox", name="证件号码").fill("\r\n".join(column))
    clerk.presses("查找")
    clerk.sees("名单共 3 个不同的号码，找到会员 2 人，1 个号码没有找到。", "共 2 条")
    assert sorted(rolls.names(clerk, "会员列表")) == sorted([PEOPLE[0].name, PEOPLE[2].name])
    for person in (PEOPLE[0], PEOPLE[2], stranger):
        expect(clerk.page.get_by_text(person.number)).to_have_count(0)
        assert person.number not in clerk.page.url
    clerk.looks_at("list-3-numbers-found")


def heads(clerk: Visitor) -> list[str]:
    found = clerk.page.get_by_role("table", name="会员列表").locator("thead th").all()
    return [head.text_content().strip() for head in found]


def columns_are_chosen(clerk: Visitor):
    """Kept for the account; the way back is one button."""
    page = clerk.page
    page.goto("/members")
    assert "会员编号" not in heads(clerk) and "性别" in heads(clerk)
    usual = heads(clerk)
    page.get_by_text("列", exact=True).click()
    page.get_by_role("checkbox", name="会员编号", exact=True).check()
    page.get_by_role("checkbox", name="性别", exact=True).uncheck()
    clerk.looks_at("list-4-columns")
    clerk.presses("应用")
    expect(page.get_by_role("table", name="会员列表")).to_contain_text("1000000")
    page.goto("/members")
    assert "会员编号" in heads(clerk) and "性别" not in heads(clerk)
    page.get_by_text("列", exact=True).click()
    clerk.presses("恢复默认")
    expect(page.get_by_role("table", name="会员列表")).not_to_contain_text("1000000")
    page.goto("/members")
    assert heads(clerk) == usual


def a_filter_is_kept_and_opened_again(clerk: Visitor):
    page = clerk.page
    rolls.members_listed(clerk, 姓名或拼音="zhou")
    page.get_by_text("常用筛选", exact=True).click()
    clerk.presses("保存常用筛选")
    expect(page).to_have_title(re.compile("^错误："))
    page.get_by_role("textbox", name=re.compile("^把当前条件保存为")).fill("姓周的")
    clerk.looks_at("list-5-filter")
    clerk.clicks_twice("保存常用筛选")
    clerk.sees("已保存常用筛选“姓周的”。")
    clerk.page.goto("/members")
    page.get_by_text(re.compile("^常用筛选（1）")).click()
    clerk.opens("姓周的")
    clerk.sees("共 2 条")
    assert sorted(rolls.names(clerk, "会员列表")) == ["周样例", "周演示"]


def the_filter_is_taken_away(clerk: Visitor, folder: Path):
    """Masked without a word of what for; whole numbers only for somebody who says it and is who she is."""
    page = clerk.page
    clerk.opens("导出当前筛选")
    clerk.sees("2 名会员")
    expect(page.get_by_role("radio", name=re.compile("^掩码"))).to_be_checked()
    clerk.looks_at("list-6-export")
    masked = cells(clerk, folder, "masked")
    assert {"周演示", "周样例"} <= masked
    assert not masked & {person.number for person in PEOPLE}
    assert not masked & {"张晓伟", "单明明"}

    page.get_by_role("radio", name=re.compile("^完整号码")).check()
    clerk.presses("导出 2 名会员")
    expect(page).to_have_title(re.compile("^错误："))
    page.get_by_role("combobox", name=re.compile("^用途")).select_option(label="本工会会员服务")
    page.get_by_label(re.compile("密码")).fill("Gonghui-Demo-2024")
    clerk.looks_at("list-7-export-whole")
    whole = cells(clerk, folder, "whole")
    assert {PEOPLE[4].number, PEOPLE[5].number, PEOPLE[4].phone, PEOPLE[5].phone} <= whole
    assert PEOPLE[0].number not in whole
    assert any("本工会会员服务" in value and "请勿外传" in value for value in whole)


def cells(clerk: Visitor, folder: Path, name: str) -> set[str]:
    """Everything that stands in the exported workbook."""
    download = clerk.downloads(clerk.page.get_by_role("button", name="导出 2 名会员"))
    assert download.suggested_filename == "会员信息-2023-11-20.xlsx"
    (folder / name).mkdir()
    return {str(value) for line in rolls.workbook_rows(download, folder / name) for value in line if value is not None}
