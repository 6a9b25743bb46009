"""Service cards (domain, section 4): from 待办会员列表 to a card, and what becomes of it and of a batch afterwards.

The bank is the simulated one of the command line. What the bank refuses, a card that is lost, and a batch that its unit
wants back are walked by the clerk, the superior and the centre, each in front of a browser of his own.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Download, expect

from harness.server import Server
from harness.visitor import Visitor

WITHOUT_CARD = 32
CHOSEN = 6


@dataclass
class Desk:
    """Who deals with the cards of one unit."""

    server: Server
    folder: Path
    clerk: Visitor
    reviewer: Visitor
    centre: Visitor


@pytest.fixture(params=["sqlite", "postgres"], ids=["SQLite", "PostgreSQL"])
def desk(request, start_server, visitors, tmp_path: Path) -> Desk:
    server = start_server(request.param)

    def comes(name: str) -> Visitor:
        return visitors(server).is_let_in(next(a for a in server.federation.accounts if a.name == name))

    return Desk(server, tmp_path, clerk=comes("shili"), reviewer=comes("binhai"), centre=comes("centre"))


def test_a_card_from_the_list_to_its_replacement(desk: Desk):
    expiry_days_are_corrected(desk)
    names = people_are_chosen(desk)
    batch = a_draft_is_submitted(desk, names)
    order = the_centre_hands_over(desk, batch, people=CHOSEN)
    failed = the_bank_answers_with_failures(desk, batch, order)
    the_failed_go_into_another_batch(desk, failed)
    holder = a_card_is_reported_lost(desk)
    wanted_back(desk, holder)
    the_card_is_replaced(desk, holder)
    assert desk.server.violations() == ""


# 待办会员列表, 修改证件到期日


def expiry_days_are_corrected(desk: Desk):
    """An expired document keeps somebody back; a sheet made with openpyxl mends it and tells what it does not take."""
    clerk, page = desk.clerk, desk.clerk.page
    clerk.opens("业务工作台", "卡片信息管理")
    clerk.sees("为什么与会员管理的人数不一致", "会员管理中的会员")
    clerk.looks_at("card-1-cards")
    clerk.opens("待办会员列表")
    assert clerk.equation() == {"待办": WITHOUT_CARD, "可以办卡": WITHOUT_CARD, "需先处理": 0, "已在办卡批次": 0}
    clerk.looks_at("card-2-candidates")
    clerk.sees(f"共 {WITHOUT_CARD} 条，第 1–20 条")
    clerk.opens("下一页")
    clerk.sees(f"共 {WITHOUT_CARD} 条，第 21–{WITHOUT_CARD} 条")
    clerk.opens("上一页")
    clerk.sees(f"共 {WITHOUT_CARD} 条，第 1–20 条")
    clerk.opens("批量修改证件到期日")
    before = template(desk)
    number, name, expiry = before[0]

    clerk.opens("返回待办会员列表", f"修改{name}的证件到期日")
    page.get_by_label("有到期日").check()
    page.get_by_label(re.compile("^到期日")).fill("2023-11-01")
    clerk.presses("保存证件到期日")
    clerk.sees("这个日期早于今天，证件已过期")
    clerk.looks_at("card-3-expiry-odd")
    page.get_by_label("已与会员的证件核对，填写无误").check()
    clerk.presses("保存证件到期日")
    clerk.sees(f"已保存 {name} 的证件到期日：2023-11-01")
    assert clerk.equation()["需先处理"] == 1
    clerk.opens_number("需先处理")
    clerk.sees(name, "请会员提供新证件，再点击「修改证件到期日」。")
    clerk.looks_at("card-3-expired")

    clerk.opens("批量修改证件到期日")
    # Up to the day that was there before; nobody has the first number, and the other day is none.
    sheet = workbook(
        desk.folder / "到期日.xlsx",
        [[number, name, expiry], ["999999999999", "无此人", "长期"], [before[1][0], before[1][1], "下个月"]])
    page.get_by_label(re.compile("名单文件")).set_input_files(sheet)
    clerk.presses("上传并预览")
    clerk.sees("本工会没有使用这个号码的会员，请核对号码。", "证件到期日无法识别", re.compile("将修改 1 人的证件到期日"))
    clerk.looks_at("card-4-sheet")
    clerk.clicks_twice("修改 1 人的证件到期日")
    clerk.sees("名单已处理；未采用的行保留 7 天，其余内容不再保留。", "下载未采用的行")
    clerk.opens("返回待办会员列表")
    assert clerk.equation()["可以办卡"] == WITHOUT_CARD


def template(desk: Desk) -> list[tuple[str, str, str]]:
    """Number, name and expiry of everybody in the template."""
    download = desk.clerk.downloads(desk.clerk.page.get_by_role("link", name="下载模板"))
    path = desk.folder / "template.xlsx"
    download.save_as(path)
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert rows[0] == ("会员编号", "姓名", "证件到期日")
    assert len(rows) == 1 + WITHOUT_CARD
    return rows[1:]


def workbook(path: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for row in [["会员编号", "姓名", "证件到期日"], *rows]:
        book.active.append(row)
    book.save(path)
    return path


# 办卡批次管理


def people_are_chosen(desk: Desk) -> list[str]:
    """The first of the list; without a choice no batch is made."""
    clerk = desk.clerk
    clerk.presses("将所选会员生成办卡批次")
    clerk.sees("请先勾选要办卡的会员。")
    boxes = clerk.page.locator("input[name=member]").all()[:CHOSEN]
    for box in boxes:
        box.check()
    return [box.get_attribute("aria-label").removeprefix("选择") for box in boxes]


def a_draft_is_submitted(desk: Desk, names: list[str]) -> str:
    clerk = desk.clerk
    clerk.clicks_twice("将所选会员生成办卡批次")
    clerk.sees("批次还没有提交", *names[:2])
    clerk.looks_at("card-5-draft")
    return submits(desk, len(names))


def submits(desk: Desk, people: int) -> str:
    clerk = desk.clerk
    clerk.opens(f"提交 {people} 人至职保中心")
    clerk.clicks_twice(f"确认提交 {people} 人至职保中心")
    clerk.sees("等待职保中心交银行制卡")
    return re.search(r"BK\d+", clerk.page.title()).group()


def the_centre_hands_over(desk: Desk, batch: str, people: int) -> Path:
    """The file has the columns of domain 4 as text and a total, and the page the hash of this very file."""
    centre = desk.centre
    centre.opens("业务工作台", "办卡批次管理", batch)
    download = hands_over(centre, people)
    order = desk.folder / f"制卡名单-{batch}.xlsx"
    assert download.suggested_filename == order.name
    download.save_as(order)
    rows = list(openpyxl.load_workbook(order).active.iter_rows(values_only=True))
    head = rows.index(("批次号", "会员编号", "姓名", "证件类型", "证件号码", "证件到期日", "手机号", "地址"))
    assert all(isinstance(value, str) for row in rows[head + 1 : -1] for value in row)
    assert [row[0] for row in rows[head + 1 : -1]] == [batch] * people
    assert rows[-1][:2] == ("合计", f"{people} 人")
    centre.opens("返回批次")
    return order


def hands_over(centre: Visitor, people: int) -> Download:
    centre.opens(f"将 {people} 人交银行制卡")
    centre.sees("不能再撤销")
    centre.proves_who_he_is()
    centre.looks_at("card-4-hand-over")
    centre.clicks_twice(f"将 {people} 人交银行制卡")
    centre.sees("每次下载都会记录下载人和时间")
    return centre.downloads(centre.page.get_by_role("button", name="下载制卡文件"))


def the_bank(desk: Desk, order: Path, *options: str) -> tuple[Path, dict]:
    told = json.loads(desk.server.command("bank-simulator", str(order), "--json", "--force", *options))[0]
    return Path(told["result"]), told


def the_bank_answers_with_failures(desk: Desk, batch: str, order: Path) -> int:
    """Refused as a whole with another batch's number or a wrong total; applied once; again it changes nothing."""
    centre = desk.centre
    for seed in range(1, 60):
        answer, told = the_bank(desk, order, "--failures", "40", "--seed", str(seed))
        if 0 < told["failed"] < CHOSEN - 1:
            break
    failed = told["failed"]
    another = changed(answer, desk.folder / "another.xlsx", lambda row: row.__setitem__(0, "BK199901010001"))
    brings(centre, another)
    centre.sees("文件中的批次号 BK199901010001 与本批次不符，请选择本批次的制卡结果文件。")
    cut = desk.folder / "cut.xlsx"
    book = openpyxl.load_workbook(answer)
    book.active.delete_rows(2)
    book.save(cut)
    brings(centre, cut)
    centre.sees(re.compile(f"合计行写明 {CHOSEN} 人，文件中有 {CHOSEN - 1} 人的结果"), re.compile("缺少 1 人的结果"))
    centre.looks_at("card-6-result-refused")

    odd = one_odd_number(answer, desk.folder / "odd.xlsx")
    brings(centre, odd)
    centre.sees(re.compile(f"成功 {CHOSEN - failed} 人，失败 {failed} 人。其中 1 个卡号的校验位不符"))
    centre.sees("校验位不符，请与银行核对", f"有 {failed} 人没有制成", "制卡名单 SHA-256", "制卡结果 SHA-256")
    centre.looks_at("card-7-result")
    expect(centre.page.get_by_label(re.compile("银行返回的文件"))).to_have_count(0)
    parts_of_the_batch(centre, failed)
    return failed


def parts_of_the_batch(centre: Visitor, failed: int):
    """Whom the bank should be asked about, and who got no card, are each looked at alone."""
    people = centre.page.get_by_role("table", name="批次人员").locator("tbody tr")
    centre.opens("查看这 1 人")
    expect(centre.page).to_have_url(re.compile("part=odd"))
    expect(people).to_have_count(1)
    centre.looks_at("card-7-odd")
    centre.opens(f"失败 {failed} 人")
    expect(centre.page).to_have_url(re.compile("part=failed"))
    expect(people).to_have_count(failed)
    centre.opens(f"全部 {CHOSEN} 人")
    expect(people).to_have_count(CHOSEN)


def brings(centre: Visitor, path: Path):
    centre.page.get_by_label(re.compile("银行返回的文件")).set_input_files(path)
    centre.presses(re.compile("的制卡结果$"))


def changed(answer: Path, path: Path, change) -> Path:
    """The answer with every row changed but the header and the total."""
    book = openpyxl.load_workbook(answer)
    for cells in list(book.active.iter_rows(min_row=2, max_row=book.active.max_row - 1)):
        values = [cell.value for cell in cells]
        change(values)
        for cell, value in zip(cells, values):
            cell.value = value
    book.save(path)
    return path


def one_odd_number(answer: Path, path: Path) -> Path:
    done = []

    def turn(row: list):
        if row[3] and not done:
            done.append(row[3])
            row[3] = row[3][:-1] + str((int(row[3][-1]) + 1) % 10)

    return changed(answer, path, turn)


def the_failed_go_into_another_batch(desk: Desk, failed: int):
    clerk = desk.clerk
    clerk.page.goto("/todos")
    clerk.sees(re.compile(f"中未制成的 {failed} 张卡"))
    clerk.opens("业务工作台", "办卡批次管理")
    clerk.sees("部分失败", "批次撤销情况")
    clerk.looks_at("card-8-batches")
    clerk.opens(re.compile("^BK"))
    clerk.sees(f"有 {failed} 人没有制成")
    clerk.clicks_twice(f"将未制成的 {failed} 人重新生成批次")
    batch = submits(desk, failed)
    order = the_centre_hands_over(desk, batch, people=failed)
    answer, _ = the_bank(desk, order)
    left_open = desk.centre.page.context.new_page()
    left_open.goto(desk.centre.page.url)
    brings(desk.centre, answer)
    desk.centre.sees("全部制卡完成")
    # Somebody else had the page open and brings the same answer: nothing happens twice.
    left_open.get_by_label(re.compile("银行返回的文件")).set_input_files(answer)
    left_open.get_by_role("button", name=re.compile("的制卡结果$")).click()
    expect(left_open.get_by_text("没有任何变化")).to_be_visible()
    left_open.close()
    clerk.page.goto("/todos")
    expect(clerk.page.get_by_text(re.compile("未制成"))).to_have_count(0)


# 挂失, 批次撤消申请, 补办


def a_card_is_reported_lost(desk: Desk) -> str:
    clerk, page = desk.clerk, desk.clerk.page
    clerk.opens("业务工作台", "卡片信息管理")
    clerk.opens_number("已办卡")
    link = page.get_by_role("link", name=re.compile("^查看.+的会员服务卡$")).first
    holder = re.search("^查看(.+)的会员服务卡$", link.get_attribute("aria-label")).group(1)
    link.click()
    clerk.presses("办理")
    expect(page).to_have_title(re.compile("^错误："))
    page.get_by_label(re.compile("^挂失")).check()
    page.get_by_label("原因", exact=True).select_option(label="丢失")
    page.get_by_label("已与会员本人核对").check()
    clerk.clicks_twice("办理")
    clerk.sees("已挂失")
    clerk.looks_at("card-9-lost")
    return holder


def wanted_back(desk: Desk, holder: str):
    """批次撤消申请: returned with a reason that the clerk is told, asked for again, granted."""
    clerk, reviewer = desk.clerk, desk.reviewer
    batch = orders_again(desk, holder)
    asks_back(clerk, "名单有误")
    clerk.sees("撤销待上级审核")
    decides(reviewer, batch, "退回所选申请")
    reviewer.presses("退回 1 个申请")
    reviewer.sees("请填写退回原因")
    reviewer.page.get_by_role("textbox", name=re.compile("^退回原因")).fill("名单无误，请照常办理")
    reviewer.looks_at("card-10-return")
    reviewer.presses("退回 1 个申请")
    reviewer.sees("退回批次撤消申请的结果")

    clerk.page.goto("/todos")
    clerk.sees(re.compile(f"办卡批次 {batch}（1 人）的撤消申请被上级退回。原因：名单无误，请照常办理"))
    clerk.looks_at("card-11-returned")
    clerk.opens(re.compile("^去查看"))
    clerk.sees("退回原因", "名单无误，请照常办理")
    clerk.page.goto("/todos")
    expect(clerk.page.get_by_text(re.compile("撤消申请被上级退回"))).to_have_count(0)

    clerk.opens("业务工作台", "办卡批次管理")
    clerk.sees("上级退回撤销申请")
    clerk.opens(batch)
    asks_back(clerk, "会员要求先换证件")
    desk.centre.opens("业务工作台", "办卡批次管理", batch)
    # The batch offers it to nobody now; whoever still has the page open is told why not.
    expect(desk.centre.page.get_by_role("link", name=re.compile("交银行制卡$"))).to_have_count(0)
    desk.centre.page.goto(f"{desk.centre.page.url}/order-file")
    desk.centre.proves_who_he_is()
    desk.centre.presses(re.compile("交银行制卡$"))
    desk.centre.sees("该批次的撤消申请正在由上级工会审核，请等待审核结果。")
    decides(reviewer, batch, "同意撤销所选批次")
    reviewer.looks_at("card-12-accept")
    reviewer.clicks_twice("同意撤销 1 个批次")
    reviewer.sees("同意批次撤消申请的结果")
    clerk.page.reload()
    clerk.sees("批次已撤销，会员已回到待办会员列表。")


def orders_again(desk: Desk, holder: str) -> str:
    clerk = desk.clerk
    clerk.opens("业务工作台", "待办会员列表", "每页 50 条")
    clerk.sees("补办（原卡已挂失）")
    clerk.page.get_by_label(f"选择{holder}", exact=True).check()
    clerk.presses("将所选会员生成办卡批次")
    return submits(desk, 1)


def asks_back(clerk: Visitor, reason: str):
    clerk.page.get_by_role("main").get_by_role("link", name="批次撤消申请", exact=True).click()
    clerk.page.get_by_label(re.compile("^申请原因")).fill(reason)
    clerk.clicks_twice(re.compile("^申请撤销 BK"))
    clerk.sees(re.compile("的撤消申请已提交"))


def decides(reviewer: Visitor, batch: str, decision: str):
    reviewer.opens("业务工作台", "办卡批次撤销审核")
    reviewer.page.get_by_label(f"选择{batch}", exact=True).check()
    reviewer.presses(decision)


def the_card_is_replaced(desk: Desk, holder: str):
    """The new card comes; the old one stays in the history."""
    clerk = desk.clerk
    batch = orders_again(desk, holder)
    order = the_centre_hands_over(desk, batch, people=1)
    brings(desk.centre, the_bank(desk, order)[0])
    desk.centre.sees("全部制卡完成")
    clerk.opens("业务工作台", "卡片信息管理")
    clerk.opens_number("已办卡")
    clerk.page.get_by_role("link", name=f"查看{holder}的会员服务卡").first.click()
    clerk.sees("使用中", "已换新卡")
    expect(clerk.page.get_by_role("table", name="会员服务卡").locator("tbody tr")).to_have_count(2)
    clerk.looks_at("card-13-replaced")
