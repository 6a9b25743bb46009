"""A member looks at what is his: by telephone, with the code of the demonstration, with and without JavaScript."""

import re
import time

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


def agrees(visitor):
    visitor.page.get_by_label("我已阅读并同意以上内容").check()
    visitor.presses("同意并继续")


def logged_code(server) -> str:
    """The newest code that the sender of the demonstration has written into the log."""
    for _ in range(100):
        codes = re.findall(r"code=(\d{6})", server.log.read_text())
        if codes:
            return codes[-1]
        time.sleep(0.1)
    raise AssertionError("the log holds no code")


def clerk_of(server, visitors, name):
    return visitors(server).is_let_in(next(account for account in server.federation.accounts if account.name == name))


def fits_a_telephone(visitor, name):
    visitor.photographs(name if visitor.scripts else f"{name}-without-javascript")
    for width in (360, 320):
        assert visitor.fits(width), f"{visitor.page.url} scrolls sideways at {width} pixels"
    if visitor.scripts:
        visitor.finds_accessible()


ENGINES = pytest.mark.parametrize("engine", ["sqlite", "postgres"], ids=["SQLite", "PostgreSQL"])


@pytest.mark.parametrize(
    ["engine", "scripts"],
    [("sqlite", True), ("sqlite", False), ("postgres", True)],
    ids=["with JavaScript", "without JavaScript", "PostgreSQL"],
)
def test_a_member_signs_in_by_telephone_and_activates_the_electronic_card(start_server, visitors, engine, scripts):
    server = start_server(engine)
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
    visitor.sees("电子会员证已激活。")
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


@ENGINES
def test_a_member_asks_for_a_correction_and_reads_the_unions_answer(start_server, visitors, engine):
    server = start_server(engine)
    member = server.federation.member("shili")
    visitor = visitors(server, viewport=TELEPHONE)
    page = visitor.page
    signs_in(visitor, member.document)
    agrees(visitor)
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


def test_the_code_that_the_sender_logs_signs_in(start_server, visitors):
    """The sender of the demonstration is its log: without the code on the page, the log's signs in, and only once."""
    server = start_server()
    member = server.federation.member("shili")
    visitor = visitors(server, viewport=TELEPHONE)
    page = visitor.page
    page.goto("/self-service")
    page.get_by_label("证件号码").fill(member.document)
    visitor.presses("获取短信验证码")
    page.get_by_label("短信验证码").fill(logged_code(server))
    visitor.presses("登录")
    expect(page.get_by_role("heading", name="个人信息告知与同意")).to_be_visible()
    visitor.presses("同意并继续")
    visitor.sees("请阅读后勾选同意，再继续使用")
    agrees(visitor)
    expect(page.get_by_role("heading", level=1, name=member.name)).to_be_visible()
    visitor.opens("个人信息告知与同意")
    visitor.sees(re.compile("同意本告知。"))
    fits_a_telephone(visitor, "self-10-consent-given")


@ENGINES
def test_a_member_whose_union_orders_no_card_asks_for_one_himself(start_server, visitors, engine):
    """企业外入会: too short an address is refused, asking twice asks once, the union grants, the card comes into 待办."""
    server = start_server(engine)
    member = server.federation.member("yanshi")
    visitor = visitors(server, viewport=TELEPHONE)
    page = visitor.page
    signs_in(visitor, member.document)
    agrees(visitor)
    visitor.opens("申请个人办卡")
    fits_a_telephone(visitor, "self-11-card")
    page.get_by_label("收卡地址").fill("示例路一号")
    visitor.presses("提交给所在工会")
    visitor.sees(re.compile("收卡地址太短，请填写超过 6 个汉字的完整地址。"))
    fits_a_telephone(visitor, "self-12-card-refused")
    page.get_by_label("收卡地址").fill("演示市示例区样板路一百号三楼")
    visitor.clicks_twice("提交给所在工会")
    visitor.sees("已申请，等待工会审核", "个人办卡", "待答复")
    expect(page.get_by_text("演示市示例区样板路一百号三楼")).to_have_count(1)
    expect(page.get_by_role("link", name="申请个人办卡")).to_have_count(0)
    fits_a_telephone(visitor, "self-13-card-asked")

    clerk = clerk_of(server, visitors, "yanshi")
    clerk.opens("业务工作台", "待办会员列表")
    clerk.sees(re.compile("另有企业外入会类会员 5 人没有会员服务卡"))
    without = clerk.equation()["待办"]
    clerk.opens("工会组织管理平台", "会员申请")
    clerk.opens("答复")
    clerk.page.get_by_label("同意，等待办卡").check()
    clerk.page.get_by_label("答复", exact=True).fill("已列入下一批次")
    clerk.presses("答复会员")
    clerk.sees("已答复会员本人，并将其列入待办会员列表。")
    clerk.opens("业务工作台", "待办会员列表")
    clerk.sees(re.compile("另有企业外入会类会员 4 人没有会员服务卡"))
    assert clerk.equation()["待办"] == without + 1
    clerk.page.get_by_label("姓名", exact=True).fill(member.name)
    clerk.presses("搜索")
    clerk.sees(member.name, "本人申请")
    clerk.looks_at("self-14-candidates")

    page.reload()
    visitor.sees("工会已同意，等待办卡", "工会答复：已列入下一批次")
    fits_a_telephone(visitor, "self-15-card-granted")


def test_a_member_reads_his_coverage_and_what_was_paid_to_him(start_server, visitors, rehearsed):
    server = start_server(business_date="2024-06-03", begins_with=rehearsed)
    member = server.federation.member("shili")
    centre = clerk_of(server, visitors, "centre")
    centre.page.goto("/benefits/new")
    for label, text in {
        "姓名": member.name, "证件号码": member.document, "保障年度": "2024", "给付种类": "住院",
        "给付金额（元）": "1,200.50", "给付编号": "GF2024000001",
    }.items():
        centre.page.get_by_label(re.compile(f"^{re.escape(label)}")).first.fill(text)
    centre.page.get_by_label(re.compile("^给付日期")).fill("2024-05-20")
    centre.presses("登记这笔给付")
    centre.sees("GF2024000001")

    visitor = visitors(server, viewport=TELEPHONE)
    page = visitor.page
    signs_in(visitor, member.document)
    agrees(visitor)
    expect(page.get_by_role("heading", level=1, name=member.name)).to_be_visible()
    visitor.sees("2024 年度", "保障中", "会员服务卡", "使用中", "给付记录", re.compile("住院 1,200.50 元"), re.compile("编号 GF2024000001"))
    fits_a_telephone(visitor, "self-16-covered")
    visitor.opens(re.compile("^查看详情"))
    visitor.sees("会员专享基本保障 A 类", "缴费已确认，保障有效。", re.compile("2024-01-01"), re.compile("2024-12-31"))
    fits_a_telephone(visitor, "self-17-coverage")
    notice = visitor.downloads(page.get_by_role("button", name="下载参保证明"))
    assert notice.path().read_bytes().startswith(b"%PDF-")
