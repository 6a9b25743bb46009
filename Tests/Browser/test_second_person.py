"""复核: what one officer of a district proposes goes to the centre only when another has looked at it.

The second officer comes in as a new one does: an account, a code, a password, a second factor, a role.
"""

import re

from playwright.sync_api import expect

from harness import rolls
from harness.calendar import chooses_plan, hands_in
from harness.federation import Account
from harness.one_time_password import next_one_time_password
from harness.server import Server
from harness.visitor import Visitor
from test_journey import contact
from test_unions import gets_a_code

SECOND, NAME, PASSWORD = "xiling2", "卫复核", "Qingfeng-Mingyue-7"
REASON = "请核对经办人的手机号"


def test_a_second_person_confirms_what_the_first_proposes(start_server, visitors):
    server = start_server()
    first = rolls.comes(visitors, server, "xiling")
    a_list_is_ready(rolls.comes(visitors, server, "yangli"), first)
    first.moves_to("2023-12-26")
    alone_it_cannot_be_turned_on(first)
    second = a_second_officer_comes(server, visitors)
    it_is_turned_on(first)
    it_is_proposed(first)
    the_second_gives_it_back(first, second)
    it_is_proposed(first)
    the_second_confirms(first, second)
    assert server.violations() == ""


def a_list_is_ready(clerk: Visitor, first: Visitor) -> None:
    clerk.opens("业务工作台", "参保信息管理", "集中参保办理")
    chooses_plan(clerk)
    hands_in(clerk, 41, "西岭区总工会")
    first.opens("业务工作台", "集中参保审核", "样例餐饮有限公司")
    first.presses("添加到待提交 41 人")
    first.sees("1 家　41 人　1,066.00 元")


def sets_rule(first: Visitor) -> None:
    first.page.goto("/submissions/rule")
    first.page.get_by_role("radio", name=re.compile("^一人提交，另一人复核")).check()
    first.page.get_by_label("设置原因").fill("金额较大，两人核对")
    first.proves_who_he_is()
    first.presses("保存设置")


def alone_it_cannot_be_turned_on(first: Visitor) -> None:
    sets_rule(first)
    first.sees(re.compile("开启后将无人复核"))
    first.looks_at("second-person-1-nobody-else")


def a_second_officer_comes(server: Server, visitors) -> Visitor:
    union = next(account.union for account in server.federation.accounts if account.name == "xiling")
    system, security = (rolls.comes(visitors, server, name) for name in ("xitong", "anquan"))
    system.page.goto("/accounts/new")
    for label, text in {"账号": SECOND, "使用人姓名": NAME, "所属工会编号": union}.items():
        system.page.get_by_label(label, exact=True).fill(text)
    system.presses("创建账号")
    code = gets_a_code(system, SECOND)
    security.page.goto("/accounts")
    security.page.get_by_role("table").get_by_role("link", name=SECOND, exact=True).click()
    security.page.get_by_role("checkbox", name="区局经办").check()
    security.proves_who_he_is()
    security.presses("保存角色")
    security.sees("角色已保存，从该账号的下一次操作起生效。")
    return chooses_password_and_second_factor(visitors(server), code, union)


def chooses_password_and_second_factor(second: Visitor, code: str, union: str) -> Visitor:
    page = second.page
    page.goto("/login")
    second.opens(re.compile("已有一次性代码"))
    page.get_by_label("账号").fill(SECOND)
    page.get_by_label("一次性代码").fill(code)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    second.presses("保存新密码")
    second.fills_login(SECOND, PASSWORD)
    # A district's officer does nothing before he has a second factor.
    expect(page.get_by_role("heading", level=1)).to_have_text("动态口令")
    shown = page.get_by_text(re.compile("^密钥：")).inner_text()
    secret = re.sub(r"[^A-Z2-7]", "", shown.removeprefix("密钥："))
    second.account = Account(SECOND, PASSWORD, ("district-officer",), union, secret)
    page.get_by_label("认证应用显示的 6 位数字").fill(next_one_time_password(secret, second.server.data))
    second.presses("验证并启用动态口令")
    second.looks_at("second-person-2-second-factor")
    return second


def it_is_turned_on(first: Visitor) -> None:
    sets_rule(first)
    expect(first.page).not_to_have_title(re.compile("^错误："))


def it_is_proposed(first: Visitor) -> None:
    first.page.goto("/review")
    first.opens("提交列表中的参保信息")
    contact(first, "卫西岭", "19900890001", "officer@example.org")
    first.page.get_by_label("请输入参保总人数").fill("41")
    first.proves_who_he_is()
    first.looks_at("second-person-3-proposal")
    first.clicks_twice(re.compile("^提交复核"))
    first.sees("请由另一账号复核", "待复核")
    expect(first.page.get_by_role("button", name=re.compile("^复核无误"))).to_have_count(0)
    first.looks_at("second-person-4-waiting")


def opens_proposal(second: Visitor) -> None:
    second.page.goto("/todos")
    second.opens(re.compile("^去复核"))
    second.sees("名单校验码", "41 人")


def the_second_gives_it_back(first: Visitor, second: Visitor) -> None:
    opens_proposal(second)
    second.presses(re.compile("^退回$"))
    expect(second.page).to_have_title(re.compile("^错误："))
    second.page.get_by_label("退回原因").fill(REASON)
    second.looks_at("second-person-5-return")
    second.clicks_twice(re.compile("^退回$"))
    second.sees("已退回，没有提交", REASON)
    first.page.reload()
    first.sees("已退回，没有提交", REASON)


def the_second_confirms(first: Visitor, second: Visitor) -> None:
    opens_proposal(second)
    second.proves_who_he_is()
    second.looks_at("second-person-6-confirmation")
    second.clicks_twice(re.compile("^复核无误，提交至职保中心，41 人"))
    second.sees(re.compile("已提交至职保中心"))
    second.looks_at("second-person-7-submitted")
    first.page.goto("/batches")
    first.sees(re.compile(r"CB20231226\d{4}"))
