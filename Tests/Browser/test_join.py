"""Somebody scans a union's code with a telephone and is a member when the clerk says so."""

import re

import pytest
from playwright.sync_api import expect

TELEPHONE = (360, 740)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_person_scans_the_code_and_the_clerk_takes_him(start_server, visitors, scripts):
    server = start_server()
    clerk = visitors(server).is_let_in(next(a for a in server.federation.accounts if a.name == "shili"))
    clerk.page.goto("/join-codes")
    clerk.presses("生成组织码")
    clerk.sees("已生成组织码")
    picture = clerk.page.get_by_role("img", name=re.compile("组织码"))
    assert picture.evaluate("image => image.complete && image.naturalWidth") > 0
    clerk.finds_accessible()
    address = clerk.page.get_by_role("link", name="查看申请页").get_attribute("href")

    visitor = visitors(server, scripts=scripts, viewport=TELEPHONE)
    page = visitor.page
    page.goto(address)
    expect(page.get_by_role("heading", level=1, name="申请加入工会")).to_be_visible()
    visitor.photographs("join-1-form" if scripts else "join-1-form-without-javascript")
    page.get_by_label(re.compile("在其他单位工作")).check()
    page.get_by_label("姓名").fill("扫码甲")
    page.get_by_label("证件类型").select_option("护照")
    page.get_by_label("证件号码").fill("E19990001")
    page.get_by_label("男", exact=True).check()
    page.get_by_label("手机号码").fill("19955550001")
    visitor.presses("提交入会申请")
    visitor.sees("请阅读隐私说明并勾选同意")
    # What was typed is still there.
    expect(page.get_by_label("姓名")).to_have_value("扫码甲")
    for width in (360, 320):
        assert visitor.fits(width), f"{page.url} scrolls sideways at {width} pixels"
    if scripts:
        visitor.finds_accessible()
    page.get_by_label(re.compile("我已阅读")).check()
    visitor.clicks_twice("提交入会申请")
    expect(page.get_by_role("heading", level=1, name="申请已提交")).to_be_visible()

    clerk.page.goto("/members/applications")
    clerk.sees("扫码甲")
    clerk.finds_accessible()
    clerk.page.get_by_role("link", name=re.compile("审核扫码甲")).click()
    clerk.finds_accessible()
    clerk.presses("同意 扫码甲 入会")
    clerk.sees("已同意入会，会员已加入名册。")
    clerk.sees("扫码入会")
    clerk.page.goto("/members/applications")
    clerk.sees("没有待审核的扫码入会申请")
