"""个人信息请求: a person asks the union for what is kept about him, gets a copy of it, and an answer in time."""

import re

import pytest
from playwright.sync_api import expect

from harness import rolls
from harness.visitor import Visitor

ASKED = "本人持身份证到工会，要求复制本人信息"
ANSWER = "已当面交给本人"


@pytest.mark.parametrize(
    ["engine", "scripts", "viewport"],
    [("sqlite", True, rolls.TELEPHONE), ("sqlite", False, (1366, 768)), ("postgres", True, (1366, 768))],
    ids=["telephone", "desk without JavaScript", "PostgreSQL"],
)
def test_somebody_asks_for_his_own_data(start_server, visitors, tmp_path, engine, scripts, viewport):
    server = start_server(engine)
    person = server.federation.member("shili")
    clerk = rolls.comes(visitors, server, "shili", scripts=scripts, viewport=viewport)
    he_is_found(clerk, person)
    his_request_is_recorded(clerk)
    his_copy_is_taken(clerk, person, tmp_path)
    he_is_answered(clerk, person)
    assert server.violations() == ""


def he_is_found(clerk: Visitor, person) -> None:
    page = clerk.page
    page.goto("/members/rights")
    clerk.looks_at("rights-1-none")
    page.get_by_label("会员编号或证件号码").fill("319901199901019999")
    clerk.presses("查找此人")
    expect(page).to_have_title(re.compile("^错误："))
    page.get_by_label("会员编号或证件号码").fill(person.document)
    clerk.presses("查找此人")
    expect(page.get_by_role("heading", level=1)).to_have_text("登记个人信息请求")
    clerk.sees(person.name)
    assert person.document not in page.url


def his_request_is_recorded(clerk: Visitor) -> None:
    page = clerk.page
    clerk.presses("登记请求")
    expect(page).to_have_title(re.compile("^错误："))
    clerk.looks_at("rights-2-refused")
    page.get_by_role("radio", name=re.compile("^复制")).check()
    page.get_by_label("请求内容").fill(ASKED)
    clerk.clicks_twice("登记请求")
    # Fifteen working days after the day on which it came.
    clerk.sees(ASKED, re.compile("2023-12-11 周一"))
    clerk.looks_at("rights-3-recorded")


def his_copy_is_taken(clerk: Visitor, person, folder) -> None:
    page = clerk.page
    clerk.presses("下载个人信息副本")
    expect(page).to_have_title(re.compile("^错误："))
    clerk.proves_who_he_is()
    clerk.looks_at("rights-4-copy")
    copy = clerk.downloads(page.get_by_role("button", name="下载个人信息副本"))
    assert copy.suggested_filename.endswith(".xlsx") and person.document not in copy.suggested_filename
    path = folder / copy.suggested_filename
    copy.save_as(path)
    told = {str(cell) for sheet in rolls.every_sheet(path) for row in sheet for cell in row}
    assert person.document in told and person.name in told


def he_is_answered(clerk: Visitor, person) -> None:
    page = clerk.page
    page.goto("/todos")
    clerk.opens(re.compile("^去.*个人信息请求"))
    clerk.presses("提交答复")
    expect(page).to_have_title(re.compile("^错误："))
    page.get_by_role("group", name="结果").get_by_role("radio").first.check()
    page.get_by_label("答复内容").fill(ANSWER)
    clerk.clicks_twice("提交答复")
    clerk.sees(ANSWER)
    expect(page.get_by_role("button", name="提交答复")).to_have_count(0)
    clerk.looks_at("rights-5-answered")
    page.goto("/members/rights?part=closed")
    expect(rolls.row(clerk, person.name)).to_contain_text("复制")
    page.goto("/todos")
    expect(page.get_by_role("main").get_by_text(re.compile("个人信息请求"))).to_have_count(0)
