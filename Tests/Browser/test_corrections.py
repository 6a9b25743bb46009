"""更正申请: what is wrong in a locked list is put right by two levels, and the money of who did not belong there goes back."""

import re

import pytest
from playwright.sync_api import expect

from harness import rolls
from harness.visitor import Visitor

RIGHT_NAME = "会员乙正"
REASON = "姓名登记时写错，已核对身份证"


@pytest.mark.parametrize(
    ["scripts", "viewport"], [(True, rolls.TELEPHONE), (False, (1366, 768))],
    ids=["telephone", "desk without JavaScript"],
)
def test_a_locked_list_is_put_right(start_server, visitors, rehearsed, scripts, viewport):
    server = start_server(business_date="2024-03-04", begins_with=rehearsed)
    clerk = rolls.comes(visitors, server, "shili", scripts=scripts, viewport=viewport)
    district = rolls.comes(visitors, server, "donghai", scripts=scripts)
    centre = rolls.comes(visitors, server, "centre", scripts=scripts)
    person = server.federation.member("shili")
    a_name_is_asked_for(clerk, person)
    the_district_returns_it_with_a_reason(clerk, district, person)
    a_name_is_asked_for(clerk, person)
    both_levels_agree(district, centre, person)
    the_clerk_finds_it_done(clerk)
    somebody_is_taken_out(clerk, district, centre)
    assert server.violations() == ""


def looks_for(clerk: Visitor, number: str) -> None:
    clerk.page.goto("/corrections")
    clerk.page.get_by_label("会员编号或证件号码").fill(number)
    clerk.presses("查找此人")
    assert number not in clerk.page.url


def opens_form(clerk: Visitor, number: str) -> None:
    looks_for(clerk, number)
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text("申请更正")


def a_name_is_asked_for(clerk: Visitor, person) -> None:
    page = clerk.page
    opens_form(clerk, person.document)
    clerk.presses("提交更正申请")
    expect(page).to_have_title(re.compile("^错误："))
    clerk.looks_at("corrections-1-refused")
    page.get_by_role("radio", name=re.compile("^更正")).check()
    page.get_by_label(re.compile("^正确的姓名")).fill(RIGHT_NAME)
    page.get_by_label("更正原因").fill(REASON)
    clerk.clicks_twice("提交更正申请")
    clerk.sees(REASON, "更正前后对比", RIGHT_NAME)
    clerk.looks_at("corrections-2-asked")
    # Two requests for the same person would contradict each other; the first is shown.
    looks_for(clerk, person.document)
    clerk.sees(re.compile("此人已有一件更正申请"))
    expect(rolls.row(clerk, person.name)).to_contain_text("更正")


def opens_waiting(visitor: Visitor) -> None:
    visitor.page.goto("/corrections")
    visitor.page.get_by_role("table").locator("tbody tr").first.get_by_role("link").first.click()
    expect(visitor.page.get_by_role("heading", name="申请内容")).to_be_visible()


def the_district_returns_it_with_a_reason(clerk: Visitor, district: Visitor, person) -> None:
    district.page.goto("/todos")
    district.sees(re.compile("更正申请"))
    opens_waiting(district)
    district.presses("退回申请")
    expect(district.page).to_have_title(re.compile("^错误："))
    district.page.get_by_label("退回原因").fill("请写明身份证上的姓名")
    district.looks_at("corrections-3-return")
    district.clicks_twice("退回申请")
    district.sees("已退回")
    clerk.page.goto("/todos")
    clerk.sees(re.compile("请写明身份证上的姓名"))
    clerk.opens(re.compile("^去.*更正"))
    clerk.sees("申请已退回，参保信息不变", "原因：请写明身份证上的姓名")
    clerk.looks_at("corrections-4-returned")


def both_levels_agree(district: Visitor, centre: Visitor, person) -> None:
    opens_waiting(district)
    expect(district.page.get_by_role("table", name="更正前后对比")).to_contain_text(RIGHT_NAME)
    district.clicks_twice("审核通过")
    expect(district.page.get_by_role("button", name="审核通过")).to_have_count(0)
    opens_waiting(centre)
    centre.looks_at("corrections-5-centre")
    centre.clicks_twice(re.compile("^同意"))
    centre.sees("已同意")
    expect(centre.page.get_by_role("button", name=re.compile("^同意"))).to_have_count(0)


def the_clerk_finds_it_done(clerk: Visitor) -> None:
    clerk.page.goto("/corrections?part=closed")
    expect(clerk.page.get_by_role("table").locator("tbody tr")).to_have_count(2)
    clerk.looks_at("corrections-6-closed")
    assert rolls.members_listed(clerk, 姓名或拼音=RIGHT_NAME) == [RIGHT_NAME]


def somebody_is_taken_out(clerk: Visitor, district: Visitor, centre: Visitor) -> None:
    """From 参保信息查询; his premium becomes a credit of the district."""
    page = clerk.page
    page.goto("/coverage")
    before = count(clerk)
    clerk.opens(re.compile("^申请更正"))
    page.get_by_role("radio", name=re.compile("^移除")).check()
    page.get_by_label("更正原因").fill("已离职，误报")
    clerk.clicks_twice("提交更正申请")
    clerk.sees(re.compile("同意后退款"), "13.00 元")
    for visitor, act in ((district, re.compile("^审核通过")), (centre, re.compile("^同意"))):
        opens_waiting(visitor)
        visitor.clicks_twice(act)
        expect(visitor.page.get_by_role("button", name=act)).to_have_count(0)
    centre.looks_at("corrections-7-taken-out")
    page.goto("/coverage")
    page.get_by_label("状态", exact=True).select_option(label="保障中")
    clerk.presses("搜索")
    assert count(clerk) == before - 1
    district.page.goto("/credits")
    district.sees("13.00")
    district.looks_at("corrections-8-credits")


def count(visitor: Visitor) -> int:
    caption = visitor.page.get_by_text(re.compile(r"^共 [\d,]+ 条")).first.inner_text()
    return int(re.sub(r"\D", "", caption.split("条")[0]))
