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


CROWD = 2_050
SECOND = member_lists.people(3, first=401, family="演示车间")


def two_lists(path: Path) -> Path:
    """A workshop on each sheet, under a title and the company's own words; the first is long, the third is no list."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, people in (("一车间", member_lists.crowd(700_000, CROWD)), ("二车间", SECOND)):
        sheet = book.create_sheet(title)
        for line in (["样例餐饮有限公司"], [title], ["班组", "联系方式", "员工姓名", "身份证"]):
            sheet.append(line)
        for person in people:
            sheet.append([f"{title}甲班", person.phone, person.name, person.number])
    book.create_sheet("说明").append(["内部资料"])
    book.save(path)
    return path


def test_the_sheet_is_chosen_and_the_columns_are_put_otherwise(start_server, visitors, tmp_path: Path):
    server = start_server()
    clerk = rolls.comes(visitors, server, "yangli")
    page = clerk.page
    uploads(clerk, two_lists(tmp_path / "两个车间.xlsx"))
    # Nothing is compared before she has said which list.
    clerk.sees("这次只比对工作表“一车间”", "只在那里的会员会列入“名册里没有”")
    clerk.looks_at("compare-own-4-sheets")
    page.goto("/members/comparisons")
    expect(rolls.row(clerk, "两个车间")).to_contain_text("待核对列")
    clerk.opens(re.compile("^核对列"))
    clerk.sees("核对文件中的列")

    # The long list is compared in the background; she may watch it or go.
    clerk.presses(re.compile("^比对$"))
    clerk.sees(re.compile("正在比对|名册共 2,050 行"))
    clerk.photographs("compare-own-5-progress")
    result = page.get_by_text("名册共 2,050 行 = 新增 2,050 + 信息变更 0 + 一致 0 + 错误 0")
    expect(result).to_be_visible(timeout=60_000)
    clerk.sees("没有用到的列：班组", "这次只比对工作表“一车间”")
    clerk.looks_at("compare-own-6-long")

    # She meant the other sheet, and the company's own column is the workplace.
    clerk.opens("换一张工作表")
    page.get_by_role("combobox", name="工作表", exact=True).select_option(label="二车间")
    clerk.presses("看这张工作表的列")
    clerk.sees("工作表“二车间”，第 3 行是表头")
    page.get_by_role("combobox", name=re.compile("^工作单位.服务平台")).select_option(value="0")
    clerk.looks_at("compare-own-7-columns")
    clerk.clicks_twice("重新比对")
    clerk.sees("名册共 3 行 = 新增 3 + 信息变更 0 + 一致 0 + 错误 0", "工作单位/服务平台取自“班组”")

    clerk.presses("全部：导入（3）")
    clerk.sees("已选定处理方式 3 人，还没有执行")
    clerk.opens("核对并执行")
    clerk.presses("执行 3 人的处理")
    clerk.sees("共 3 人：已处理 3 人")
    assert rolls.members_counted(clerk) == BEFORE + 3
    # What the columns are is settled now.
    page.goto("/members/comparisons")
    clerk.opens(re.compile("^查看处理详情"))
    clerk.sees("名册共 3 行")
    expect(page.get_by_role("link", name="核对或修改")).to_have_count(0)
    assert rolls.members_listed(clerk, 姓名或拼音=SECOND[0].name) == [SECOND[0].name]
    clerk.opens(f"查看{SECOND[0].name}")
    clerk.sees("二车间甲班")
    assert server.violations() == ""


def test_a_comparison_is_given_up_before_it_begins(start_server, visitors, tmp_path: Path):
    server = start_server()
    clerk = rolls.comes(visitors, server, "yangli")
    uploads(clerk, two_lists(tmp_path / "两个车间.xlsx"))
    clerk.sees("这次只比对工作表“一车间”")
    clerk.presses("放弃本次比对")
    clerk.sees("已放弃本次比对，会员名册没有改动。")
    clerk.page.goto("/members/comparisons")
    expect(rolls.row(clerk, "两个车间")).to_contain_text("已取消")
    assert rolls.members_counted(clerk) == BEFORE
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
