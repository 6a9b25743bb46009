"""组织管理 as four offices use it: a clerk asks, level 2 and the district decide, the city tells, and a new unit comes in.

Clerk, level 2, district and city each sit in front of a browser of their own; what one does, another finds.
"""

import re
import struct
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness import rolls
from harness.server import Server
from harness.visitor import Visitor

UNION, LEVEL_2, DISTRICT = "示例科技有限公司工会委员会", "滨海街道总工会", "东海区总工会"
MOVED, BRANCH = "新试重工有限公司工会委员会", "新试重工一车间分工会"
FOUNDED = "演示新设服务有限公司工会委员会"
ENTERPRISE, CODE = "演示自荐咨询有限公司", "913100000000001745"
ANNOUNCED = "示例：请核对本单位地址"


def opens_union(visitor: Visitor, name: str) -> None:
    """Finds a union of her scope by a part of its name, or goes to her own."""
    page = visitor.page
    page.goto("/unions")
    if page.get_by_role("link", name=f"查看{name}", exact=True).count() == 0:
        page.get_by_label("工会组织名称", exact=True).fill(name[:6])
        visitor.presses("搜索")
    visitor.opens(f"查看{name}")
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def opens_waiting(visitor: Visitor, name: str) -> None:
    """What waits in 组织审核管理."""
    visitor.page.goto("/union-requests")
    rolls.row(visitor, name).get_by_role("link").first.click()


def counter(visitor: Visitor, words: str) -> int:
    """One of the seven counters of the page."""
    counters = visitor.page.locator("#counters").locator("xpath=ancestor-or-self::section[1]")
    text = counters.inner_text().replace(",", "")
    number = re.search(rf"(\d+)\s*{words}(?!\S)|{words}\s*(\d+)", text)
    assert number, text
    return int(number.group(1) or number.group(2))


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_a_clerk_changes_her_union_and_the_superior_approves(start_server, visitors, engine):
    server = start_server(engine)
    clerk = rolls.comes(visitors, server, "shili")
    superior = rolls.comes(visitors, server, "binhai")
    opens_union(clerk, UNION)
    clerk.opens("修改信息")
    page = clerk.page
    page.get_by_label(re.compile("^地址")).fill("示例市东海区虚构路 7 号")
    page.get_by_label(re.compile("^统一社会信用代码")).fill("813101060000002540")
    clerk.presses("提交给上级审核")
    expect(page).to_have_title(re.compile("^错误："))
    # What was typed is still there.
    expect(page.get_by_label(re.compile("^地址"))).to_have_value("示例市东海区虚构路 7 号")
    page.get_by_label(re.compile("^统一社会信用代码")).fill("")
    page.get_by_label(re.compile("^联系人")).fill("王示例")
    clerk.looks_at("unions-1-amendment")
    clerk.clicks_twice("提交给上级审核")
    clerk.sees(f"申请已提交，由{LEVEL_2}审核。")
    opens_union(clerk, UNION)
    clerk.sees("有一件变更申请正在审核")

    superior.page.goto("/todos")
    superior.sees(re.compile(UNION))
    opens_waiting(superior, UNION)
    superior.sees("示例市东海区虚构路 7 号", "王示例")
    superior.looks_at("unions-2-difference")
    superior.clicks_twice("同意修改信息")
    opens_union(clerk, UNION)
    clerk.sees("示例市东海区虚构路 7 号", "变更记录")
    clerk.looks_at("unions-3-history")
    assert server.violations() == ""


def test_level_2_founds_a_base_union_and_the_district_approves(start_server, visitors):
    server = start_server()
    superior = rolls.comes(visitors, server, "binhai", scripts=False)
    district = rolls.comes(visitors, server, "donghai")
    opens_union(superior, LEVEL_2)
    before = counter(superior, "单独基层工会组织数")
    superior.opens("新建组织")
    page = superior.page
    superior.presses("提交给上级审核")
    superior.sees("请选择组织类型")
    page.locator("input[name=kind][value=union-committee]").check()
    page.get_by_label(re.compile("^组织名称")).fill(FOUNDED)
    superior.looks_at("unions-4-founding")
    superior.clicks_twice("提交给上级审核")
    superior.sees(re.compile("^申请已提交"))
    opens_waiting(district, FOUNDED)
    district.clicks_twice("同意新建组织")
    opens_union(superior, LEVEL_2)
    assert counter(superior, "单独基层工会组织数") == before + 1
    opens_union(superior, FOUNDED)
    assert server.violations() == ""


def test_the_district_moves_a_union_with_what_is_under_it_and_sees_what_keeps_it(start_server, visitors):
    server = start_server()
    district = rolls.comes(visitors, server, "donghai")
    city = rolls.comes(visitors, server, "centre")
    opens_union(district, MOVED)
    district.opens("删除组织")
    # What is in the way is listed; nothing can be sent.
    district.sees("现在不能删除")
    expect(district.page.get_by_role("button", name="提交删除申请")).to_have_count(0)
    district.looks_at("unions-5-obstacles")
    opens_union(district, MOVED)
    district.opens("转移组织")
    page = district.page
    page.get_by_label(re.compile("^上级组织名称")).fill("滨海")
    district.presses("查找组织")
    page.get_by_role("radio", name=re.compile(f"^{LEVEL_2}")).check()
    page.get_by_role("textbox", name=re.compile("^转移原因")).fill("企业搬到滨海街道")
    district.looks_at("unions-6-transfer")
    district.clicks_twice("提交转移申请")
    district.sees(re.compile("^申请已提交"))
    # Nobody decides what he has asked for himself.
    expect(page.get_by_role("button", name="同意转移组织")).to_have_count(0)
    opens_waiting(city, MOVED)
    city.sees(LEVEL_2, "企业搬到滨海街道")
    city.clicks_twice("同意转移组织")
    superior = rolls.comes(visitors, server, "binhai")
    opens_union(superior, MOVED)
    opens_union(superior, BRANCH)
    assert server.violations() == ""


def test_the_city_reads_its_counters_and_a_clerk_confirms_an_announcement(start_server, visitors):
    server = start_server()
    city = rolls.comes(visitors, server, "centre")
    clerk = rolls.comes(visitors, server, "yanshi", viewport=rolls.TELEPHONE)
    city.page.goto("/unions")
    base = counter(city, "基层工会组织数")
    assert base == counter(city, "单独基层工会组织数") + counter(city, "联合工会组织数")
    assert counter(city, "覆盖企业数") > 0
    city.looks_at("unions-7-city")

    page = city.page
    page.goto("/announcements/new")
    city.presses("发布公告")
    expect(page).to_have_title(re.compile("^错误："))
    page.get_by_role("textbox", name=re.compile("^标题")).fill(ANNOUNCED)
    page.get_by_role("textbox", name=re.compile("^正文")).fill("地址有变动的，请在组织查询管理中申请修改。")
    page.locator("input[name=audience][value=accounts]").check()
    page.locator("input[name=reading][value=to-be-confirmed]").check()
    page.locator("input[name=place][value=usual]").check()
    page.get_by_label(re.compile("^开始日期")).fill("2023-11-20")
    city.looks_at("unions-8-announcement")
    city.clicks_twice("发布公告")
    city.sees(ANNOUNCED)

    clerk.page.goto("/announcements")
    clerk.opens(ANNOUNCED)
    clerk.looks_at("unions-9-to-confirm")
    clerk.clicks_twice("我已阅读并确认")
    clerk.page.goto("/announcements")
    clerk.opens(ANNOUNCED)
    clerk.sees("您已确认阅读这条公告。")
    page.goto("/announcements/desk")
    expect(rolls.row(city, ANNOUNCED)).to_contain_text("已确认 1")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_enterprise_registers_with_its_licence_and_its_clerk_logs_in(
    start_server, visitors, tmp_path: Path, scripts
):
    server = start_server()
    licence = tmp_path / "执照.png"
    licence.write_bytes(picture())
    applicant = visitors(server, scripts=scripts, viewport=rolls.TELEPHONE)
    registers(applicant, licence, tmp_path)
    account = is_accepted(rolls.comes(visitors, server, "donghai"))
    code = gets_a_code(rolls.comes(visitors, server, "xitong"), account)
    comes_in(applicant, account, code)
    assert server.violations() == ""


def registers(applicant: Visitor, licence: Path, folder: Path) -> None:
    page = applicant.page
    page.goto("/login")
    applicant.opens("企业注册")
    page.get_by_label("单位所在的区或产业局").select_option(label=DISTRICT)
    page.get_by_label("企业名称").fill(ENTERPRISE)
    page.get_by_label("统一社会信用代码").fill(CODE)
    page.get_by_label("单位地址").fill("示例市东海区虚构路 9 号")
    page.get_by_role("textbox", name="联系人").fill("钱自荐")
    page.get_by_label("联系电话").fill("19900000077")
    spoiled = folder / "执照.pdf"
    spoiled.write_bytes(b"MZ this is a program")
    page.get_by_label("营业执照").set_input_files(spoiled)
    page.get_by_label(re.compile("我已阅读")).check()
    applicant.presses("提交注册申请")
    expect(page).to_have_title(re.compile("^错误："))
    applicant.sees("只接受 jpg、png、pdf 文件，请重新选择。")
    # What was typed is still there.
    expect(page.get_by_label("企业名称")).to_have_value(ENTERPRISE)
    expect(page.get_by_label("联系电话")).to_have_value("19900000077")
    applicant.looks_at("registration-1-form")
    page.get_by_label("营业执照").set_input_files(licence)
    page.get_by_label(re.compile("我已阅读")).check()
    applicant.clicks_twice("提交注册申请")
    expect(page.get_by_role("heading", level=1, name="注册申请已提交")).to_be_visible()


def is_accepted(district: Visitor) -> str:
    """The district looks at the licence, founds the union, and opens an account."""
    page = district.page
    page.goto("/registrations")
    district.opens(ENTERPRISE)
    shown = page.get_by_role("img", name=re.compile("^营业执照"))
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.complete && image.naturalWidth") > 0
    district.looks_at("registration-2-review")
    page.get_by_label("上级组织").select_option(label=LEVEL_2)
    page.get_by_label("经办人账号").fill("zijian")
    district.clicks_twice("同意注册并开通账号")
    district.sees("已成立工会并开通账号 zijian")
    return "zijian"


def gets_a_code(administrator: Visitor, account: str) -> str:
    """The administrator gives the one-time code to the person by telephone."""
    page = administrator.page
    page.goto(f"/accounts?account={account}")
    rolls.row(administrator, account).get_by_role("link").first.click()
    administrator.sees("本人忘记密码、更换手机或第一次登录时")
    administrator.proves_who_he_is()
    administrator.presses("生成一次性代码")
    administrator.sees("一次性代码已生成，只显示这一次")
    return page.locator(".secret").first.inner_text().strip()


def comes_in(clerk: Visitor, account: str, code: str) -> None:
    page = clerk.page
    page.goto("/login")
    clerk.opens(re.compile("已有一次性代码"))
    page.get_by_label("账号").fill(account)
    page.get_by_label("一次性代码").fill(code)
    for field in page.locator("input[type=password]").all():
        field.fill("Qingfeng-Mingyue-7")
    clerk.presses("保存新密码")
    page.wait_for_url("**/login?*")
    clerk.fills_login(account, "Qingfeng-Mingyue-7")
    expect(page.get_by_text("欢迎您，钱自荐").first).to_be_attached()
    opens_union(clerk, f"{ENTERPRISE}工会委员会")
    clerk.sees(ENTERPRISE, CODE)


def picture(width: int = 320, height: int = 200) -> bytes:
    """A PNG file without anything in it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = b"".join(b"\x00" + b"\xc8\xd8\xe8" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
