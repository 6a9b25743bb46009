"""A whole calendar in the browser, day by day: three units of two districts from 25 October to instant enrolment.

The first two units are paid for and covered. The third is late, is reminded, and hands in; its district does not pay for
it, so that its list lapses after 20 January and becomes instant enrolment in one action. Between the days the server is
started anew with another business date; on each day everybody looks at what has become of his list.
"""

import contextlib
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness.calendar import Calendar, brings_statement, chooses_plan, hands_in, opens_enrolment, sees_state
from harness.visitor import Visitor
from test_journey import contact, text_of, uploads_voucher

FIRST, SECOND, THIRD = "示例科技有限公司", "样例餐饮有限公司", "演示精密仪器有限公司"
NUMBER = "JB2024319901000101"


@pytest.mark.timeout(600)
def test_a_calendar_of_three_units_and_two_districts(start_server: Callable, visitors: Callable, tmp_path: Path):
    calendar = Calendar(start_server(business_date="2023-10-25"), tmp_path, visitors, {})
    on_25_october_the_district_sets_the_shares(calendar)
    on_20_november_two_units_hand_in(calendar)
    on_20_december_the_third_is_reminded(calendar)
    on_21_december_level_2_and_the_district_review(calendar)
    on_26_december_both_districts_hand_in(calendar)
    on_28_december_the_third_follows(calendar)
    on_10_january_two_batches_are_paid_and_complete(calendar)
    on_20_january_nothing_has_lapsed_yet(calendar)
    on_21_january_the_third_lapses(calendar)
    on_22_january_it_is_enrolled_at_once(calendar)
    assert calendar.server.violations() == ""


def on_25_october_the_district_sets_the_shares(calendar: Calendar):
    officer = calendar.comes("donghai")
    officer.opens("保障金额设置")
    officer.page.get_by_role("row", name=re.compile("^A类")).get_by_role("link").click()
    officer.page.get_by_label("区局/各级工会默认缴纳(元/人)").first.fill("10")
    officer.page.get_by_label("基层单位默认缴纳(元/人)").first.fill("4")
    officer.presses("保存设置")
    expect(officer.page).to_have_title(re.compile("^错误："))
    officer.page.get_by_label("基层单位默认缴纳(元/人)").first.fill("3")
    officer.presses("保存设置")
    officer.sees("默认比例已保存。1 个单位的名单已生成新版本和新的告知书。", "10.00")
    officer.looks_at("calendar-10-25-shares")
    clerk = opens_enrolment(calendar, "shili")
    clerk.sees("集中参保还没有开始", re.compile("请在 2023-11-01（周三）起办理"))
    expect(clerk.page.get_by_role("link", name="去提交")).to_have_count(0)


def on_20_november_two_units_hand_in(calendar: Calendar):
    calendar.turns_to("2023-11-20")
    officer = calendar.comes("donghai")
    officer.opens("保障金额设置")
    officer.page.get_by_role("row", name=re.compile("^A类")).get_by_role("link").click()
    expect(officer.page.get_by_role("button", name="保存设置")).to_have_count(0)

    clerk = opens_enrolment(calendar, "shili")
    chooses_plan(clerk)
    hands_in(clerk, 95, "东海区总工会")
    clerk.sees("第 1 版", "2,470.00", "1,235.00", "950.00", "285.00")
    keeps_notice(calendar, clerk, "first", version=1)
    clerk.opens("参保信息管理", "集中参保办理")
    clerk.opens_number("参保")
    for box in clerk.page.locator("input[name=member]").all()[:2]:
        box.check()
    clerk.presses("排除所选…")
    clerk.page.get_by_label("离职").check()
    clerk.presses("排除 2 人")
    clerk.opens("集中参保办理")
    hands_in(clerk, 93, "东海区总工会")
    clerk.sees("第 2 版", "2,418.00", "1,209.00", "930.00", "279.00", "已被第 2 版替代")
    keeps_notice(calendar, clerk, "second", version=2)
    clerk.looks_at("calendar-11-20-second-version")
    replaced = calendar.scans("first")
    expect(replaced.locator("main")).to_contain_text("已被第 2 版替代")
    expect(replaced.locator("main")).to_contain_text("95 人")
    valid = calendar.scans("second").locator("main")
    expect(valid).to_contain_text("真实有效，是最新版本")
    expect(valid).to_contain_text(f"{NUMBER}-V2")
    expect(valid).to_contain_text("2,418.00 元")
    expect(valid).not_to_contain_text("会员乙")

    other = opens_enrolment(calendar, "yangli")
    hands_in(other, 41, "西岭区总工会")
    other.sees("1,066.00", "533.00", "0.00")


def on_20_december_the_third_is_reminded(calendar: Calendar):
    calendar.turns_to("2023-12-20")
    officer = calendar.comes("donghai")
    officer.opens("催办")
    expect(officer.page.get_by_role("link", name=FIRST, exact=True)).to_have_count(0)
    officer.page.get_by_label(f"选择{THIRD}", exact=True).check()
    officer.presses("提醒所选")
    row = officer.page.get_by_role("row").filter(has=officer.page.get_by_role("link", name=THIRD, exact=True))
    expect(row).to_contain_text("2023-12-20")
    officer.looks_at("calendar-12-20-reminded")

    clerk = calendar.comes("yanshi")
    clerk.opens(re.compile("^待办提醒"))
    clerk.sees(re.compile(THIRD), re.compile("2023-12-25"))
    clerk.looks_at("calendar-12-20-todo")
    clerk = opens_enrolment(calendar, "yanshi")
    assert clerk.equation()["疑似退休"] == 4 and clerk.equation()["参保"] == 134
    chooses_plan(clerk)
    clerk.opens(re.compile("^核对退休人员"))
    for answer in clerk.page.get_by_role("radio", name="在职").all():
        answer.check()
    clerk.presses("保存标记")
    clerk.opens("集中参保办理")
    assert clerk.equation()["疑似退休"] == 0 and clerk.equation()["参保"] == 138
    hands_in(clerk, 138, "东海区总工会")
    clerk.sees("3,588.00", "1,794.00", "1,380.00", "414.00")
    keeps_notice(calendar, clerk, "third", version=1)
    clerk.opens(re.compile("^待办提醒"))
    expect(clerk.page.get_by_text(re.compile("还没有提交"))).to_have_count(0)


def on_21_december_level_2_and_the_district_review(calendar: Calendar):
    calendar.turns_to("2023-12-21")
    reviewer = calendar.comes("binhai")
    reviewer.opens("集中参保审核", FIRST)
    assert reviewer.equation()["参保"] == 93
    reviewer.presses("添加到待提交 93 人")
    expect(reviewer.page.get_by_role("region", name="待提交参保列表").get_by_label(f"选择{FIRST}")).to_have_count(1)
    reviewer.looks_at("calendar-12-21-level-2")
    officer = calendar.comes("xiling")
    officer.opens("集中参保审核", SECOND)
    officer.presses("添加到待提交 41 人")
    officer.sees("1 家　41 人　1,066.00 元", "现在还不能提交至职保中心")
    sees_state(opens_enrolment(calendar, "shili"), "待提交")
    sees_state(opens_enrolment(calendar, "yanshi"), "待审批")


def on_26_december_both_districts_hand_in(calendar: Calendar):
    calendar.turns_to("2023-12-26")
    clerk = opens_enrolment(calendar, "yanshi")
    expect(clerk.page.get_by_role("link", name="再次提交")).to_have_count(0)
    locks(calendar, "donghai", 93, "1,209.00", "CB202312260001")
    locks(calendar, "xiling", 41, "533.00", "CB202312260002")
    sees_state(opens_enrolment(calendar, "shili"), "已提交职保中心")
    clerk = calendar.comes("shili")
    clerk.opens("参保信息查询")
    clerk.sees("共 93 条", "待生效")


def on_28_december_the_third_follows(calendar: Calendar):
    calendar.turns_to("2023-12-28")
    reviewer = calendar.comes("binhai")
    reviewer.opens("集中参保审核", THIRD)
    reviewer.presses("添加到待提交 138 人")
    locks(calendar, "donghai", 138, "1,794.00", "CB202312280001")


def on_10_january_two_batches_are_paid_and_complete(calendar: Calendar):
    calendar.turns_to("2024-01-10")
    lines = [f"2024-01-09,279.00,{FIRST},,L1", "2024-01-09,100.00,某人,,L2"]
    brings_statement(calendar, "donghai", lines, "279.00")
    paid = calendar.comes("shili")
    paid.opens(re.compile("^待办提醒"))
    paid.sees(re.compile("279.00"))
    lines = ["2024-01-09,1209.00,东海区总工会,CB202312260001,C1"]
    brings_statement(calendar, "centre", lines, "1,209.00")

    picture = calendar.folder / "voucher.png"
    calendar.comes("centre").page.screenshot(path=picture)
    for name, number in [("donghai", "CB202312260001"), ("xiling", "CB202312260002")]:
        officer = calendar.comes(name)
        officer.opens("参保批次管理", number, "缴费凭证管理")
        uploads_voucher(officer, picture)
        officer.sees("凭证待审核")
    centre = calendar.comes("centre")
    centre.opens("缴费凭证审核")
    for amount in ("1,209.00", "533.00"):
        accepts(centre, amount)
    centre.sees("没有待审核的凭证")
    for name, heads in [("shili", 93), ("yangli", 41)]:
        sees_state(opens_enrolment(calendar, name), "参保完成")
        clerk = calendar.comes(name)
        clerk.opens("参保信息查询")
        clerk.sees(f"共 {heads} 条", "保障中", "2024-12-31")
    clerk.looks_at("calendar-01-10-covered")
    expect(calendar.scans("second").locator("main")).to_contain_text("真实有效，是最新版本")


def on_20_january_nothing_has_lapsed_yet(calendar: Calendar):
    calendar.turns_to("2024-01-20")
    officer = calendar.comes("donghai")
    officer.opens("参保批次管理")
    officer.sees("1 个批次还要上传缴费凭证", "缴费凭证待上传")
    centre = calendar.comes("centre")
    centre.opens("到期处理")
    expect(centre.page.get_by_text("CB202312280001")).to_have_count(0)
    sees_state(opens_enrolment(calendar, "yanshi"), "已提交职保中心")


def on_21_january_the_third_lapses(calendar: Calendar):
    calendar.turns_to("2024-01-21")
    centre = calendar.comes("centre")
    centre.opens("到期处理")
    centre.sees("CB202312280001", "1,794.00", "海风物流有限公司", "新试重工有限公司")
    expect(centre.page.get_by_text("CB202312260001")).to_have_count(0)
    centre.looks_at("calendar-01-21-due")
    centre.presses(re.compile("^处理 .* 个批次$"))
    centre.sees(re.compile("个批次逾期失效"), "没有到期的事项")

    officer = calendar.comes("donghai")
    officer.opens("参保批次管理", "CB202312280001")
    officer.sees("逾期失效")
    expect(officer.page.get_by_label("凭证文件")).to_have_count(0)
    clerk = opens_enrolment(calendar, "yanshi")
    sees_state(clerk, "逾期失效")
    clerk.looks_at("calendar-01-21-lapsed")
    expect(calendar.scans("third").locator("main")).to_contain_text("已失效")
    sees_state(opens_enrolment(calendar, "shili"), "参保完成")
    covered = calendar.comes("yanshi")
    covered.opens("参保信息查询")
    covered.sees("共 138 条", "逾期失效")

    clerk = calendar.comes("yanshi")
    clerk.opens(re.compile("^待办提醒"))
    clerk.sees(re.compile("名单逾期失效，138 人已没有保障，可转为即时参保"))
    clerk.opens(re.compile("^去办理.*逾期失效"))
    clerk.sees("3,588.00 元", re.compile("今天确认则自 2024-01-22 起，至 2024-12-31 止"))
    clerk.looks_at("calendar-01-21-conversion")
    clerk.clicks_twice("转为即时参保并提交，138 人")
    clerk.sees("JS2024319901000102-1", "已提交即时参保 138 人，告知书已生成。", "待区局审核")


def on_22_january_it_is_enrolled_at_once(calendar: Calendar):
    calendar.turns_to("2024-01-22")
    officer = calendar.comes("donghai")
    officer.opens("即时参保审核")
    officer.page.get_by_role("row").filter(has_text=THIRD).locator("input[name=list]").check()
    officer.presses("下一步：核对并确认所选名单")
    officer.sees(re.compile("2024-01-23"), "3,588.00")
    officer.page.get_by_label("姓名").fill("赵审例")
    officer.page.get_by_label("手机号").fill("19900890001")
    officer.page.get_by_label("电子邮箱").fill("officer@example.org")
    officer.looks_at("calendar-01-22-confirmation")
    officer.proves_who_he_is()
    officer.clicks_twice("确认即时参保，138 人")
    officer.sees("CB202401220001", "1,794.00", re.compile("2024-02-06"))
    officer.opens("缴费凭证管理")
    uploads_voucher(officer, calendar.folder / "voucher.png")
    officer.sees("凭证待审核")
    centre = calendar.comes("centre")
    centre.opens("缴费凭证审核")
    accepts(centre, "1,794.00")
    centre.sees("没有待审核的凭证")
    clerk = calendar.comes("yanshi")
    clerk.opens("参保信息查询")
    clerk.page.get_by_label("状态", exact=True).select_option(label="保障中")
    clerk.presses("搜索")
    clerk.sees("共 138 条", re.compile("2024-01-23"), "JS2024319901000102-1")
    clerk.looks_at("calendar-01-22-covered")


# What is done again and again


def keeps_notice(calendar: Calendar, clerk: Visitor, name: str, version: int) -> None:
    """Downloads the notice of the page; its number and version stand in it, and where its picture leads."""
    link = clerk.page.get_by_role("link", name=re.compile("^点击重新下载"))
    words = text_of(clerk.downloads(link))
    assert re.search(rf"JB20243199010001\d\d-V{version}", words), words
    notice = link.get_attribute("href").rsplit("/", 1)[-1]
    database = sqlite3.connect(f"file:{calendar.server.data}/gonghui.db?mode=ro", uri=True)
    with contextlib.closing(database):
        (token,) = database.execute("SELECT token FROM notice WHERE id = ?", (notice,)).fetchone()
    calendar.proofs[name] = f"/verify/{token}"


def accepts(centre: Visitor, amount: str) -> None:
    button = f"通过，收款 {amount} 元"
    centre.page.get_by_role("button", name=button).first.wait_for()
    centre.proves_who_he_is()
    centre.presses(button)


def locks(calendar: Calendar, name: str, heads: int, due: str, number: str) -> None:
    officer = calendar.comes(name)
    officer.opens("集中参保审核", "提交列表中的参保信息")
    contact(officer, "赵审例", "19900890001", "officer@example.org")
    officer.sees("提交后将无法修改")
    officer.page.get_by_label("请输入参保总人数").fill(str(heads))
    officer.proves_who_he_is()
    officer.clicks_twice(re.compile("^确认提交至职保中心"))
    officer.sees(f"已提交至职保中心：{heads} 人", number)
    officer.opens("业务工作台", "参保批次管理", number)
    officer.sees("缴费凭证待上传", due, re.compile("2024-01-20"))
