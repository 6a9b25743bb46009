"""新增会员 by hand: what is wrong is said beside what was typed, a change is kept with what was there before.

Two clerks who change the same member, a new document, and somebody who is a member elsewhere come in too.
"""

import re

import pytest
from playwright.sync_api import expect

from harness import member_lists, rolls
from harness.visitor import Visitor
from test_import_mending import mistyped

PERSON = member_lists.people(1, first=701, family="演示新人")[0]
ENTERPRISE = "初创软件有限公司"
OLD_PASSPORT, NEW_PASSPORT = "E39990001", "E39990002"


@pytest.fixture(
    params=[(True, rolls.TELEPHONE), (False, (1366, 768))], ids=["telephone", "desk without JavaScript"]
)
def clerk(request, start_server, visitors) -> Visitor:
    scripts, viewport = request.param
    return rolls.comes(visitors, start_server(), "chuchuang", scripts=scripts, viewport=viewport)


def test_a_member_is_entered_changed_and_followed(clerk: Visitor, visitors):
    somebody_is_entered(clerk)
    what_is_changed_is_kept(clerk)
    two_change_the_same(clerk, rolls.comes(visitors, clerk.server, "chuchuang"))
    a_passport_is_renewed(clerk)
    a_member_of_another_union_is_asked_for(clerk)
    assert clerk.server.violations() == ""


def fills(clerk: Visitor, **texts: str) -> None:
    for label, text in texts.items():
        clerk.page.get_by_role("textbox", name=re.compile(f"^{label}")).fill(text)


def begins(clerk: Visitor) -> None:
    clerk.page.goto("/members")
    clerk.opens("新增会员")
    clerk.page.get_by_role("radio", name=re.compile("^关联企业类")).check()
    clerk.page.get_by_role("combobox", name=re.compile("^单位")).select_option(label=ENTERPRISE)


def somebody_is_entered(clerk: Visitor) -> None:
    page = clerk.page
    page.goto("/members/new")
    clerk.presses("新增会员")
    expect(page.locator(".error-summary")).to_contain_text("没有填写姓名，请填写")
    begins(clerk)
    fills(clerk, 姓名=PERSON.name, 证件号码=mistyped(PERSON.number), 手机号码=PERSON.phone)
    page.get_by_role("radio", name=PERSON.sex, exact=True).check()
    page.get_by_role("combobox", name=re.compile("^会员标签")).select_option(label="劳务派遣")
    clerk.presses("新增会员")
    expect(page).to_have_title(re.compile("^错误："))
    expect(page.locator(".error-summary")).to_contain_text("证件号码末位校验不符，通常是抄错一位，请对照证件逐位核对")
    clerk.looks_at("one-member-1-refused")
    # What was typed is still there.
    expect(page.get_by_role("textbox", name="姓名")).to_have_value(PERSON.name)
    expect(page.get_by_role("textbox", name="证件号码")).to_have_value(mistyped(PERSON.number))
    expect(page.get_by_role("textbox", name="手机号码")).to_have_value(PERSON.phone)
    expect(page.get_by_role("radio", name=PERSON.sex, exact=True)).to_be_checked()
    expect(page.get_by_role("combobox", name=re.compile("^会员标签")).locator("option:checked")).to_have_text("劳务派遣")
    fills(clerk, 证件号码=PERSON.number)
    clerk.clicks_twice("新增会员")
    clerk.sees(f"已新增会员 {PERSON.name}。", "单个新增，成为会员")
    expect(page.get_by_text(PERSON.number)).to_have_count(0)
    clerk.looks_at("one-member-2-entered")
    assert rolls.members_counted(clerk) == 1
    begins(clerk)
    fills(clerk, 姓名=PERSON.name, 证件号码=PERSON.number, 手机号码="19900990701")
    page.get_by_role("radio", name=PERSON.sex, exact=True).check()
    clerk.presses("新增会员")
    clerk.sees("该证件的持有人已是本工会会员，请在会员信息中查找并修改")


def opens_member(clerk: Visitor, name: str) -> None:
    assert rolls.members_listed(clerk, 姓名或拼音=name) == [name]
    clerk.opens(f"查看{name}")


def what_is_changed_is_kept(clerk: Visitor) -> None:
    page = clerk.page
    opens_member(clerk, PERSON.name)
    clerk.opens("修改")
    fills(clerk, 手机号码="1990099", 证件到期日="明年")
    clerk.presses(f"保存 {PERSON.name} 的信息")
    expect(page).to_have_title(re.compile("^错误："))
    expect(page.get_by_role("textbox", name=re.compile("^手机号码"))).to_have_value("1990099")
    expect(page.get_by_role("textbox", name=re.compile("^证件到期日"))).to_have_value("明年")
    clerk.looks_at("one-member-3-change-refused")
    fills(clerk, 手机号码="19900990001", 证件到期日="2035-03-20", 工作单位详细地址="演示市示例区样板路二百号三楼", 备注="夜班")
    page.get_by_role("combobox", name=re.compile("^会员标签")).select_option(label="无")
    clerk.clicks_twice(f"保存 {PERSON.name} 的信息")
    clerk.sees(f"已保存 {PERSON.name} 的信息。")
    history = page.get_by_role("table", name="办理记录")
    for change in ("会员标签：劳务派遣 → 无", "备注：无 → 夜班", "证件到期日：", "手机号"):
        expect(history).to_contain_text(change)
    expect(history).not_to_contain_text("19900990001")
    clerk.looks_at("one-member-4-history")
    assert rolls.members_listed(clerk, **{"手机号（完整或后 4 位）": "0001"}) == [PERSON.name]


def two_change_the_same(clerk: Visitor, other: Visitor) -> None:
    """The second is told what the first has made of it, and decides."""
    for visitor in (clerk, other):
        opens_member(visitor, PERSON.name)
        visitor.opens("修改")
    fills(other, 备注="白班")
    other.presses(f"保存 {PERSON.name} 的信息")
    other.sees(f"已保存 {PERSON.name} 的信息。")
    fills(clerk, 备注="夜班，周末休息")
    clerk.presses(f"保存 {PERSON.name} 的信息")
    clerk.sees("此会员刚刚被他人修改，您填写的内容没有保存", "备注现在是：白班")
    expect(clerk.page.get_by_role("textbox", name=re.compile("^备注"))).to_have_value("夜班，周末休息")
    clerk.looks_at("one-member-5-changed-meanwhile")
    clerk.presses(f"保存 {PERSON.name} 的信息")
    clerk.sees(f"已保存 {PERSON.name} 的信息。", "备注：白班 → 夜班，周末休息")


def a_passport_is_renewed(clerk: Visitor) -> None:
    """Whoever has a new document is found by the old one too."""
    page = clerk.page
    begins(clerk)
    fills(clerk, 姓名="演示外籍", 证件号码=OLD_PASSPORT, 手机号码="19900990002")
    page.get_by_role("radio", name="女", exact=True).check()
    page.get_by_role("combobox", name="证件类型").select_option(label="护照")
    clerk.presses("新增会员")
    clerk.sees("已新增会员 演示外籍。")
    clerk.opens("修改")
    page.get_by_role("combobox", name=re.compile("^新证件类型")).select_option(label="护照")
    fills(clerk, 新证件号码=NEW_PASSPORT)
    clerk.presses("保存 演示外籍 的信息")
    expect(page.locator(".error-summary")).to_contain_text("请勾选换证")
    page.get_by_role("checkbox", name=re.compile("^换证")).check()
    clerk.presses("保存 演示外籍 的信息")
    clerk.sees("已保存 演示外籍 的信息。")
    clerk.looks_at("one-member-6-renewed")
    for number in (OLD_PASSPORT, NEW_PASSPORT):
        assert rolls.members_listed(clerk, 证件号=number) == ["演示外籍"]


def a_member_of_another_union_is_asked_for(clerk: Visitor) -> None:
    """Only with consent, and without a word on where he is a member."""
    elsewhere = clerk.server.federation.member("shili")
    begins(clerk)
    fills(clerk, 姓名=elsewhere.name, 证件号码=elsewhere.document, 手机号码="19900990003")
    man = int(elsewhere.document[16]) % 2 == 1
    clerk.page.get_by_role("radio", name="男" if man else "女", exact=True).check()
    clerk.presses("新增会员")
    clerk.sees("该证件的持有人是其他工会的会员")
    expect(clerk.page.get_by_role("main")).not_to_contain_text("示例科技")
    clerk.looks_at("one-member-7-elsewhere")
    clerk.page.get_by_role("checkbox", name="同意向原工会申请会籍转移").check()
    clerk.clicks_twice("新增会员")
    clerk.sees(f"已向原工会申请 {elsewhere.name} 的会籍转移，审核通过后成为本工会会员。")
    assert rolls.members_counted(clerk) == 2
