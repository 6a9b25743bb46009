"""导入会员: what a spreadsheet has done to numbers is explained, mended only when the clerk says so, and undone again.

What nobody can know is typed anew, in its place, in the row's form or in the workbook of failing rows, which then goes in.
"""

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, expect

from harness import member_lists, rolls
from harness.server import Server
from harness.visitor import Visitor

UNION = "319901000107"
PEOPLE = [replace(person, expiry="2043-05-01") for person in member_lists.people(11, first=500)]
LETTERS, SPACED, OLD_NUMBER, SCIENTIFIC, CUT, FULL_WIDTH, MISTYPED, SAME_PHONE, WRONG_SEX, NAMELESS = PEOPLE[1:]
PROBLEM = "问题及办法"


def spoiled(server: Server) -> list[list]:
    """The list as programs and hurried people leave it: one row needs nobody's help; of two that share a telephone one is right."""
    union = server.federation.union(UNION)
    lines: list[list] = member_lists.rows(PEOPLE, union.name, union.code, union.enterprises[0].name)
    number, phone, sex = 2, 3, 4
    line = {person: lines[place] for place, person in enumerate(PEOPLE)}
    line[LETTERS][number] = LETTERS.number[:6] + LETTERS.number[6:].replace("0", "O")
    line[SPACED][number] = f"{SPACED.number[:6]} {SPACED.number[6:14]}-{SPACED.number[14:]}"
    line[OLD_NUMBER][number] = OLD_NUMBER.number[:6] + OLD_NUMBER.number[8:17]
    line[SCIENTIFIC][number] = "3.19901E+17"
    line[CUT][number] = int(CUT.number[:15] + "000")
    line[FULL_WIDTH][number] = "".join(chr(ord(c) + 0xFEE0) for c in FULL_WIDTH.number)
    line[MISTYPED][number] = mistyped(MISTYPED.number)
    line[SAME_PHONE][phone] = PEOPLE[0].phone
    line[WRONG_SEX][sex] = "女" if WRONG_SEX.sex == "男" else "男"
    line[NAMELESS][0] = ""
    return lines


def mistyped(number: str) -> str:
    """Two digits that stand beside each other are exchanged."""
    place = next(place for place in range(6, 16) if number[place] != number[place + 1])
    return number[:place] + number[place + 1] + number[place] + number[place + 2 :]


@pytest.fixture(
    params=[(True, (1366, 768)), (False, rolls.TELEPHONE)], ids=["desk", "telephone without JavaScript"]
)
def clerk(request, start_server, visitors) -> Visitor:
    scripts, viewport = request.param
    return rolls.comes(visitors, start_server(), "chuchuang", scripts=scripts, viewport=viewport)


def test_destroyed_numbers_are_explained_and_mended_with_consent(clerk: Visitor, tmp_path: Path):
    first = member_lists.written_by_openpyxl(tmp_path / "员工名册.xlsx", spoiled(clerk.server))
    uploads(clerk, first)
    everything_is_explained(clerk)
    letters_are_replaced_and_put_back(clerk)
    what_can_be_known_is_repaired(clerk)
    a_number_is_typed_in_its_place(clerk)
    a_row_is_corrected_left_out_and_taken_back(clerk)
    back = the_failing_rows_come_back(clerk, tmp_path)
    the_good_rows_go_in(clerk)
    the_mended_rows_go_in_and_again_change_nothing(clerk, back, first)
    assert sorted(rolls.members_listed(clerk)) == sorted(person.name for person in PEOPLE)
    assert clerk.server.violations() == ""


def uploads(clerk: Visitor, path: Path) -> None:
    clerk.page.goto("/members")
    clerk.opens("导入会员")
    clerk.page.get_by_label(re.compile("文件")).set_input_files(path)
    clerk.presses("上传并预览")


def group(clerk: Visitor, heading: str) -> Locator:
    """The rows under what mends them."""
    return clerk.page.locator("div.repair").filter(has=clerk.page.get_by_role("heading", name=heading, exact=True))


def act(clerk: Visitor, words: str) -> None:
    """What was done stands on the page, with the way back."""
    expect(clerk.page.locator("#act")).to_contain_text(words)


def cell(clerk: Visitor, person: member_lists.Person, column: str) -> Locator:
    row = PEOPLE.index(person) + 2
    return clerk.page.get_by_role("textbox", name=re.compile(f"^第 {row} 行 .*{column}$"))


def everything_is_explained(clerk: Visitor) -> None:
    """Each kind of damage in words and with what to do; nothing is repaired by itself, and lost digits are never guessed."""
    clerk.sees("文件共 11 行 = 新增 1 + 错误 10", "有 10 行需要修改")
    for heading, offer in {
        "证件号码中把数字写成了字母": "全部改成数字（1 行）",
        "证件号码中间有空格或横线": "全部去掉空格和横线（1 行）",
        "证件号码是 15 位的旧号码": "全部换算成 18 位（1 行）",
        "证件号码被表格软件改掉了位数": None,
        "证件号码不正确": None,
        "手机号重复": None,
        "性别不正确或与证件号码不符": "全部按证件号码改性别（1 行）",
        "必填内容没有填写": None,
    }.items():
        part = group(clerk, heading)
        expect(part).to_have_count(1)
        offers = part.get_by_role("button", name=re.compile("^全部(?!跳过)"))
        assert offers.all_inner_texts() == ([offer] if offer else []), heading
    lost = group(clerk, "证件号码被表格软件改掉了位数")
    expect(lost).to_contain_text("系统无法恢复，也不会猜测")
    expect(lost).to_contain_text("证件号码被表格软件改成了科学计数")
    expect(lost.locator("tbody tr")).to_have_count(2)
    clerk.sees("按规范写法登记")
    clerk.looks_at("import-mending-1-explained")


def letters_are_replaced_and_put_back(clerk: Visitor) -> None:
    clerk.presses("全部改成数字（1 行）")
    act(clerk, "已修复 1 行：证件号码中把数字写成了字母。")
    clerk.sees("文件共 11 行 = 新增 2 + 错误 9")
    clerk.looks_at("import-mending-2-repaired")
    clerk.presses(re.compile("^撤销：已修复 1 行"))
    clerk.sees("已撤销，1 行恢复为原来的内容。", "文件共 11 行 = 新增 1 + 错误 10")
    clerk.presses("全部改成数字（1 行）")
    act(clerk, "已修复 1 行：证件号码中把数字写成了字母。")


def what_can_be_known_is_repaired(clerk: Visitor) -> None:
    for offer, done in {
        "全部去掉空格和横线（1 行）": "已修复 1 行：证件号码中间有空格或横线。",
        "全部换算成 18 位（1 行）": "已修复 1 行：证件号码是 15 位的旧号码。",
        "全部按证件号码改性别（1 行）": "已修复 1 行：性别不正确或与证件号码不符。",
    }.items():
        clerk.presses(offer)
        act(clerk, done)
    clerk.sees("文件共 11 行 = 新增 5 + 错误 6")


def a_number_is_typed_in_its_place(clerk: Visitor) -> None:
    """What is still wrong keeps what was typed; what is right leaves the list."""
    cell(clerk, SCIENTIFIC, "证件号码").fill(SCIENTIFIC.number[:17])
    cell(clerk, MISTYPED, "证件号码").fill(MISTYPED.number)
    clerk.presses("保存本页修改")
    act(clerk, "已改好 1 行，还有 5 行要改。有 1 行还有错误，保留现在的内容，请继续修改。")
    expect(cell(clerk, SCIENTIFIC, "证件号码")).to_have_value(SCIENTIFIC.number[:17])
    expect(cell(clerk, MISTYPED, "证件号码")).to_have_count(0)
    clerk.looks_at("import-mending-3-typed")
    cell(clerk, SCIENTIFIC, "证件号码").fill(SCIENTIFIC.number)
    # Whoever confirms with something typed and not saved is shown first what becomes of it.
    clerk.presses(re.compile("^导入 6 行，跳过 5 行错误"))
    clerk.sees("刚才填写的内容已保存并重新检查，还没有导入。请核对后再确认。", "文件共 11 行 = 新增 7 + 错误 4")


def opens_row(clerk: Visitor, person: member_lists.Person) -> None:
    """The row's form: in the page, or as a page of its own."""
    row = PEOPLE.index(person) + 2
    control = clerk.page.get_by_label(re.compile(f"^修改.*：第 {row} 行$"))
    with clerk.sees_the_answer(control):
        control.click()
    expect(clerk.page.get_by_role("button", name=f"保存第 {row} 行")).to_be_visible()


def a_row_is_corrected_left_out_and_taken_back(clerk: Visitor) -> None:
    opens_row(clerk, NAMELESS)
    clerk.looks_at("import-mending-4-row")
    clerk.page.get_by_role("textbox", name="姓名", exact=True).fill(NAMELESS.name)
    clerk.presses(f"保存第 {PEOPLE.index(NAMELESS) + 2} 行")
    act(clerk, "已改好 1 行，还有 3 行要改。")
    clerk.sees("文件共 11 行 = 新增 8 + 错误 3")
    opens_row(clerk, SAME_PHONE)
    clerk.presses("跳过这一行，不导入")
    act(clerk, "已跳过 1 行，不导入。")
    # The one whose telephone it was is right now.
    clerk.sees("文件共 11 行 = 新增 9 + 跳过 1 + 错误 1")
    with clerk.sees_the_answer(shown := left_out(clerk)):
        shown.click()
    opens_row(clerk, SAME_PHONE)
    clerk.presses("恢复这一行")
    act(clerk, "已恢复 1 行。有 1 行还有错误")
    clerk.sees("文件共 11 行 = 新增 8 + 错误 3")


def left_out(clerk: Visitor) -> Locator:
    return clerk.page.get_by_text("看跳过的 1 行", exact=True)


def the_failing_rows_come_back(clerk: Visitor, folder: Path) -> Path:
    """The same workbook with what is wrong behind each row; what has been put right already is not in it."""
    control = clerk.page.get_by_role("link", name=re.compile("^下载有错误的 3 行"))
    download = clerk.downloads(control)
    assert download.suggested_filename == "员工名册-待修改.xlsx"
    path = folder / download.suggested_filename
    download.save_as(path)
    book = openpyxl.load_workbook(path)
    sheet = book["会员"]
    rows = [[value.value for value in row] for row in sheet.iter_rows()]
    assert rows[0] == [*member_lists.COLUMNS, PROBLEM]
    assert [row[0] for row in rows[1:]] == [PEOPLE[0].name, CUT.name, SAME_PHONE.name]
    assert all("问题：" in row[-1] and "办法：" in row[-1] for row in rows[1:])
    sheet["C3"], sheet["D4"] = CUT.number, SAME_PHONE.phone
    book.save(path)
    return path


def the_good_rows_go_in(clerk: Visitor) -> None:
    clerk.clicks_twice(re.compile("^导入 8 行，跳过 3 行错误"))
    clerk.sees("成功导入 8 行")
    clerk.looks_at("import-mending-5-result")


def the_mended_rows_go_in_and_again_change_nothing(clerk: Visitor, back: Path, first: Path) -> None:
    uploads(clerk, back)
    clerk.sees("文件共 3 行 = 新增 3")
    clerk.presses(re.compile("^导入 3 行"))
    clerk.sees("成功导入 3 行")
    for path, counts in ((back, "文件共 3 行 = 未变 3"), (first, re.compile("^文件共 11 行 = 未变 1 \\+ 错误 10"))):
        uploads(clerk, path)
        clerk.sees(counts, "没有需要写入的行")
        clerk.presses("放弃本次导入")
        clerk.sees("已放弃本次导入，会员名册没有改动。")
    clerk.page.goto("/members/imports")
    runs = clerk.page.get_by_role("table", name="导入结果").locator("tbody tr")
    expect(runs).to_have_count(4)
    expect(runs.filter(has_text="已取消")).to_have_count(2)
    clerk.looks_at("import-mending-6-runs")
