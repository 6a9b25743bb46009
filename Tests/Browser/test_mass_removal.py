"""More deletions in a day than one account may do alone: they wait until a second person has looked at them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness import member_lists, rolls
from harness.visitor import Visitor

UNION = "319901000107"
PEOPLE = member_lists.people(505, first=1, family="演示批员")
REFUSED = "请先核对退休名单，再申请"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def both(request, start_server, visitors, tmp_path: Path) -> tuple[Visitor, Visitor]:
    """The clerk of a union whose people have all retired, and an officer of the union above it."""
    server = start_server()
    rolls.join(server, tmp_path, PEOPLE, UNION)
    clerk = rolls.comes(visitors, server, "chuchuang", scripts=request.param)
    return clerk, rolls.comes(visitors, server, "binhai", scripts=request.param)


def test_five_hundred_deletions_wait_for_a_second_person(both: tuple[Visitor, Visitor]):
    clerk, superior = both
    before = rolls.members_counted(clerk)
    everybody_is_to_go(clerk, "1-asked")
    it_is_withdrawn(clerk)
    everybody_is_to_go(clerk, "3-asked-again")
    it_is_refused(superior)
    clerk.page.reload()
    clerk.sees("不同意，会籍不变", REFUSED)
    assert rolls.members_counted(clerk) == before
    everybody_is_to_go(clerk, "5-asked-a-third-time")
    it_is_agreed_to(superior)
    clerk.page.reload()
    clerk.sees("已同意，按申请执行")
    clerk.looks_at("mass-removal-8-done")
    assert rolls.members_counted(clerk) == before - len(PEOPLE)
    assert clerk.server.violations() == ""


def everybody_is_to_go(clerk: Visitor, photograph: str) -> None:
    """Everybody whom the filter finds, with one reason; nobody goes yet."""
    page = clerk.page
    rolls.members_listed(clerk, 姓名或拼音="演示批员")
    clerk.opens("选择全部 505 人（当前筛选）")
    clerk.presses("批量删除")
    clerk.sees("505 人", "这次删除须经另一人同意")
    page.get_by_role("radio", name=re.compile("^退休")).check()
    clerk.clicks_twice("删除 505 名会员")
    clerk.sees("等待另一人同意", "退休")
    clerk.looks_at(f"mass-removal-{photograph}")


def it_is_withdrawn(clerk: Visitor) -> None:
    clerk.clicks_twice("撤回申请")
    clerk.sees("已撤回，会籍不变")
    clerk.looks_at("mass-removal-2-withdrawn")


def opens_request(superior: Visitor) -> None:
    superior.page.goto("/todos")
    superior.page.get_by_role("main").get_by_role("link", name=re.compile("批量删除")).first.click()
    superior.sees("批量删除申请", "等待另一人同意", "共 505 条")


def it_is_refused(superior: Visitor) -> None:
    """Not without a reason, which the clerk reads."""
    opens_request(superior)
    superior.presses("不同意")
    expect(superior.page).to_have_title(re.compile("^错误："))
    superior.page.get_by_label("不同意的原因").fill(REFUSED)
    superior.looks_at("mass-removal-4-refused")
    superior.clicks_twice("不同意")
    superior.sees("不同意，会籍不变", REFUSED)


def it_is_agreed_to(superior: Visitor) -> None:
    opens_request(superior)
    superior.presses("同意删除 505 人")
    expect(superior.page).to_have_title(re.compile("^错误："))
    superior.proves_who_he_is()
    superior.looks_at("mass-removal-6-agreed")
    superior.clicks_twice("同意删除 505 人")
    superior.sees("已同意，按申请执行")
    superior.looks_at("mass-removal-7-agreed")
