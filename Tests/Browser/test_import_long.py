"""导入会员 with a list of tens of thousands: who closes the browser finds it again, and what is stopped has changed nothing."""

import csv
import re
from pathlib import Path

from playwright.sync_api import expect

from harness import member_lists, rolls
from harness.server import Server
from harness.visitor import Visitor

UNION = "319901000107"
ROWS, FAULTY = 60_000, 60
WAIT = 120_000


def written_as_text(server: Server, path: Path) -> Path:
    """A list as the personnel system of a large company gives it out; every thousandth number is a digit short."""
    union = server.federation.union(UNION)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(member_lists.COLUMNS)
        for serial in range(ROWS):
            number = member_lists.citizen_number("19880831", serial % 1_000, area=f"3199{10 + serial // 1_000}")
            if serial % (ROWS // FAULTY) == 0:
                number = number[:-1]
            sex = "男" if serial % 2 == 1 else "女"
            writer.writerow([
                f"演示{serial}", "身份证", number, f"1993{serial:07d}", sex, union.name, union.code,
                union.enterprises[0].name, "", "", "", "", "",
            ])  # fmt: skip
    return path


def test_a_long_list_is_left_found_again_stopped_and_written(start_server, visitors, tmp_path: Path):
    server = start_server()
    path = written_as_text(server, tmp_path / "集团员工.csv")
    it_is_read_while_the_clerk_is_away(server, visitors, path)
    clerk = rolls.comes(visitors, server, "chuchuang")
    it_is_found_again(clerk)
    its_writing_is_stopped(clerk)
    it_is_written_while_the_clerk_is_away(server, visitors, clerk)
    all_are_members(clerk)
    another_is_given_up_while_it_is_read(clerk, path)
    assert server.violations() == ""


def uploads(clerk: Visitor, path: Path) -> None:
    clerk.page.goto("/members/import")
    clerk.page.get_by_label(re.compile("文件")).set_input_files(path)
    clerk.presses("上传并预览")


def it_is_read_while_the_clerk_is_away(server: Server, visitors, path: Path) -> None:
    clerk = rolls.comes(visitors, server, "chuchuang", viewport=rolls.TELEPHONE)
    uploads(clerk, path)
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text("正在读取文件")
    clerk.sees(re.compile("可以离开此页或关闭浏览器，处理会继续"))
    clerk.looks_at("import-long-1-reading")
    clerk.page.close()


def it_is_found_again(clerk: Visitor) -> None:
    clerk.page.goto("/members/imports")
    clerk.opens("集团员工.csv")
    # The page asks by itself how far it is, until it is the preview.
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text("核对导入预览", timeout=WAIT)
    clerk.sees("文件共 60,000 行 = 新增 59,940 + 错误 60", "有 60 行需要修改")
    clerk.looks_at("import-long-2-preview")


def its_writing_is_stopped(clerk: Visitor) -> None:
    clerk.presses(re.compile("^导入 59,940 行"))
    clerk.presses("停止写入，退回预览")
    clerk.sees("已停止写入，名册没有改动。", "文件共 60,000 行 = 新增 59,940 + 错误 60")
    page = clerk.page.url
    assert rolls.members_counted(clerk) == 0
    clerk.page.goto(page)


def it_is_written_while_the_clerk_is_away(server: Server, visitors, clerk: Visitor) -> None:
    """She presses the button, leaves, and looks from another machine what has become of it."""
    other = rolls.comes(visitors, server, "chuchuang", scripts=False)
    clerk.presses(re.compile("^导入 59,940 行"))
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text("正在写入名册")
    clerk.looks_at("import-long-3-writing")
    address = clerk.page.url
    clerk.page.goto("about:blank")
    other.page.goto("/members/imports")
    expect(rolls.row(other, "集团员工.csv")).to_contain_text(re.compile("正在导入|已完成"))
    clerk.page.goto(address)
    expect(clerk.page.get_by_text("成功导入 59,940 行").first).to_be_visible(timeout=WAIT)
    clerk.looks_at("import-long-4-result")


def all_are_members(clerk: Visitor) -> None:
    clerk.page.goto("/")
    expect(clerk.page.get_by_role("main")).to_contain_text(re.compile(f"会员数\\s*{ROWS - FAULTY:,}"))


def another_is_given_up_while_it_is_read(clerk: Visitor, path: Path) -> None:
    uploads(clerk, path)
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text("正在读取文件")
    clerk.presses("放弃本次导入")
    clerk.sees("已放弃本次导入，会员名册没有改动。")
    clerk.page.goto("/members/imports")
    expect(clerk.page.get_by_role("table", name="导入结果").locator("tbody tr").first).to_contain_text("已取消")
    all_are_members(clerk)
