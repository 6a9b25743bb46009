"""交接: a clerk leaves, the administrators hand her work over, and her successor finds what is open."""

import re

from playwright.sync_api import expect

from harness import rolls
from harness.server import Server
from harness.visitor import Visitor
from test_unions import gets_a_code

SUCCESSOR, NAME = "xinren", "孙新任"
PASSWORD = "Qingfeng-Mingyue-7"
REMARK = "集中参保名单已核对到第 3 步，材料在左手第二个抽屉。"


def test_a_clerks_duty_is_handed_over(start_server, visitors):
    server = start_server()
    system = rolls.comes(visitors, server, "xitong")
    security = rolls.comes(visitors, server, "anquan")
    leaving = leaves_a_draft(rolls.comes(visitors, server, "shili"))
    code = a_successor_gets_an_account(server, system)
    successor = comes_for_the_first_time(visitors(server, viewport=rolls.TELEPHONE), code)
    the_hand_over_is_asked_for(system)
    the_roles_are_moved(security)
    who_leaves_is_out(leaving)
    the_successor_works_through_the_note(successor)
    assert server.violations() == ""


def leaves_a_draft(leaving: Visitor) -> Visitor:
    leaving.page.goto("/cards/candidates?part=ready")
    leaving.page.locator("input[name=member]").first.check()
    leaving.presses("将所选会员生成办卡批次")
    leaving.sees("批次还没有提交")
    return leaving


def a_successor_gets_an_account(server: Server, system: Visitor) -> str:
    page = system.page
    system.opens("账号管理")
    system.looks_at("handover-1-accounts")
    system.opens("新建账号")
    page.get_by_label("账号", exact=True).fill("shili")
    page.get_by_label("使用人姓名").fill(NAME)
    page.get_by_label("所属工会编号").fill(server.federation.account("clerk").union)
    system.presses("创建账号")
    expect(page).to_have_title(re.compile("^错误："))
    expect(page.get_by_label("使用人姓名")).to_have_value(NAME)
    system.looks_at("handover-2-account-refused")
    page.get_by_label("账号", exact=True).fill(SUCCESSOR)
    system.clicks_twice("创建账号")
    system.sees("账号已创建。请由安全管理员分配角色，并生成一次性代码交给本人。")
    code = gets_a_code(system, SUCCESSOR)
    system.looks_at("handover-3-code")
    return code


def comes_for_the_first_time(successor: Visitor, code: str) -> Visitor:
    """With the code she chooses a password; as yet she may do nothing."""
    page = successor.page
    page.goto("/login")
    successor.opens(re.compile("已有一次性代码"))
    page.get_by_label("账号").fill(SUCCESSOR)
    page.get_by_label("一次性代码").fill(code)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    successor.presses("保存新密码")
    successor.fills_login(SUCCESSOR, PASSWORD)
    expect(page.get_by_text(f"欢迎您，{NAME}").first).to_be_attached()
    successor.sees("您的账号还没有角色，暂时不能办理业务")
    expect(page.get_by_role("link", name="会员信息")).to_have_count(0)
    successor.looks_at("handover-4-without-a-role")
    return successor


def the_hand_over_is_asked_for(system: Visitor) -> None:
    page = system.page
    system.opens("账号管理")
    page.get_by_role("combobox", name="角色").select_option(label="未分配")
    system.presses("搜索")
    assert rolls.names(system, "账号") == [SUCCESSOR]
    system.opens("重置")
    page.get_by_label("工会名称或编号").fill("没有这个工会")
    system.presses("搜索")
    system.sees("没有符合条件的账号")
    system.opens("清除全部条件")
    page.get_by_label("工会名称或编号").fill("示例科技")
    system.presses("搜索")
    assert sorted(rolls.names(system, "账号")) == ["shili", SUCCESSOR]
    system.looks_at("handover-5-found")
    rolls.row(system, "王示例").get_by_role("link").first.click()
    system.opens("交接工作")
    system.sees("没有办完的事项", "属于工会，交接时不用移动", re.compile("办卡批次"))
    system.presses("发起交接")
    expect(page).to_have_title(re.compile("^错误："))
    system.looks_at("handover-5-refused")
    page.get_by_label("接手的账号").select_option(label=f"{NAME}（{SUCCESSOR}）")
    # Access goes by the calendar on the wall, whatever the business date: today stands there already.
    expect(page.get_by_label("生效日期")).not_to_have_value("")
    page.get_by_role("radio", name=re.compile("^停用原账号")).check()
    page.get_by_label(re.compile("^交接说明")).fill(REMARK)
    system.proves_who_he_is()
    system.looks_at("handover-6-form")
    system.clicks_twice("发起交接")
    system.sees("等待安全管理员")


def the_roles_are_moved(security: Visitor) -> None:
    security.page.goto("/todos")
    security.looks_at("handover-7-todo")
    security.opens(re.compile("交接"))
    security.proves_who_he_is()
    security.looks_at("handover-8-move")
    security.clicks_twice(f"移交角色给 {NAME}")
    security.sees("朱安全")
    expect(security.page.get_by_role("button", name="撤回交接")).to_have_count(0)


def who_leaves_is_out(leaving: Visitor) -> None:
    """At once, also where she is logged in."""
    leaving.page.goto("/members")
    expect(leaving.page).to_have_url(re.compile("/login"))
    leaving.fills_login("shili", "Gonghui-Demo-2024")
    expect(leaving.page).to_have_title(re.compile("^错误："))


def the_successor_works_through_the_note(successor: Visitor) -> None:
    page = successor.page
    page.goto("/todos")
    successor.sees("接手 王示例 的工作（4 件待办理）")
    successor.looks_at("handover-9-todos")
    successor.opens(re.compile("^去查看.*接手 王示例 的工作"))
    successor.sees("王示例的工作已交接给孙新任", REMARK)
    successor.looks_at("handover-10-note")
    successor.sees("没有提交或被退回的参保名单")
    successor.opens("没有提交的办卡批次")
    expect(page.get_by_role("heading", level=1)).to_contain_text("办卡批次")
    page.go_back()
    successor.clicks_twice("确认接手")
    expect(page.get_by_role("button", name="确认接手")).to_have_count(0)
    page.goto("/todos")
    expect(page.get_by_text(re.compile("接手 王示例"))).to_have_count(0)
    assert rolls.members_counted(successor) == 128
