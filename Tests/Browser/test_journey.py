"""The main job, step by step as the operation manual of the plan year 2024 tells it, by four people.

A base union's clerk brings members from a list to enrolment (3.1–3.3), a level-2 union and the district review (4.3), the
district submits and pays (4.4–4.7), the centre accepts, and coverage is in force (4.8). The same steps are walked with and
without JavaScript, and once on PostgreSQL.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness import member_lists
from harness.server import Server
from harness.visitor import Visitor

# Taken out, step by step, as the screens of the main job come to stand.
pytestmark = pytest.mark.skip(reason="the screens of the main job do not stand yet")

MANUAL_EQUATION = {"会员总数": 128, "参保": 95, "未办卡": 32, "待确认": 1, "退休": 0, "死亡": 0}


@dataclass
class Journey:
    """The people of the journey, each in front of a browser of his or her own."""

    server: Server
    folder: Path
    clerk: Visitor
    reviewer: Visitor
    officer: Visitor
    centre: Visitor


@pytest.fixture(
    params=[("sqlite", True), ("sqlite", False), ("postgres", True)],
    ids=["SQLite", "SQLite without JavaScript", "PostgreSQL"],
)
def journey(request, start_server: Callable, visitors: Callable, tmp_path: Path) -> Journey:
    engine, scripts = request.param
    server = start_server(engine)
    federation = server.federation
    people = {}
    for who, role in [
        ("clerk", "clerk"),
        ("reviewer", "reviewer"),
        ("officer", "district-officer"),
        ("centre", "centre"),
    ]:
        people[who] = visitors(server, scripts=scripts).logs_in(federation.account(role))
    return Journey(server=server, folder=tmp_path, **people)


def test_a_plan_year_from_the_list_to_coverage_in_force(journey: Journey):
    the_equation_of_the_manual_comes_out(journey)
    members_are_imported(journey)
    cards_are_ordered_and_issued(journey)
    the_list_of_those_to_be_confirmed_is_confirmed(journey)
    the_unit_is_submitted(journey)
    the_list_is_reviewed(journey)
    the_district_submits_to_the_centre(journey)
    the_voucher_is_uploaded(journey)
    the_centre_accepts(journey)
    coverage_is_in_force(journey)
    assert journey.server.violations() == ""


def the_equation_of_the_manual_comes_out(journey: Journey):
    """3.3, step 7: 128 members, 95 enrolled in plan A for 2470 = 1235 + 1235 + 0."""
    clerk = journey.clerk
    clerk.opens("业务工作台", "会员服务卡管理", "参保信息管理", "集中参保办理")
    for name, number in MANUAL_EQUATION.items():
        assert clerk.equation()[name] == number
    clerk.sees("2,470.00", "1,235.00", "0.00")
    clerk.looks_at("3.3-enrolment-tasks")


def members_are_imported(journey: Journey):
    """3.1: 下载模板, 导入会员 with the class 关联企业类, preview, result; one list of each program."""
    clerk = journey.clerk
    union = journey.server.federation.union(journey.server.federation.account("clerk").union)
    enterprise = union.enterprises[0]
    lists = [
        (member_lists.written_by_openpyxl, member_lists.people(3, first=1)),
        (member_lists.written_by_libreoffice, member_lists.people(2, first=4)),
    ]
    clerk.opens("会员管理", "会员信息")
    clerk.looks_at("3.1-members")
    for write, people in lists:
        lines = member_lists.rows(people, union.name, union.code, enterprise.name)
        path = write(journey.folder / f"{write.__name__}.xlsx", lines)
        clerk.opens("会员管理", "会员信息", "导入会员")
        clerk.page.get_by_label("关联企业类").check()
        clerk.page.get_by_label("单位").select_option(label=enterprise.name)
        clerk.page.get_by_label(re.compile("文件")).set_input_files(path)
        clerk.presses("上传并预览")
        clerk.sees(f"新增 {len(people)}")
        clerk.looks_at(f"3.1-import-preview-{write.__name__}")
        clerk.presses(re.compile(f"^导入 {len(people)} 行"))
        clerk.sees(re.compile(f"成功.*{len(people)}"))
        clerk.looks_at(f"3.1-import-result-{write.__name__}")


def cards_are_ordered_and_issued(journey: Journey):
    """3.2: 待办会员列表, 修改证件到期日, 办卡批次, the bank's file out and back."""
    clerk = journey.clerk
    clerk.opens("业务工作台", "会员服务卡管理", "待办会员列表")
    clerk.looks_at("3.2-card-candidates")
    raise NotImplementedError("choose the five, correct one expiry, make the batch, submit it, bring the bank's answer")


def the_list_of_those_to_be_confirmed_is_confirmed(journey: Journey):
    """3.3, steps 3 and 4: one by 确认, the others by 全部确认."""
    clerk = journey.clerk
    clerk.opens("业务工作台", "会员服务卡管理", "参保信息管理", "集中参保待确认名单")
    clerk.looks_at("3.3-to-be-confirmed")
    clerk.presses("确认")
    clerk.sees("已确认")
    clerk.presses("全部确认")
    clerk.looks_at("3.3-confirmed")


def the_unit_is_submitted(journey: Journey):
    """3.3, steps 5 to 8: the plan is chosen, the answers are checked, the list goes to the district, the notice comes."""
    clerk = journey.clerk
    clerk.opens("业务工作台", "会员服务卡管理", "参保信息管理", "集中参保办理")
    clerk.page.get_by_label(re.compile("^A 类|^A类")).check()
    clerk.looks_at("3.3-check-answers")
    clerk.presses(re.compile(r"确认并提交 \d+ 人至区局"))
    clerk.looks_at("3.3-submitted")
    notice = clerk.downloads(clerk.page.get_by_role("link", name="点击重新下载"))
    assert notice.suggested_filename.endswith(".pdf")


def the_list_is_reviewed(journey: Journey):
    """4.3: returned with a reason by the level-2 union, submitted again, added to 待提交参保列表 by the district."""
    reviewer = journey.reviewer
    reviewer.opens("业务工作台", "会员服务卡管理系统", "集中参保审核")
    reviewer.looks_at("4.3-review")
    raise NotImplementedError("return, submit again, approve, take back, approve; compare the totals")


def the_district_submits_to_the_centre(journey: Journey):
    """4.4 and 4.5: refused before 26 December with the dates; then 经办人, the lock, the batch number, the notice."""
    raise NotImplementedError("try on 2023-12-25, restart on 2023-12-26, submit, look at CByyyymmddNNNN")


def the_voucher_is_uploaded(journey: Journey):
    """4.6 and 4.7: 告知书, 集中参保统计表, and the photograph of the payment."""
    raise NotImplementedError("download both, upload a picture, see 凭证待审核")


def the_centre_accepts(journey: Journey):
    """4.8, with a rejection first."""
    raise NotImplementedError("reject with a reason, upload again, accept, see 参保完成")


def coverage_is_in_force(journey: Journey):
    """参保信息查询: who is covered, from 2024-01-01 to 2024-12-31."""
    clerk = journey.clerk
    clerk.opens("业务工作台", "会员服务卡管理", "参保信息查询")
    expect(clerk.page.get_by_text("2024-01-01").first).to_be_visible()
    expect(clerk.page.get_by_text("2024-12-31").first).to_be_visible()
    clerk.looks_at("4.8-coverage")
