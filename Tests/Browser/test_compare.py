"""会员比对: a clerk brings the whole roster of today, settles every difference on one screen, and both rolls follow.

The roster is a workbook of openpyxl with people who came, who went, who have changed and one row with a fault.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness import member_lists, rolls
from harness.server import Server
from harness.visitor import Visitor

UNION = "319901000107"
ENTERPRISE = "初创软件有限公司"
OTHER_UNION = "319901000104"
OLD = member_lists.people(10, first=11, family="演示老员")
NEW = member_lists.people(3, first=101, family="演示新员")
ELSEWHERE = member_lists.people(2, first=201, family="演示他会")
SAME, (RENAMED, MOVED_HOUSE), (LEFT, RETIRED, DEAD, STAYS) = OLD[:4], OLD[4:6], OLD[6:]
ROSTER = [
    *SAME,
    replace(RENAMED, phone="19900990005"),
    replace(MOVED_HOUSE, address="演示市示例区样板路二百号楼三层"),
    *NEW,
    ELSEWHERE[0],
    # Somebody who seems to be missing, because his number was mistyped.
    replace(DEAD, number=DEAD.number[:-1] + "*"),
]


@dataclass
class Office:
    server: Server
    folder: Path
    clerk: Visitor


@pytest.fixture(
    params=[(True, (1366, 768)), (False, rolls.TELEPHONE)], ids=["desk", "telephone without JavaScript"]
)
def office(request, start_server, visitors, tmp_path: Path) -> Office:
    scripts, viewport = request.param
    server = start_server()
    rolls.join(server, tmp_path, OLD, UNION)
    rolls.join(server, tmp_path, ELSEWHERE, OTHER_UNION)
    return Office(server, tmp_path, rolls.comes(visitors, server, "chuchuang", scripts=scripts, viewport=viewport))


def test_a_roster_is_compared_settled_and_carried_out(office: Office, visitors):
    the_roster_is_uploaded(office)
    the_downloads_say_who_came_and_who_went(office)
    who_came_is_imported_but_one(office)
    who_has_changed_is_updated_but_one(office)
    who_went_is_settled_in_the_row(office)
    what_will_be_done_is_checked_and_done(office)
    the_results_are_told(office)
    the_comparison_is_listed(office)
    the_roll_has_followed(office)
    the_other_unions_answer(office, visitors)
    assert office.server.violations() == ""


def the_roster_is_uploaded(office: Office):
    clerk, page = office.clerk, office.clerk.page
    clerk.page.goto("/members/comparisons")
    clerk.sees("还没有比对过")
    clerk.looks_at("compare-1-none")
    page.get_by_role("main").get_by_role("link", name="会员比对", exact=True).first.click()
    clerk.presses("上传并比对")
    expect(page).to_have_title(re.compile("^错误："))
    clerk.looks_at("compare-2-refused")
    page.get_by_role("radio", name=re.compile("^关联企业类")).check()
    page.get_by_role("combobox", name=re.compile("^单位")).select_option(label=ENTERPRISE)
    page.get_by_role("radio", name=re.compile("^本工会全部会员")).check()
    union = office.server.federation.union(UNION)
    page.get_by_label(re.compile("现在的完整名册")).set_input_files(
        member_lists.written_by_openpyxl(
            office.folder / "十一月名册.xlsx", member_lists.rows(ROSTER, union.name, union.code, ENTERPRISE)))
    clerk.clicks_twice("上传并比对")
    clerk.sees("名册共 11 行 = 新增 4 + 信息变更 2 + 一致 4 + 错误 1")
    clerk.looks_at("compare-3-compared")



def opens_part(office: Office, part: str):
    parts = office.clerk.page.get_by_role("navigation", name="比对结果分组")
    parts.get_by_role("link", name=re.compile(f"^{part}")).click()
    expect(parts.get_by_role("link", name=re.compile(f"^{part}"))).to_have_attribute("aria-current", "page")


def decides(office: Office, decision: str, person: member_lists.Person, told: str | None = None):
    """In the row; the row then says what is noted."""
    office.clerk.page.get_by_role("button", name=f"{decision}：{person.name}", exact=True).click()
    expect(rolls.row(office.clerk, person.name)).to_contain_text(told or f"待执行：{decision}")


def the_downloads_say_who_came_and_who_went(office: Office):
    """下载比对结果 is the import's own template with the new people; 下载处理详情 names who is not on the roster."""
    clerk, page = office.clerk, office.clerk.page
    came = clerk.downloads(page.get_by_role("link", name="下载比对结果（xlsx）"))
    assert came.suggested_filename == "十一月名册-比对结果.xlsx"
    lines = rolls.workbook_rows(came, office.folder)
    assert list(lines[0]) == member_lists.COLUMNS
    assert [line[0] for line in lines[1:]] == [person.name for person in [*NEW, ELSEWHERE[0]]]
    assert [line[2] for line in lines[1:]] == [person.number for person in [*NEW, ELSEWHERE[0]]]
    went = clerk.downloads(page.get_by_role("link", name="下载处理详情（xlsx）"))
    assert went.suggested_filename == "十一月名册-处理详情.xlsx"
    lines = rolls.workbook_rows(went, office.folder)
    assert sorted(line[0] for line in lines[1:]) == sorted(person.name for person in OLD[6:])
    shown = " ".join(str(value) for line in lines for value in line)
    assert not any(person.number in shown or person.phone in shown for person in OLD)


def who_came_is_imported_but_one(office: Office):
    """全部：导入 in one step, taken back for all, then for all again and taken back for one."""
    clerk = office.clerk
    opens_part(office, "新增")
    clerk.sees("其他工会")
    clerk.presses("全部：导入（4）")
    clerk.sees("已选定处理方式 4 人，还没有执行")
    clerk.presses("全部撤销（4）")
    expect(clerk.page.get_by_text("还没有执行")).to_have_count(0)
    clerk.presses("全部：导入（4）")
    clerk.page.get_by_role("button", name=f"撤销：{NEW[2].name}", exact=True).click()
    expect(rolls.row(clerk, NEW[2].name)).to_contain_text("未处理")
    decides(office, "不导入", NEW[2])
    clerk.looks_at("compare-4-new")


def who_has_changed_is_updated_but_one(office: Office):
    clerk = office.clerk
    opens_part(office, "信息变更")
    clerk.sees("手机号码：", "工作单位详细地址：")
    # What is in full on neither side of the change: telephone numbers stay masked.
    expect(clerk.page.get_by_text(RENAMED.phone)).to_have_count(0)
    decides(office, "更新", RENAMED)
    decides(office, "不更新", MOVED_HOUSE)
    clerk.looks_at("compare-5-changed")


def who_went_is_settled_in_the_row(office: Office):
    """A deletion of all is asked for with its reason and can be left; who only seems to be gone is looked at alone."""
    clerk = office.clerk
    opens_part(office, "名册里没有")
    clerk.looks_at("compare-6-missing-undecided")
    clerk.opens("全部：删除（3）")
    clerk.sees("同一个原因符合每一个人时才一起选定", "另有 1 人在名册中有同名、号码读不出的行")
    clerk.presses("选定删除 3 人")
    expect(clerk.page).to_have_title(re.compile("^错误："))
    clerk.looks_at("compare-6-all")
    clerk.page.get_by_role("radio", name=re.compile("^退休")).check()
    clerk.presses("选定删除 3 人")
    clerk.sees("已为 3 人选定删除（退休）", "已选定处理方式 9 人，还没有执行")
    clerk.presses("全部撤销（3）")
    clerk.sees("已选定处理方式 6 人，还没有执行")
    expect(rolls.row(clerk, DEAD.name)).to_contain_text("名册第 12 行有同名的人，请核对证件号码")
    clerk.presses(re.compile("^全部：转移到临时工会"))
    clerk.sees(re.compile("转移到临时工会 3 人"))
    expect(rolls.row(clerk, DEAD.name)).to_contain_text("未处理")
    for person in (RETIRED, STAYS):
        clerk.page.get_by_role("button", name=f"撤销：{person.name}", exact=True).click()
        expect(rolls.row(clerk, person.name)).to_contain_text("未处理")
    decides(office, "删除（退休）", RETIRED)
    decides(office, "删除（死亡）", DEAD)
    decides(office, "保留", STAYS)
    clerk.sees("已选定处理方式 10 人，还没有执行")
    clerk.looks_at("compare-6-missing")


def what_will_be_done_is_checked_and_done(office: Office):
    """Decisions wait for her, also after she has been elsewhere; sent twice they are carried out once."""
    clerk = office.clerk
    clerk.page.goto("/members/comparisons")
    clerk.opens(re.compile("^查看处理详情"), "核对并执行")
    clerk.sees("删除后不再是本工会会员，删除不能撤销", "东海区总工会临时工会", "合计")
    clerk.looks_at("compare-7-check")
    clerk.clicks_twice("执行 10 人的处理")
    clerk.sees("共 10 人：已处理 7 人，不需要处理 3 人")


def the_results_are_told(office: Office):
    clerk = office.clerk
    results = {
        NEW[0]: "已导入", NEW[1]: "已导入", NEW[2]: "不改动", ELSEWHERE[0]: "已申请转入", RENAMED: "已更新",
        MOVED_HOUSE: "不改动", LEFT: "已申请转出", RETIRED: "已删除", DEAD: "已删除", STAYS: "不改动",
    }
    for person, result in results.items():
        expect(rolls.row(clerk, person.name)).to_contain_text(result)
    clerk.looks_at("compare-8-results")
    told = clerk.downloads(clerk.page.get_by_role("link", name="下载执行结果（xlsx）"))
    lines = rolls.workbook_rows(told, office.folder)
    result = lines[0].index("结果")
    assert {line[0]: line[result] for line in lines[1:]} == {p.name: text for p, text in results.items()}


def the_comparison_is_listed(office: Office):
    """Past comparisons with their numbers; nothing is left to be done in it."""
    clerk, page = office.clerk, office.clerk.page
    page.goto("/members/comparisons")
    columns = [head.inner_text() for head in page.get_by_role("table", name="比对记录").locator("thead th").all()]
    cells = rolls.row(clerk, "十一月名册").locator("th, td").all()
    numbers = dict(zip(columns, [cell.inner_text().strip() for cell in cells]))
    assert [numbers[name] for name in ("新增", "名册里没有", "信息变更", "已执行")] == ["4", "4", "2", "10"]
    clerk.looks_at("compare-9-listed")
    clerk.opens(re.compile("^查看处理详情"))
    expect(page.get_by_role("link", name="核对并执行")).to_have_count(0)
    expect(rolls.row(clerk, RETIRED.name)).to_contain_text("已删除")


def the_roll_has_followed(office: Office):
    clerk = office.clerk
    assert sorted(rolls.members_listed(clerk)) == sorted(
        person.name for person in [*SAME, RENAMED, MOVED_HOUSE, LEFT, STAYS, *NEW[:2]])
    assert rolls.members_listed(clerk, **{"手机号（完整或后 4 位）": "19900990005"}) == [RENAMED.name]


def the_other_unions_answer(office: Office, visitors):
    """The union of who has come lets him go; the district takes who has left into its 临时工会."""
    other = rolls.comes(visitors, office.server, "kongbai")
    district = rolls.comes(visitors, office.server, "donghai")
    for visitor, person in ((other, ELSEWHERE[0]), (district, LEFT)):
        visitor.page.goto("/members/transfers")
        visitor.page.get_by_role("link", name=f"审核{person.name}的会籍转移").click()
        visitor.presses(f"同意转移 {person.name}")
        visitor.sees("已同意")
    assert rolls.members_listed(other) == [ELSEWHERE[1].name]
    assert sorted(rolls.members_listed(office.clerk)) == sorted(
        person.name for person in [*SAME, RENAMED, MOVED_HOUSE, STAYS, *NEW[:2], ELSEWHERE[0]])
    assert rolls.members_listed(district, 姓名或拼音=LEFT.name) == [LEFT.name]
    district.sees("东海区总工会临时工会")
