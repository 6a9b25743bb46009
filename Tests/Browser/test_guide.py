"""新手指引: the centre writes what the clerks read, and takes it back to what the platform says by itself."""

import re

import pytest
from playwright.sync_api import expect

from harness import rolls
from harness.visitor import Visitor

WRITTEN = """## 月底之前请先办这三件事
1. 打开【会员信息】核对名册
2. 词语不够用的，请中心在【字典管理】中新增
说明见 https://example.com/guide
<b>不是粗体</b>"""


@pytest.mark.parametrize(
    ["scripts", "viewport"], [(True, rolls.TELEPHONE), (False, (1366, 768))],
    ids=["telephone", "desk without JavaScript"],
)
def test_the_centre_writes_the_guide_that_clerks_read(start_server, visitors, scripts, viewport):
    server = start_server()
    centre = rolls.comes(visitors, server, "centre", scripts=scripts)
    clerk = rolls.comes(visitors, server, "shili", scripts=scripts, viewport=viewport)
    stranger = visitors(server, scripts=scripts)
    the_centre_writes_it(centre)
    the_clerk_reads_it(clerk)
    a_stranger_reads_it_without_links(stranger)
    the_centre_clears_it(centre)
    the_clerk_reads_what_the_platform_says(clerk)
    assert server.violations() == ""


def opens_the_clerks_part(centre: Visitor) -> None:
    centre.opens("工会组织管理平台", "新手指引管理")
    expect(centre.page.get_by_role("table", name="指引")).to_be_visible()
    centre.opens("修改：经办人")


def saves(centre: Visitor, text: str) -> None:
    centre.page.get_by_label("内容").fill(text)
    centre.clicks_twice("保存指引")


def the_centre_writes_it(centre: Visitor) -> None:
    """A heading alone says nothing and is refused with what was typed; the form begins with the platform's own words."""
    opens_the_clerks_part(centre)
    expect(centre.page.get_by_label("内容")).to_have_value(re.compile("梳理会员"))
    centre.looks_at("guide-1-form")
    saves(centre, "## 只有标题")
    expect(centre.page).to_have_title(re.compile("^错误："))
    expect(centre.page.get_by_label("内容")).to_have_value("## 只有标题")
    saves(centre, WRITTEN)
    centre.sees("指引已保存：经办人。", "月底之前请先办这三件事")
    centre.looks_at("guide-2-saved")


def the_clerk_reads_it(clerk: Visitor) -> None:
    """Pages that he may open are links, the others words; marks of HTML are shown as they were typed."""
    page = clerk.page
    page.goto("/guide")
    clerk.sees("月底之前请先办这三件事", "请中心在字典管理中新增", "<b>不是粗体</b>")
    expect(page.get_by_text("梳理会员")).to_have_count(0)
    content = page.get_by_role("main")
    expect(content.get_by_role("link", name="字典管理", exact=True)).to_have_count(0)
    expect(content.get_by_role("link", name="https://example.com/guide")).to_have_attribute("rel", re.compile("noopener"))
    clerk.looks_at("guide-3-clerk")
    link = content.get_by_role("link", name="会员信息", exact=True)
    with clerk.sees_the_answer(link):
        link.click()
    expect(page.get_by_role("table", name="会员列表")).to_be_visible()


def a_stranger_reads_it_without_links(stranger: Visitor) -> None:
    stranger.page.goto("/login")
    stranger.opens("新手指引")
    stranger.sees("月底之前请先办这三件事")
    expect(stranger.page.get_by_role("main").get_by_role("link", name="会员信息", exact=True)).to_have_count(0)


def the_centre_clears_it(centre: Visitor) -> None:
    opens_the_clerks_part(centre)
    saves(centre, "")
    centre.sees("已恢复平台自带的指引：经办人。")


def the_clerk_reads_what_the_platform_says(clerk: Visitor) -> None:
    clerk.page.goto("/guide")
    clerk.sees("梳理会员")
    expect(clerk.page.get_by_text("月底之前请先办这三件事")).to_have_count(0)
