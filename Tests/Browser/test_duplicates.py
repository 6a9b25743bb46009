"""疑似重复会员: one person met twice is made one, two people who look alike stay two, and both are kept on record."""

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness import member_lists, rolls
from harness.server import Server
from harness.visitor import Visitor

UNION, OTHER = "319901000107", "319901000104"
OTHER_NAME = "空白商务联合工会"
OLD = member_lists.people(3, first=11, family="演示老员")
RENEWED, NAMESAKE, TWICE = OLD
PHONE = "手机号（完整或后 4 位）"


@pytest.fixture
def server(start_server, tmp_path: Path) -> Server:
    """Two people of one union whom the other has under other documents, and a third who is a member of both."""
    server = start_server()
    rolls.join(server, tmp_path, OLD, UNION)
    renewed = replace(RENEWED, number=member_lists.citizen_number(born(RENEWED), 501, area="319902"))
    namesake = replace(NAMESAKE, number=member_lists.citizen_number(born(NAMESAKE), 502, area="319902"))
    third = member_lists.people(1, first=99, family="演示临员")[0]
    rolls.join(server, tmp_path, [renewed, namesake, third], OTHER)
    # The platform lets nobody in twice; what it took over from older lists may hold such people.
    with sqlite3.connect(server.data / "gonghui.db") as database:
        database.execute(
            "UPDATE member SET person_id = (SELECT id FROM person WHERE name = ?)"
            " WHERE person_id = (SELECT id FROM person WHERE name = ?)", (TWICE.name, third.name))
    return server


def born(person: member_lists.Person) -> str:
    return person.number[6:14]


def test_pairs_are_found_merged_and_told_apart(server: Server, visitors):
    superior = rolls.comes(visitors, server, "binhai")
    unions = rolls.comes(visitors, server, "chuchuang"), rolls.comes(visitors, server, "kongbai")
    superior.page.goto("/duplicates")
    superior.sees("没有待处理的重复会员")
    superior.looks_at("duplicate-1-none")
    superior.presses("查找重复")
    superior.sees("新找到 3 对疑似重复会员。", "共 3 条")
    assert sorted(rolls.names(superior, "疑似重复会员")) == sorted(person.name for person in OLD)
    superior.looks_at("duplicate-2-found")

    a_renewed_document_is_merged(superior)
    two_memberships_become_one(superior)
    two_people_stay_two(superior)
    both_rolls_have_followed(unions)
    nothing_is_found_again(superior)
    assert server.violations() == ""


def opens_pair(superior: Visitor, name: str, kind: str):
    expect(rolls.row(superior, name)).to_contain_text(kind)
    superior.opens(f"核对：{name}")


def keeps(superior: Visitor, union: str):
    superior.page.get_by_role("group", name="保留哪一条会籍").get_by_label(re.compile(union)).check()


def a_renewed_document_is_merged(superior: Visitor):
    """Two questions: which membership stays, and which document counts."""
    opens_pair(superior, RENEWED.name, "姓名和手机号相同，证件不同")
    superior.presses("合并为一人")
    superior.sees("请选择保留哪一条会籍", "请选择本人现在使用的证件")
    keeps(superior, "初创软件")
    documents = superior.page.get_by_role("group", name="本人现在使用的证件")
    documents.get_by_role("radio").last.check()
    superior.looks_at("duplicate-3-merge")
    superior.clicks_twice("合并为一人")
    superior.sees("已合并为一人。", "共 2 条")


def two_memberships_become_one(superior: Visitor):
    opens_pair(superior, TWICE.name, "同一证件在两个工会")
    expect(superior.page.get_by_role("group", name="本人现在使用的证件")).to_have_count(0)
    keeps(superior, OTHER_NAME)
    superior.looks_at("duplicate-4-two-unions")
    superior.clicks_twice("合并为一人")
    superior.sees("已合并为一人。", "共 1 条")


def two_people_stay_two(superior: Visitor):
    opens_pair(superior, NAMESAKE.name, "姓名和手机号相同，证件不同")
    superior.presses("标记为不是同一人")
    superior.sees("请填写怎样核实的")
    superior.page.get_by_role("textbox", name=re.compile("^怎样核实的")).fill("两人共用家里的手机，已电话核实")
    superior.clicks_twice("标记为不是同一人")
    superior.sees("已标记为不是同一人，不再提示。", "没有待处理的重复会员")


def both_rolls_have_followed(unions: tuple[Visitor, Visitor]):
    one, other = unions
    assert sorted(rolls.members_listed(one)) == sorted([RENEWED.name, NAMESAKE.name])
    assert sorted(rolls.members_listed(other)) == sorted([NAMESAKE.name, TWICE.name])
    # The document that no longer counts still finds who it was, and says so.
    assert rolls.members_listed(one, 证件号=RENEWED.number) == [RENEWED.name]
    one.sees("此证件已于 2023-11-20 更换")
    rolls.members_listed(one, 姓名或拼音=RENEWED.name)
    one.opens(f"查看{RENEWED.name}")
    one.sees("与重复的会籍合并，保留本条")
    one.looks_at("duplicate-5-history")


def nothing_is_found_again(superior: Visitor):
    superior.presses("查找重复")
    superior.sees("没有新的疑似重复会员。")
    for status, count in (("已合并", 2), ("不是同一人", 1)):
        superior.opens(status)
        superior.sees(f"共 {count} 条")
    superior.opens(f"核对：{NAMESAKE.name}")
    superior.sees("已处理：不是同一人", "原因：两人共用家里的手机，已电话核实")
    superior.looks_at("duplicate-6-decided")


def test_the_same_document_cannot_come_in_twice(start_server, visitors, tmp_path: Path):
    """An import of another union's member asks that union; until it agrees he is a member of it alone."""
    server = start_server()
    rolls.join(server, tmp_path, OLD, UNION)
    rolls.join(server, tmp_path, [TWICE], OTHER)
    one = rolls.comes(visitors, server, "chuchuang", viewport=rolls.TELEPHONE)
    other = rolls.comes(visitors, server, "kongbai")
    assert len(rolls.members_listed(one)) == 3
    one.sees("转移审核中")
    assert rolls.members_listed(other) == []
    one.page.goto("/members/transfers")
    one.opens(f"审核{TWICE.name}的会籍转移")
    one.clicks_twice(f"同意转移 {TWICE.name}")
    one.sees("已同意")
    assert len(rolls.members_listed(one)) == 2
    assert rolls.members_listed(other) == [TWICE.name]
    assert server.violations() == ""
