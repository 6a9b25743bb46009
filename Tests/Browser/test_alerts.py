"""安全告警: somebody guesses a password, and the audit administrator hears of it, looks, and says what was done."""

import re

from playwright.sync_api import expect

from harness import rolls
from harness.visitor import Visitor

DONE = "已电话联系本人，是本人输错密码"


def test_guessing_is_noticed_and_settled(start_server, visitors):
    server = start_server()
    somebody_guesses(visitors(server))
    audit = rolls.comes(visitors, server, "shenji")
    the_alert_is_settled(audit)
    assert server.violations() == ""


def somebody_guesses(stranger: Visitor) -> None:
    stranger.page.goto("/login")
    for attempt in range(12):
        stranger.fills_login("shili", f"guess {attempt}")
        expect(stranger.page).to_have_title(re.compile("^错误："))


def the_alert_is_settled(audit: Visitor) -> None:
    page = audit.page
    page.goto("/todos")
    audit.looks_at("alerts-1-todo")
    audit.opens(re.compile("^去处理.*王示例"))
    expect(rolls.row(audit, "王示例")).to_contain_text("同一账号多次登录失败")
    audit.looks_at("alerts-2-list")
    audit.opens(re.compile("^处理：同一账号多次登录失败"))
    audit.presses("标记为已处理")
    expect(page).to_have_title(re.compile("^错误："))
    audit.looks_at("alerts-3-refused")
    page.get_by_label("处理说明").fill(DONE)
    audit.clicks_twice("标记为已处理")
    audit.sees("告警已标记为已处理。", "没有待处理的告警")
    audit.opens("已处理", "同一账号多次登录失败")
    audit.sees(DONE, "秦审计")
    audit.looks_at("alerts-4-settled")
    audit.opens("在审计日志中查看")
    expect(page.get_by_role("heading", level=1)).to_have_text("审计日志")
    audit.looks_at("alerts-5-log")
    page.goto("/todos")
    expect(page.get_by_role("main").get_by_text(re.compile("安全告警"))).to_have_count(0)
