"""The warning before a login ends, with the browser's clock put forward: the server's own goes on as it does."""

import sqlite3
from contextlib import closing

from playwright.sync_api import Locator, expect

from harness.server import Server
from harness.visitor import Visitor

MINUTE = 60_000


def warned(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("alert").filter(has_text="登录即将超时")


def comes(visitors, server: Server) -> Visitor:
    visitor = visitors(server)
    visitor.page.clock.install()
    return visitor.is_let_in(server.federation.account("clerk"))


def test_two_minutes_before_the_end_one_can_go_on(start_server, visitors):
    visitor = comes(visitors, start_server())
    clock = visitor.page.clock
    clock.fast_forward(17 * MINUTE)
    expect(warned(visitor)).to_have_count(0)
    clock.fast_forward(MINUTE + 1_000)
    expect(warned(visitor)).to_contain_text("两分钟内没有操作将自动退出。", use_inner_text=True)
    expect(warned(visitor)).not_to_contain_text("不能延长", use_inner_text=True)
    expect(warned(visitor)).to_contain_text("填写的内容会回到表单里", use_inner_text=True)
    visitor.looks_at("session-1-warning")
    # The page stays where it is, and what stands in its forms stays as well.
    address = visitor.page.url
    visitor.page.get_by_role("link", name="继续使用").click()
    expect(warned(visitor)).to_have_count(0)
    assert visitor.page.url == address
    clock.fast_forward(17 * MINUTE)
    expect(warned(visitor)).to_have_count(0)
    clock.fast_forward(MINUTE + 1_000)
    expect(warned(visitor)).to_contain_text("两分钟内没有操作将自动退出。", use_inner_text=True)


def test_a_login_that_is_as_old_as_logins_get_cannot_go_on(start_server, visitors):
    server = start_server()
    visitor = comes(visitors, server)
    # Nine hours and fifty minutes of ten are over.
    with closing(sqlite3.connect(server.data / "gonghui.db", timeout=20)) as database, database:
        changed = database.execute(
            "UPDATE session SET created_at = created_at - ? WHERE stage = 'member'", (590 * MINUTE,)
        )
        assert changed.rowcount == 1
    visitor.page.goto("/")
    clock = visitor.page.clock
    clock.fast_forward(7 * MINUTE)
    expect(warned(visitor)).to_have_count(0)
    clock.fast_forward(MINUTE + 1_000)
    expect(warned(visitor)).to_contain_text("不能延长。请在此之前提交或保存。", use_inner_text=True)
    expect(warned(visitor)).not_to_contain_text("两分钟内没有操作", use_inner_text=True)
    expect(visitor.page.get_by_role("link", name="继续使用")).to_have_count(0)
    visitor.looks_at("session-2-last")
