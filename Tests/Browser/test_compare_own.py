"""会员比对 with a company's own sheet, where the district has no 临时工会 and members change meanwhile."""

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from harness import member_lists, rolls
from harness.visitor import Visitor

UNION = "319902000101"
NEW = member_lists.people(3, first=301, family="演示自表")
BEFORE = 45


def own_sheet(path: Path) -> Path:
    """Titles over the header, words of its own, no column of sex or union, a sum below, a number cut by the program."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "花名册"
    sheet.append(["样例餐饮有限公司员工花名册"])
    sheet.append([])
    sheet.append(["部门", "联系方式", "员工姓名", "身份证"])
    for person in NEW[:2]:
        sheet.append(["后厨", int(person.phone), person.name, person.number])
    sheet.append(["前厅", NEW[2].phone, NEW[2].name, int(NEW[2].number[:17] + "0")])
    sheet.append(["合计 3 人"])
    book.create_sheet("说明").append(["内部资料"])
    book.save(path)
    return path


def test_a_companys_own_sheet_is_compared_while_members_change(start_server, visitors, tmp_path: Path):
    server = start_server()
    clerk = rolls.comes(visitors, server, "yangli")
    uploads(clerk, own_sheet(tmp_path / "员工花名册.xlsx"))
    clerk.sees("名册共 3 行 = 新增 2 + 信息变更 0 + 一致 0 + 错误 1")
    comparison = re.search(r"/members/comparisons/\d+", clerk.page.url).group()

    clerk.presses("全部：导入（2）")
    clerk.sees("已选定处理方式 2 人，还没有执行")
    clerk.page.goto(f"{comparison}?part=failed")
    expect(rolls.row(clerk, NEW[2].name)).to_contain_text("已经丢失")
    clerk.looks_at("compare-own-1-failed")

    clerk.page.goto(f"{comparison}?part=missing")
    expect(clerk.page.get_by_role("button", name=re.compile("转移到临时工会"))).to_have_count(0)
    gone, edited, deleted = rolls.names(clerk, "名册里没有")[:3]
    for name in (gone, edited, deleted):
        clerk.page.get_by_role("button", name=f"删除（退休）：{name}", exact=True).click()
        expect(rolls.row(clerk, name)).to_contain_text("待执行：删除（退休）")
    clerk.looks_at("compare-own-2-missing")
    members_change_meanwhile(clerk, edited, deleted)

    clerk.page.goto(f"{comparison}/execution")
    clerk.clicks_twice("执行 5 人的处理")
    clerk.sees("共 5 人：已处理 3 人，不需要处理 1 人，没有处理 1 人", "有 1 人没有处理，请看“下一步”")
    for name, result in {
        NEW[0].name: "已导入", NEW[1].name: "已导入", gone: "已删除", edited: "未处理，比对后资料有变动",
        deleted: "无需处理",
    }.items():
        expect(rolls.row(clerk, name)).to_contain_text(result)
    clerk.looks_at("compare-own-3-results")
    assert rolls.members_counted(clerk) == BEFORE + 2 - 2
    assert rolls.members_listed(clerk, 姓名或拼音=edited) == [edited]
    assert rolls.members_listed(clerk, 姓名或拼音=gone) == []
    assert server.violations() == ""


def uploads(clerk: Visitor, path: Path):
    clerk.page.goto("/members/comparisons/new")
    # The only enterprise and the whole union are chosen already.
    expect(clerk.page.get_by_role("radio", name=re.compile("^关联企业类"))).to_be_checked()
    expect(clerk.page.get_by_role("radio", name=re.compile("^本工会全部会员"))).to_be_checked()
    clerk.page.get_by_label(re.compile("现在的完整名册")).set_input_files(path)
    clerk.presses("上传并比对")


def members_change_meanwhile(clerk: Visitor, edited: str, deleted: str):
    """Somebody else mends one, and deletes another."""
    assert rolls.members_listed(clerk, 姓名或拼音=edited) == [edited]
    clerk.opens(f"查看{edited}", "修改")
    clerk.page.get_by_role("textbox", name=re.compile("^备注")).fill("返聘")
    clerk.presses(re.compile("^保存"))
    clerk.sees("返聘")
    rolls.members_listed(clerk, 姓名或拼音=deleted)
    clerk.opens(f"删除{deleted}")
    clerk.page.get_by_role("radio", name=re.compile("^退休")).check()
    clerk.presses(f"删除会员 {deleted}")
    clerk.sees("已删除 1 名会员（退休）。")
