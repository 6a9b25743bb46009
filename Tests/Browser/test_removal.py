"""删除: who has died or retired leaves the roll at once, who was entered by mistake when the superior agrees.

Cover that is in force and the history stay to be found by the person's number.
"""

import re

from playwright.sync_api import expect

from harness import rolls
from harness.federation import Member
from harness.visitor import Visitor

COVERED_UNION = "fanben"
MISTAKE = "录入时选错了单位，本人从未入会"


def opens_removal(clerk: Visitor, person: Member):
    assert rolls.members_listed(clerk, 证件号=person.document) == [person.name]
    clerk.opens(f"删除{person.name}")


def test_who_has_died_leaves_the_roll_and_his_cover_is_still_found(start_server, visitors):
    server = start_server()
    clerk = rolls.comes(visitors, server, COVERED_UNION, viewport=rolls.TELEPHONE)
    centre = rolls.comes(visitors, server, "centre")
    dead = server.federation.member(COVERED_UNION)
    before = rolls.members_counted(clerk)
    found_covered(clerk, centre, dead)

    opens_removal(clerk, dead)
    clerk.sees("离职的会员请办理会籍转移，不要删除。", "在 2023 年度已锁定的参保名单中，名单和保障不因删除改变。")
    clerk.presses(f"删除会员 {dead.name}")
    expect(clerk.page).to_have_title(re.compile("^错误："))
    clerk.sees("请选择删除原因")
    clerk.page.get_by_role("radio", name=re.compile("^死亡")).check()
    clerk.looks_at("removal-1-dead")
    page_of_the_dead = re.search(r"/members/\d+", clerk.page.url).group()
    clerk.clicks_twice(f"删除会员 {dead.name}")
    clerk.sees("已删除 1 名会员（死亡）。")
    assert rolls.members_counted(clerk) == before - 1
    assert rolls.members_listed(clerk, 证件号=dead.document) == []
    clerk.sees("没有符合条件的会员")
    clerk.looks_at("removal-2-gone")
    assert clerk.page.goto(page_of_the_dead).status == 200
    clerk.sees(dead.name, "已离会", "2023-12-31")
    assert clerk.page.get_by_role("link", name="转移").count() == 0
    clerk.looks_at("removal-2-former")

    found_covered(clerk, centre, dead)
    centre.looks_at("removal-3-cover")
    assert server.violations() == ""


def found_covered(clerk: Visitor, centre: Visitor, person: Member):
    """By the whole number, at the unit and at the centre."""
    clerk.page.goto("/coverage")
    clerk.page.get_by_label("证件号码").fill(person.document)
    clerk.presses("搜索")
    clerk.sees("共 1 条", person.name, "2023-12-31")
    assert person.document not in clerk.page.url
    centre.page.goto("/coverage/search")
    centre.page.get_by_label("按人查询：证件号码").fill(person.document)
    centre.presses("按证件号码查询")
    centre.sees(person.name, "2023-12-31")


def test_several_who_have_retired_leave_together(start_server, visitors):
    """批量删除 over the choice of the list; each with a result, and a workbook of them."""
    server = start_server()
    clerk = rolls.comes(visitors, server, "yanshi", scripts=False)
    before = rolls.members_counted(clerk)
    names = rolls.names(clerk, "会员列表")[:2]
    for name in names:
        clerk.page.get_by_label(f"选择{name}", exact=True).check()
    clerk.presses("批量删除")
    clerk.sees("2 人", *names)
    clerk.page.get_by_role("radio", name=re.compile("^退休")).check()
    clerk.looks_at("removal-4-several")
    clerk.clicks_twice("删除 2 名会员")
    for name in names:
        expect(rolls.row(clerk, name)).to_contain_text("已删除")
    clerk.looks_at("removal-5-several-result")
    assert rolls.members_counted(clerk) == before - 2
    for name in names:
        assert rolls.members_listed(clerk, 姓名或拼音=name) == []
    assert server.violations() == ""


def test_who_was_entered_by_mistake_leaves_when_the_superior_agrees(start_server, visitors):
    server = start_server()
    clerk = rolls.comes(visitors, server, "shili", viewport=rolls.TELEPHONE)
    superior = rolls.comes(visitors, server, "binhai")
    before = rolls.members_counted(clerk)
    person = server.federation.member("shili")

    asks(clerk, person)
    clerk.looks_at("removal-6-asked")
    assert rolls.members_counted(clerk) == before
    rolls.members_listed(clerk, 证件号=person.document)
    clerk.sees("删除审核中")
    answers(superior, person.name)
    superior.presses("退回申请")
    superior.sees("请填写退回原因，最多 200 个字")
    superior.page.get_by_role("textbox", name=re.compile("^退回原因")).fill("请附上本人的说明")
    superior.looks_at("removal-7-return")
    superior.clicks_twice("退回申请")
    superior.sees("已退回删除申请，会籍不变。")

    clerk.page.goto("/todos")
    clerk.sees(re.compile(f"删除会员的申请被上级退回：{person.name}。原因：请附上本人的说明"))
    clerk.opens(re.compile("^去查看"))
    clerk.sees("申请已退回，会籍不变", "原因：请附上本人的说明")
    asks(clerk, person)
    answers(superior, person.name)
    superior.looks_at("removal-8-accept")
    superior.clicks_twice(f"同意删除 {person.name}")
    superior.sees("已同意删除 1 名会员。")
    assert rolls.members_counted(clerk) == before - 1
    assert rolls.members_listed(clerk, 证件号=person.document) == []
    what_happened_is_found(clerk, person)
    assert server.violations() == ""


def asks(clerk: Visitor, person: Member):
    """Not without a word on what went wrong."""
    opens_removal(clerk, person)
    clerk.page.get_by_role("radio", name=re.compile("^误录")).check()
    clerk.presses(f"删除会员 {person.name}")
    clerk.sees("请说明误录或重复的情况，最多 200 个字")
    expect(clerk.page.get_by_role("radio", name=re.compile("^误录"))).to_be_checked()
    clerk.page.get_by_role("textbox", name=re.compile("^说明")).fill(MISTAKE)
    clerk.clicks_twice(f"删除会员 {person.name}")
    clerk.sees("已提交删除申请，由上级工会审核。审核之前会籍不变。")


def answers(superior: Visitor, name: str):
    superior.page.goto("/todos")
    superior.opens(re.compile("^去审核.*删除会员的申请"), f"查看{name}的删除申请")
    superior.sees(MISTAKE, "误录")


def what_happened_is_found(clerk: Visitor, person: Member):
    """Both requests with their end, and why the person is not on the list of those to be covered."""
    clerk.page.goto("/members/removals?part=closed")
    states = clerk.page.get_by_role("table", name="已办理").locator("tbody tr").filter(has_text=person.name)
    expect(states).to_have_count(2)
    clerk.sees("已同意", "已退回")
    clerk.looks_at("removal-9-history")
    clerk.page.goto("/enrolments/look-up")
    clerk.page.get_by_label("证件号码", exact=True).fill(person.document)
    clerk.presses("搜索")
    clerk.sees(person.name, re.compile("不再是本单位会员（误录）"))
    clerk.looks_at("removal-10-look-up")
