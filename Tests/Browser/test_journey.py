"""The main job, step by step as the operation manual of the plan year 2024 tells it, by four people.

A base union's clerk brings members from a list to enrolment (3.1–3.3), a level-2 union and the district review (4.3), the
district submits and pays (4.4–4.7), the centre accepts, and coverage is in force (4.8). The same steps are walked with and
without JavaScript, and once on PostgreSQL.
"""

import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Download, Locator, expect

from harness import bank, member_lists
from harness.federation import Union
from harness.server import Server
from harness.visitor import Visitor

UNIT = "示例科技有限公司"
MANUAL_EQUATION = {"会员总数": 128, "参保": 95, "未办卡": 32, "待确认": 1, "退休": 0, "死亡": 0}
NEW = member_lists.people(5)


@dataclass
class Journey:
    """The people of the journey, each in front of a browser of his or her own."""

    server: Server
    folder: Path
    clerk: Visitor
    reviewer: Visitor
    officer: Visitor
    centre: Visitor

    @property
    def union(self) -> Union:
        return self.server.federation.union(self.server.federation.account("clerk").union)


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


def test_a_plan_year_from_the_list_to_coverage_in_force(journey: Journey, visitors: Callable):
    the_equation_of_the_manual_comes_out(journey)
    members_are_imported(journey)
    cards_are_ordered_and_issued(journey)
    the_list_of_those_to_be_confirmed_is_confirmed(journey)
    people_are_taken_off_the_list(journey)
    the_unit_is_submitted(journey)
    the_list_is_reviewed(journey)
    the_district_submits_to_the_centre(journey)
    the_voucher_is_uploaded(journey)
    the_centre_accepts(journey)
    coverage_is_in_force(journey)
    others_find_nothing_of_it(journey, visitors)
    assert journey.server.violations() == ""


# 3.1 会员信息导入


def the_equation_of_the_manual_comes_out(journey: Journey):
    """3.3, step 7: 128 members = 95 + 32 without a card + 1 to be confirmed."""
    clerk = journey.clerk
    clerk.looks_at("3.0-home")
    clerk.opens("业务工作台")
    clerk.looks_at("3.0-workbench")
    clerk.opens("参保信息管理")
    clerk.looks_at("3.3-enrolments")
    clerk.opens("集中参保办理")
    for name, number in MANUAL_EQUATION.items():
        assert clerk.equation()[name] == number, name
    clerk.sees("25", "请在 2023-12-25 周一 23:59 前提交")
    clerk.looks_at("3.3-tasks-before")


def members_are_imported(journey: Journey):
    """3.1: 下载模板, 导入会员 with the class 关联企业类, preview, result; one list of each program."""
    clerk = journey.clerk
    clerk.opens("工会组织管理平台", "会员信息")
    clerk.sees("共 128 条")
    clerk.looks_at("3.1-members")
    template = clerk.downloads(clerk.page.get_by_role("link", name="下载模板").first)
    book = workbook(template)
    assert [cell.value for cell in book.worksheets[0][1]][:7] == member_lists.COLUMNS[:7]
    assert "数据说明" in book.sheetnames

    a_file_that_is_no_workbook_is_refused(journey)
    wrong = member_lists.Person("演示新员错号", NEW[0].number[:-1] + "*", "19900889999", "男")
    imports(journey, member_lists.written_by_openpyxl, [*NEW[:3], wrong], good=3)
    imports(journey, member_lists.written_by_libreoffice, NEW[3:], good=2)
    clerk.opens("会员信息")
    clerk.sees("共 133 条")
    clerk.page.get_by_label("姓名或拼音").fill(NEW[0].name)
    clerk.presses("搜索")
    clerk.sees("共 1 条")
    clerk.looks_at("3.1-member-found")
    assert NEW[0].name not in clerk.page.url


def a_file_that_is_no_workbook_is_refused(journey: Journey):
    clerk = journey.clerk
    path = journey.folder / "not-a-workbook.xlsx"
    path.write_text("%PDF-1.7 a picture of the list\n")
    uploads_members(clerk, path)
    expect(clerk.page).to_have_title(re.compile("^错误："))
    expect(clerk.page.locator(".error-summary")).to_contain_text("xlsx")
    clerk.looks_at("3.1-import-refused")


def uploads_members(clerk: Visitor, path: Path):
    clerk.opens("导入会员")
    clerk.page.get_by_role("radio", name=re.compile("^关联企业类")).check()
    clerk.page.get_by_role("combobox", name=re.compile("^单位")).select_option(label=UNIT)
    clerk.page.get_by_label(re.compile("文件")).set_input_files(path)
    clerk.presses("上传并预览")


def imports(journey: Journey, write: Callable, people: list[member_lists.Person], good: int):
    clerk, union, bad = journey.clerk, journey.union, len(people) - good
    path = journey.folder / f"{write.__name__}.xlsx"
    write(path, member_lists.rows(people, union.name, union.code, UNIT))
    clerk.opens("会员信息", "导入会员")
    clerk.looks_at("3.1-import")
    clerk.opens("会员信息")
    uploads_members(clerk, path)
    clerk.sees(f"文件共 {len(people)} 行 = 新增 {good}" + (f" + 错误 {bad}" if bad else ""))
    clerk.looks_at(f"3.1-import-preview-{write.__name__}")
    if bad:
        clerk.sees("有 1 行需要修改")
        failed = clerk.downloads(clerk.page.get_by_role("link", name=re.compile("下载.*错误|下载.*行")).first)
        back = [[cell.value for cell in row] for row in workbook(failed).active.iter_rows()]
        assert any("演示新员错号" in row for row in back)
    clerk.clicks_twice(re.compile(f"^导入 {good} 行"))
    clerk.sees(f"成功导入 {good} 行")
    clerk.looks_at(f"3.1-import-result-{write.__name__}")


# 3.2 会员服务卡办理


def cards_are_ordered_and_issued(journey: Journey):
    """3.2: 待办会员列表, 修改证件到期日, 办卡批次, the bank's file out and back."""
    clerk, centre = journey.clerk, journey.centre
    clerk.opens("业务工作台", "卡片信息管理")
    clerk.looks_at("3.2-cards")
    clerk.opens("待办会员列表", "每页 50 条")
    assert clerk.equation() == {"待办": 37, "可以办卡": 37, "需先处理": 0, "已在办卡批次": 0}
    clerk.looks_at("3.2-card-candidates")
    clerk.opens(f"修改{NEW[0].name}的证件到期日")
    clerk.page.get_by_label("有到期日").check()
    clerk.page.get_by_label(re.compile("^到期日")).fill("2038-07-01")
    clerk.looks_at("3.2-expiry")
    clerk.presses("保存证件到期日")
    clerk.sees(f"已保存 {NEW[0].name} 的证件到期日：2038-07-01")
    for person in NEW:
        clerk.page.get_by_label(f"选择{person.name}", exact=True).check()
    clerk.presses("将所选会员生成办卡批次")
    clerk.sees("共 5 人")
    clerk.looks_at("3.2-card-batch")
    clerk.opens("提交 5 人至职保中心")
    clerk.looks_at("3.2-card-batch-submission")
    clerk.clicks_twice("确认提交 5 人至职保中心")
    clerk.sees("等待职保中心交银行制卡")

    number = re.search(r"BK\d+", clerk.page.title()).group()
    centre.opens("业务工作台", "办卡批次管理")
    centre.looks_at("3.2-card-batches-of-the-centre")
    centre.opens(number)
    centre.opens("将 5 人交银行制卡")
    centre.proves_who_he_is()
    centre.looks_at("3.2-card-hand-over")
    centre.presses("将 5 人交银行制卡")
    order = centre.downloads(centre.page.get_by_role("button", name="下载制卡文件"))
    saved = journey.folder / "order.xlsx"
    order.save_as(saved)
    assert len(bank.ordered(saved)) == 5
    centre.opens("返回批次")
    centre.looks_at("3.2-card-result")
    answer_of_another = bank.answers(saved, journey.folder / "another.xlsx")
    book = openpyxl.load_workbook(answer_of_another)
    book.active["A2"] = "BK199901010001"
    book.save(answer_of_another)
    brings(centre, answer_of_another)
    expect(centre.page.locator(".error-summary")).to_be_visible()
    centre.looks_at("3.2-card-result-refused")
    left_open = centre.page.context.new_page()
    left_open.goto(centre.page.url)
    brings(centre, bank.answers(saved, journey.folder / "answer.xlsx"))
    centre.sees("成功 5 人")
    expect(centre.page.get_by_label(re.compile("银行返回的文件"))).to_have_count(0)
    left_open.get_by_label(re.compile("银行返回的文件")).set_input_files(
        bank.answers(saved, journey.folder / "answer-again.xlsx"))
    left_open.get_by_role("button", name=re.compile("的制卡结果$")).click()
    expect(left_open.get_by_text("没有任何变化")).to_be_visible()
    left_open.close()
    clerk.page.reload()
    clerk.sees("全部制卡完成")


def brings(centre: Visitor, path: Path):
    centre.page.get_by_label(re.compile("银行返回的文件")).set_input_files(path)
    centre.presses(re.compile("的制卡结果$"))


# 3.3 集中参保办理


def the_list_of_those_to_be_confirmed_is_confirmed(journey: Journey):
    """3.3, steps 3 and 4: one by 确认, the others by 全部确认."""
    clerk = journey.clerk
    clerk.opens("业务工作台", "参保信息管理", "集中参保待确认名单")
    clerk.sees("共 6 条")
    clerk.looks_at("3.3-to-be-confirmed")
    clerk.opens(f"确认{NEW[0].name}")
    clerk.sees("无法撤回")
    clerk.looks_at("3.3-confirm-one")
    clerk.clicks_twice(f"确认 {NEW[0].name} 参保")
    clerk.sees("共 5 条")
    clerk.opens("已确认")
    clerk.sees(NEW[0].name)
    clerk.opens("待确认", "全部确认（5 人）")
    clerk.looks_at("3.3-confirm-all")
    clerk.clicks_twice("全部确认 5 人")
    clerk.sees("没有需要确认的会员")
    clerk.looks_at("3.3-confirmed")
    clerk.opens("返回办理步骤")
    assert clerk.equation() | {"会员总数": 133, "参保": 101, "未办卡": 32, "待确认": 0} == clerk.equation()


def people_are_taken_off_the_list(journey: Journey):
    """Taken off with a reason, put back until the lock; the equation holds all the while."""
    clerk = journey.clerk
    clerk.opens_number("参保")
    clerk.looks_at("3.3-enrolling")
    for box in clerk.page.locator("input[name=member]").all()[:7]:
        box.check()
    clerk.presses("排除所选…")
    clerk.looks_at("3.3-exclusion")
    clerk.presses("排除 7 人")
    expect(clerk.page).to_have_title(re.compile("^错误："))
    clerk.page.get_by_label("离职").check()
    clerk.presses("排除 7 人")
    clerk.sees("手动排除")
    clerk.opens_number("手动排除")
    clerk.page.locator("input[name=member]").first.check()
    clerk.presses("恢复所选到名单")
    clerk.opens("业务工作台", "参保信息管理", "集中参保办理")
    equation = clerk.equation()
    assert equation["参保"] == 95 and equation["手动排除"] == 6
    assert equation["会员总数"] == sum(equation.values()) - equation["会员总数"] == 133


def the_unit_is_submitted(journey: Journey):
    """3.3, steps 5 to 8: the plan is chosen, the answers are checked, the list goes to the district, the notice comes."""
    clerk = journey.clerk
    clerk.opens("梳理会员")
    clerk.looks_at("3.3-step-1")
    clerk.presses("名册已核对")
    clerk.opens("核对退休人员")
    clerk.looks_at("3.3-step-4")
    clerk.opens("集中参保办理", "选择保障类型")
    clerk.page.get_by_role("radio", name=re.compile("^A类")).check()
    clerk.looks_at("3.3-step-5")
    clerk.presses("保存保障类型")
    clerk.looks_at("3.3-tasks")
    clerk.opens("核对并提交")
    clerk.sees("2,470.00", "1,235.00", "0.00", "谁付多少")
    clerk.looks_at("3.3-check-answers")
    clerk.presses("确认并提交 95 人至区局")
    expect(clerk.page).to_have_title(re.compile("^错误："))
    submits(journey, version=1)
    clerk.sees("2,470.00")
    notice = text_of(clerk.downloads(clerk.page.get_by_role("link", name=re.compile("^点击重新下载"))))
    assert f"{journey.union.name}：" in notice
    assert "参加A类会员共计95人" in notice and "请于2023年12月25日之前" in notice
    assert "保障日期为2024年1月1日至2024年12月31日" in notice


def submits(journey: Journey, version: int):
    clerk = journey.clerk
    clerk.page.get_by_label(re.compile("^我已核对名单")).check()
    clerk.clicks_twice("确认并提交 95 人至区局")
    clerk.sees("已提交 95 人至东海区总工会", re.compile(f"第 {version} 版"))
    clerk.looks_at(f"3.3-submitted-{version}")


# 4.3 审核


def the_list_is_reviewed(journey: Journey):
    """4.3: returned with a reason by the level-2 union, submitted again, added to 待提交参保列表."""
    clerk, reviewer, officer = journey.clerk, journey.reviewer, journey.officer
    reviewer.opens(re.compile("^待办提醒"))
    reviewer.looks_at("4.3-todos")
    reviewer.opens("业务工作台", "集中参保审核")
    reviewer.sees("2,470.00")
    reviewer.looks_at("4.3-review")
    reviewer.opens(f"退回：{UNIT}")
    reviewer.presses("退回 1 家单位")
    expect(reviewer.page).to_have_title(re.compile("^错误："))
    reviewer.page.get_by_label("名单有误").check()
    reviewer.page.get_by_label(re.compile("^给经办人的说明")).fill("请再核对离职人员。")
    reviewer.looks_at("4.3-return")
    reviewer.presses("退回 1 家单位")
    reviewer.sees(f"已退回：{UNIT}")
    expect(waiting(reviewer)).to_have_count(0)

    clerk.opens("工会组织管理平台")
    clerk.sees(re.compile("名单已退回，修改后请再次提交"))
    clerk.looks_at("4.3-home-returned")
    clerk.opens("查看退回原因")
    clerk.sees(re.compile("名单有误。请再核对离职人员。"))
    clerk.looks_at("4.3-returned")
    clerk.opens("核对并提交")
    clerk.looks_at("4.3-check-again")
    submits(journey, version=2)
    clerk.sees("已被第 2 版替代")

    reviewer.page.reload()
    reviewer.opens(UNIT)
    assert reviewer.equation()["参保"] == 95
    reviewer.looks_at("4.3-sheet")
    reviewer.clicks_twice("添加到待提交 95 人")
    expect(ready(reviewer)).to_have_count(1)
    reviewer.looks_at("4.3-approved")

    officer.opens("业务工作台", "集中参保审核")
    ready(officer).check()
    officer.presses("移回所选")
    expect(ready(officer)).to_have_count(0)
    waiting(officer).check()
    officer.presses("添加到待提交")
    expect(ready(officer)).to_have_count(1)
    officer.sees("1 家　95 人　2,470.00 元", "1,235.00", "0.00")
    officer.looks_at("4.3-ready")


def waiting(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("region", name="待审批参保列表").get_by_label(f"选择{UNIT}")


def ready(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("region", name="待提交参保列表").get_by_label(f"选择{UNIT}")


# 4.4–4.5 提交参保信息


def the_district_submits_to_the_centre(journey: Journey):
    """4.4 and 4.5: refused before 26 December with the dates; then 经办人, the lock, the batch number, the notice."""
    officer = journey.officer
    officer.sees("现在还不能提交至职保中心", re.compile("2023-12-26 周二 至 2023-12-31 周日"))
    officer.opens("现在就演算一遍，不提交")
    officer.looks_at("4.4-rehearsal-before-the-window")
    officer.moves_to("2023-12-26")
    officer.opens("业务工作台", "集中参保审核", "提交列表中的参保信息")
    officer.sees("2,470.00")
    contact(officer, "赵审例", "12345", "officer@example.org")
    expect(officer.page).to_have_title(re.compile("^错误："))
    expect(officer.page.get_by_label("姓名")).to_have_value("赵审例")
    officer.looks_at("4.5-contact-refused")
    contact(officer, "赵审例", "19900890001", "officer@example.org")
    officer.sees("提交后将无法修改")
    officer.looks_at("4.5-confirm")
    officer.page.get_by_label("请输入参保总人数").fill("94")
    officer.proves_who_he_is()
    officer.presses(re.compile("^确认提交至职保中心"))
    expect(officer.page).to_have_title(re.compile("^错误："))
    officer.sees("请输入本次提交的参保总人数 95")
    officer.page.get_by_label("请输入参保总人数").fill("95")
    officer.clicks_twice(re.compile("^确认提交至职保中心"))
    officer.sees("已提交至职保中心：95 人", re.compile(r"CB20231226\d{4}"))
    officer.looks_at("4.5-submitted")
    notice = text_of(officer.downloads(officer.page.get_by_role("link", name="下载集中参保告知书")))
    assert "参加A类会员共计95人" in notice
    assert re.search(r"参保资金总额为2,?470(\.00)?元", notice)
    table = officer.downloads(officer.page.get_by_role("link", name="下载集中参保统计表"))
    cells = [cell for row in workbook(table).active.iter_rows(values_only=True) for cell in row]
    assert UNIT in cells and 95 in cells and 2470 in cells and 1235 in cells


def contact(officer: Visitor, name: str, phone: str, email: str):
    officer.page.get_by_label("姓名").fill(name)
    officer.page.get_by_label("手机号").fill(phone)
    officer.page.get_by_label("电子邮箱").fill(email)
    officer.presses("下一步：核对并确认")


# 4.6–4.8 缴费凭证, 参保完成


def the_voucher_is_uploaded(journey: Journey):
    """4.6 and 4.7: the batch among 参保批次管理, a file that is refused, then the picture of the payment."""
    officer = journey.officer
    officer.opens("业务工作台", "参保批次管理")
    assert officer.page.get_by_role("link", name=re.compile(r"^CB2023\d{8}$")).count() == 1
    officer.looks_at("4.6-batches")
    officer.opens(re.compile(r"^CB2023\d{8}$"))
    officer.sees("应划款金额", "1,235.00")
    officer.looks_at("4.6-batch")
    officer.opens("缴费凭证管理")
    wrong = journey.folder / "voucher.txt"
    wrong.write_text("凭证")
    uploads_voucher(officer, wrong)
    expect(officer.page).to_have_title(re.compile("^错误："))
    expect(officer.page.locator(".error-summary")).to_contain_text(re.compile("jpg"))
    officer.looks_at("4.7-voucher-refused")
    uploads_voucher(officer, picture(journey))
    officer.sees("凭证待审核")
    officer.looks_at("4.7-voucher")


def uploads_voucher(officer: Visitor, path: Path):
    officer.page.get_by_label("凭证文件").set_input_files(path)
    officer.clicks_twice("上传缴费凭证")


def picture(journey: Journey) -> Path:
    """A photograph, of the screen."""
    path = journey.folder / "voucher.png"
    journey.centre.page.screenshot(path=path)
    return path


def the_centre_accepts(journey: Journey):
    """4.8, with a rejection first."""
    officer, centre = journey.officer, journey.centre
    centre.opens("业务工作台", "缴费凭证审核")
    centre.sees("1,235.00", "东海区总工会")
    centre.looks_at("4.8-voucher-desk")
    centre.presses("退回，请区局重新上传")
    expect(centre.page).to_have_title(re.compile("^错误："))
    centre.page.get_by_label(re.compile("^备注")).fill("看不清金额，请重新拍照。")
    centre.proves_who_he_is()
    centre.presses("退回，请区局重新上传")
    centre.sees("没有待审核的凭证")

    officer.page.reload()
    officer.sees("看不清金额，请重新拍照。")
    officer.looks_at("4.8-voucher-rejected")
    officer.opens("缴费凭证管理")
    uploads_voucher(officer, picture(journey))
    officer.sees("凭证待审核")

    centre.opens("缴费凭证审核")
    centre.sees("95 人参保完成")
    centre.proves_who_he_is()
    centre.clicks_twice("通过，收款 1,235.00 元")
    centre.sees("没有待审核的凭证")
    officer.opens("参保批次管理")
    officer.sees("参保完成")
    officer.looks_at("4.8-completed")


def coverage_is_in_force(journey: Journey):
    """参保信息查询: who is covered, from 2024-01-01 to 2024-12-31."""
    clerk, officer = journey.clerk, journey.officer
    clerk.opens("业务工作台", "参保信息查询")
    clerk.sees("共 95 条", "2024-01-01", "2024-12-31", "保障中")
    clerk.looks_at("4.8-coverage")
    clerk.opens("参保信息管理", "集中参保办理")
    clerk.sees("参保完成")
    clerk.looks_at("4.8-tasks-completed")
    officer.opens("业务工作台", "保障信息查询")
    officer.page.get_by_label("保障年度").select_option(label="2024 年度")
    officer.presses("搜索")
    officer.sees("共 95 条")
    officer.looks_at("4.8-coverage-of-the-district")


def others_find_nothing_of_it(journey: Journey, visitors: Callable):
    """Every address with a key that the four asked for is not there for their equals elsewhere, to read and to write."""
    for visitor, equal in [(journey.clerk, "yangli"), (journey.reviewer, "shanqian"), (journey.officer, "xiling")]:
        account = next(account for account in journey.server.federation.accounts if account.name == equal)
        stranger = visitors(journey.server, scripts=visitor.scripts).is_let_in(account)
        token = stranger.page.locator("input[name=csrf]").first.get_attribute("value")
        asked = {(method, address.split("?")[0]) for method, address in visitor.asked}
        keyed = sorted((method, address) for method, address in asked if re.search(r"/\d+(/|$)", address))
        assert keyed, "the journey opened nothing with a key"
        for method, address in keyed:
            if method == "GET":
                answer = stranger.context.request.get(address, max_redirects=0)
            else:
                answer = stranger.context.request.post(
                    address, form={"csrf": token}, headers={"Origin": journey.server.url}, max_redirects=0
                )
            assert answer.status == 404, f"{equal} {method} {address}: {answer.status}"


def workbook(download: Download) -> openpyxl.Workbook:
    """The workbook that was downloaded; the browser keeps it under a name without an ending."""
    assert download.suggested_filename.endswith(".xlsx")
    return openpyxl.load_workbook(io.BytesIO(download.path().read_bytes()))


def text_of(download: Download) -> str:
    """The words of a PDF that was downloaded, without the spaces and line ends of its layout."""
    assert download.suggested_filename.endswith(".pdf")
    done = subprocess.run(["pdftotext", "-layout", str(download.path()), "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s", "", done.stdout)
