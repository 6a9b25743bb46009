"""A member looks at what is his: by telephone, with the code of the demonstration, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

TELEPHONE = (360, 740)


def signs_in(visitor, document):
    page = visitor.page
    page.goto("/self-service")
    page.get_by_label("证件号码").fill(document)
    visitor.presses("获取短信验证码")
    code = page.locator("#shown-code").inner_text()
    page.get_by_label("短信验证码").fill(code)
    visitor.presses("登录")


def fits_a_telephone(visitor, name):
    visitor.photographs(name if visitor.scripts else f"{name}-without-javascript")
    for width in (360, 320):
        assert visitor.fits(width), f"{visitor.page.url} scrolls sideways at {width} pixels"
    if visitor.scripts:
        visitor.finds_accessible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_member_signs_in_by_telephone_and_activates_the_electronic_card(start_server, visitors, scripts):
    server = start_server()
    member = server.federation.member("shili")
    visitor = visitors(server, scripts=scripts, viewport=TELEPHONE)
    page = visitor.page

    page.goto("/self-service")
    expect(page).to_have_url(re.compile("/self-service/login$"))
    fits_a_telephone(visitor, "self-1-login")
    page.get_by_label("证件号码").fill(member.document)
    visitor.presses("获取短信验证码")
    fits_a_telephone(visitor, "self-2-code")
    page.get_by_label("短信验证码").fill("000000" if page.locator("#shown-code").inner_text() != "000000" else "111111")
    visitor.presses("登录")
    visitor.sees("验证码不正确或已失效，请核对后重新输入，或重新获取")
    page.get_by_label("短信验证码").fill(page.locator("#shown-code").inner_text())
    visitor.presses("登录")

    expect(page.get_by_role("heading", name="个人信息告知与同意")).to_be_visible()
    fits_a_telephone(visitor, "self-3-consent")
    page.get_by_label("我已阅读并同意以上内容").check()
    visitor.presses("同意并继续")

    expect(page.get_by_role("heading", level=1, name=member.name)).to_be_visible()
    fits_a_telephone(visitor, "self-4-home")
    visitor.clicks_twice("激活电子会员证")
    expect(page.get_by_role("heading", level=1, name="电子会员证")).to_be_visible()
    visitor.sees("电子会员证已激活，可以出示二维码。")
    picture = page.get_by_role("img", name=re.compile("二维码"))
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 0
    fits_a_telephone(visitor, "self-5-electronic-card")
    visitor.opens("返回")
    visitor.sees("已领证")
    fits_a_telephone(visitor, "self-6-home-active")

    clerk = visitors(server).is_let_in(next(a for a in server.federation.accounts if a.name == "shili"))
    clerk.page.goto("/members?card=active")
    clerk.sees(member.name)

    visitor.presses("退出登录")
    visitor.sees("您已退出登录。")
    page.goto("/self-service")
    expect(page).to_have_url(re.compile("/self-service/login$"))


def test_a_number_that_is_nobodys_looks_the_same_and_signs_nobody_in(start_server, visitors):
    server = start_server()
    visitor = visitors(server, viewport=TELEPHONE)
    signs_in(visitor, "319901199901019999")
    visitor.sees("验证码不正确或已失效，请核对后重新输入，或重新获取")
    visitor.page.goto("/members")
    expect(visitor.page).to_have_url(re.compile("/login"))


def test_a_members_session_opens_no_account_and_an_accounts_no_member(start_server, visitors):
    server = start_server()
    visitor = visitors(server, viewport=TELEPHONE)
    signs_in(visitor, server.federation.member("shili").document)
    for path in ("/", "/members", "/cards", "/todos"):
        visitor.page.goto(path)
        expect(visitor.page.get_by_label("账号")).to_be_visible()
    clerk = visitors(server).is_let_in(server.federation.account("clerk"))
    clerk.page.goto("/self-service")
    expect(clerk.page.get_by_label("证件号码")).to_be_visible()


def test_a_member_asks_for_a_correction_and_reads_the_unions_answer(start_server, visitors):
    server = start_server()
    member = server.federation.member("shili")
    visitor = visitors(server, viewport=TELEPHONE)
    page = visitor.page
    signs_in(visitor, member.document)
    page.get_by_label("我已阅读并同意以上内容").check()
    visitor.presses("同意并继续")
    visitor.opens("信息有误，申请更正")
    fits_a_telephone(visitor, "self-7-correction")
    page.get_by_label("哪里不对，应改成什么").fill("手机号已更换，请联系我核对")
    visitor.presses("提交给所在工会")
    visitor.sees("待答复")
    fits_a_telephone(visitor, "self-8-home-asked")

    clerk = visitors(server).is_let_in(next(a for a in server.federation.accounts if a.name == "shili"))
    clerk.opens("会员申请")
    clerk.sees(member.name)
    clerk.looks_at("self-9-requests")
    clerk.opens("答复")
    clerk.looks_at("self-9-request")
    clerk.page.get_by_label("已办理").check()
    clerk.page.get_by_label("答复", exact=True).fill("已更正手机号")
    clerk.presses("答复会员")
    clerk.sees("已答复会员本人。")

    page.reload()
    visitor.sees("工会答复：已更正手机号")
