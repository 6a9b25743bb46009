"""会籍转移: one member and several are offered to another union, which takes one, gives one back and is too late for one.

The clerk who asks and the clerk who decides each sit in front of a browser of their own; both rolls are counted.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from harness import rolls
from harness.server import Server
from harness.visitor import Visitor

FROM, TO = "演示精密仪器有限公司工会委员会", "示例科技有限公司工会委员会"
FROM_BEFORE, TO_BEFORE = 165, 128
UNIT = "示例科技有限公司"
REASON = "本人仍在贵单位上班，请核实"


@dataclass
class Offices:
    server: Server
    releasing: Visitor
    receiving: Visitor


@pytest.fixture(
    params=[(True, rolls.TELEPHONE), (False, (1366, 768))], ids=["telephone", "desk without JavaScript"]
)
def offices(request, start_server, visitors) -> Offices:
    scripts, viewport = request.param
    server = start_server()
    return Offices(
        server,
        releasing=rolls.comes(visitors, server, "yanshi", scripts=scripts, viewport=viewport),
        receiving=rolls.comes(visitors, server, "shili", scripts=scripts, viewport=viewport),
    )


def test_members_are_offered_taken_given_back_and_kept(offices: Offices):
    alone = one_is_offered(offices)
    accepted, returned, withdrawn = three_are_offered(offices)
    one_is_withdrawn(offices, withdrawn)
    one_is_taken(offices, alone)
    the_others_are_decided_together(offices, accepted, returned)
    the_todo_says_why(offices, returned)
    both_rolls_have_followed(offices, gone=[alone, accepted], stay=[returned, withdrawn])
    the_history_tells(offices, alone, returned)
    assert offices.server.violations() == ""


def chooses_union(visitor: Visitor, photograph: str):
    """Looks for the union by a part of its name, and cannot send before she has chosen it and said why."""
    page = visitor.page
    page.get_by_label("转入的工会组织名称").first.fill("示例科技")
    visitor.presses("查找工会")
    visitor.presses(re.compile("^提交 . 人的转移申请"))
    expect(page).to_have_title(re.compile("^错误："))
    page.get_by_role("radio", name=re.compile(f"^{TO}")).check()
    page.get_by_role("textbox", name=re.compile("^转移原因")).fill("调动工作")
    visitor.looks_at(photograph)


def one_is_offered(offices: Offices) -> str:
    clerk = offices.releasing
    name = rolls.members_listed(clerk)[0]
    clerk.opens(f"转移{name}")
    chooses_union(clerk, "transfer-1-one")
    clerk.clicks_twice("提交 1 人的转移申请")
    clerk.sees("会籍转移申请结果")
    expect(rolls.row(clerk, name)).to_contain_text("已提交，待审核")
    assert rolls.members_counted(clerk) == FROM_BEFORE
    clerk.sees("转移审核中")
    return name


def three_are_offered(offices: Offices) -> list[str]:
    """Without a choice nothing is sent; who is offered already is left out with the reason."""
    clerk, page = offices.releasing, offices.releasing.page
    names = rolls.members_listed(clerk)
    clerk.presses("批量转移")
    clerk.sees("请先选择")
    page.goto("/members")
    for name in names[:4]:
        page.get_by_label(f"选择{name}", exact=True).check()
    clerk.presses("批量转移")
    clerk.sees("4 人", *names[1:4])
    chooses_union(clerk, "transfer-2-several")
    clerk.clicks_twice("提交 4 人的转移申请")
    clerk.sees("会籍转移申请结果")
    expect(rolls.row(clerk, names[0])).to_contain_text("转入同一工会的申请正在审核，请等待结果。")
    for name in names[1:4]:
        expect(rolls.row(clerk, name)).to_contain_text("已提交，待审核")
    clerk.looks_at("transfer-3-result")
    return names[1:4]


def one_is_withdrawn(offices: Offices, name: str):
    clerk = offices.releasing
    clerk.opens("查看本工会申请的转移")
    clerk.page.wait_for_url("**/members/transfers?part=requested")
    assert len(rolls.names(clerk, "本工会申请的")) == 4
    clerk.looks_at("transfer-4-requested")
    clerk.opens(f"查看{name}的会籍转移")
    clerk.clicks_twice(f"撤回 {name} 的转移申请")
    clerk.sees("已撤回")


def one_is_taken(offices: Offices, name: str):
    """By a todo to the list of what waits; the page tells what follows and asks for the unit."""
    clerk, page = offices.receiving, offices.receiving.page
    page.goto("/todos")
    clerk.sees(re.compile("会籍转移.*3 人"))
    clerk.looks_at("transfer-5-todo")
    clerk.opens(re.compile("^去审核.*会籍转移"))
    page.wait_for_url("**/members/transfers*")
    assert len(rolls.names(clerk, "待审核")) == 3
    clerk.looks_at("transfer-6-waiting")
    clerk.opens(f"审核{name}的会籍转移")
    clerk.sees("调动工作", FROM)
    page.get_by_role("radio", name=UNIT).check()
    clerk.looks_at("transfer-7-decide")
    clerk.clicks_twice(f"同意转移 {name}")
    clerk.sees("已同意")


def the_others_are_decided_together(offices: Offices, accepted: str, returned: str):
    clerk, page = offices.receiving, offices.receiving.page
    page.goto("/members/transfers")
    page.get_by_label(f"选择{accepted}", exact=True).check()
    clerk.presses("同意所选")
    clerk.sees("1 人", accepted)
    clerk.looks_at("transfer-8-accept")
    clerk.clicks_twice("同意转移 1 人")
    clerk.sees("同意会籍转移结果")
    expect(rolls.row(clerk, accepted)).to_contain_text("已同意转移")
    page.goto("/members/transfers")
    page.get_by_label(f"选择{returned}", exact=True).check()
    clerk.presses("退回所选")
    clerk.presses("退回 1 人的申请")
    expect(page).to_have_title(re.compile("^错误："))
    page.get_by_role("textbox", name=re.compile("^退回原因")).fill(REASON)
    clerk.looks_at("transfer-9-return")
    clerk.clicks_twice("退回 1 人的申请")
    clerk.sees("退回会籍转移结果")
    page.goto("/members/transfers")
    assert rolls.names(clerk, "待审核") == []


def the_todo_says_why(offices: Offices, returned: str):
    """It is gone when she has looked at it."""
    clerk = offices.releasing
    clerk.page.goto("/todos")
    clerk.sees(re.compile(f"会籍转移申请被退回：.*原因：{REASON}"))
    clerk.looks_at("transfer-10-returned-todo")
    clerk.opens(re.compile("^去查看"))
    clerk.sees("申请已退回，会籍不变", f"原因：{REASON}", returned)
    clerk.looks_at("transfer-11-returned")
    clerk.page.goto("/todos")
    expect(clerk.page.get_by_text(re.compile("会籍转移申请被退回"))).to_have_count(0)


def both_rolls_have_followed(offices: Offices, gone: list[str], stay: list[str]):
    assert rolls.members_counted(offices.releasing) == FROM_BEFORE - len(gone)
    assert rolls.members_counted(offices.receiving) == TO_BEFORE + len(gone)
    for name in gone:
        assert rolls.members_listed(offices.releasing, 姓名或拼音=name) == []
        assert rolls.members_listed(offices.receiving, 姓名或拼音=name) == [name]
    for name in stay:
        assert rolls.members_listed(offices.releasing, 姓名或拼音=name) == [name]
        assert rolls.members_listed(offices.receiving, 姓名或拼音=name) == []


def the_history_tells(offices: Offices, taken: str, returned: str):
    releasing, receiving = offices.releasing, offices.receiving
    rolls.members_listed(receiving, 姓名或拼音=taken)
    receiving.opens(f"查看{taken}")
    receiving.sees("会籍转入，成为会员", UNIT)
    receiving.looks_at("transfer-12-history")
    rolls.members_listed(releasing, 姓名或拼音=returned)
    releasing.opens(f"查看{returned}")
    releasing.sees("申请会籍转出", "会籍转移的申请被退回，会籍不变")
