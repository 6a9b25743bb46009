"""字典管理 and 灵活就业管理: the city keeps the words, clerks choose among them, and members keep those that are retired."""

import re

import pytest
from playwright.sync_api import expect

from harness import member_lists, rolls
from harness.visitor import Visitor

PERSON = member_lists.people(1, first=801, family="演示骑手")[0]
NEW_KIND, NEW_LABEL = "直播电商", "实习人员"


@pytest.mark.parametrize(
    ["scripts", "viewport"], [(True, rolls.TELEPHONE), (False, (1366, 768))],
    ids=["telephone", "desk without JavaScript"],
)
def test_the_city_keeps_words_that_clerks_use(start_server, visitors, scripts, viewport):
    server = start_server()
    centre = rolls.comes(visitors, server, "centre", scripts=scripts)
    clerk = rolls.comes(visitors, server, "chuchuang", scripts=scripts, viewport=viewport)
    a_kind_and_a_label_are_added(centre)
    a_member_of_the_kind_is_entered(clerk)
    words_are_renamed_moved_and_retired(centre)
    the_clerk_finds_them_so(clerk)
    assert server.violations() == ""


def opens_dictionary(centre: Visitor, dictionary: str) -> None:
    centre.opens("工会组织管理平台", "字典管理")
    centre.page.get_by_role("navigation", name="字典").get_by_role("link", name=dictionary, exact=True).click()
    expect(centre.page.get_by_role("table", name=dictionary)).to_be_visible()


def words(centre: Visitor, dictionary: str) -> list[str]:
    return rolls.names(centre, dictionary)


def adds(centre: Visitor, name: str) -> None:
    centre.page.locator("form", has=centre.page.get_by_role("button", name="新增", exact=True)).get_by_label("名称").fill(name)
    centre.clicks_twice(re.compile("^新增$"))


def a_kind_and_a_label_are_added(centre: Visitor) -> None:
    opens_dictionary(centre, "灵活就业类别")
    adds(centre, "快递物流")
    expect(centre.page).to_have_title(re.compile("^错误："))
    centre.looks_at("dictionaries-1-refused")
    adds(centre, NEW_KIND)
    centre.sees(f"灵活就业类别：已新增“{NEW_KIND}”。", f"新增“{NEW_KIND}”")
    assert words(centre, "灵活就业类别")[-1] == NEW_KIND
    opens_dictionary(centre, "会员标签")
    adds(centre, NEW_LABEL)
    centre.sees(f"会员标签：已新增“{NEW_LABEL}”。")
    centre.looks_at("dictionaries-2-labels")


def opens_kinds(clerk: Visitor) -> None:
    clerk.page.goto("/flexible")


def a_member_of_the_kind_is_entered(clerk: Visitor) -> None:
    """From the kind's row the class is chosen already; the kind then counts him."""
    page = clerk.page
    opens_kinds(clerk)
    clerk.looks_at("dictionaries-3-kinds")
    expect(rolls.row(clerk, NEW_KIND)).to_contain_text(re.compile(r"使用中\s*0"))
    clerk.opens(f"导入{NEW_KIND}会员")
    expect(page.get_by_role("combobox", name=re.compile("^灵活就业类别")).locator("option:checked")).to_have_text(NEW_KIND)
    opens_kinds(clerk)
    clerk.opens(f"新增{NEW_KIND}会员")
    expect(page.get_by_role("radio", name=re.compile("^灵活就业类"))).to_be_checked()
    expect(page.get_by_role("combobox", name=re.compile("^灵活就业类别")).locator("option:checked")).to_have_text(NEW_KIND)
    for label, text in {"姓名": PERSON.name, "证件号码": PERSON.number, "手机号码": PERSON.phone}.items():
        page.get_by_role("textbox", name=label).fill(text)
    page.get_by_role("radio", name=PERSON.sex, exact=True).check()
    page.get_by_role("combobox", name=re.compile("^会员标签")).select_option(label=NEW_LABEL)
    clerk.clicks_twice("新增会员")
    clerk.sees(f"已新增会员 {PERSON.name}。", f"灵活就业类：{NEW_KIND}", NEW_LABEL)
    opens_kinds(clerk)
    expect(rolls.row(clerk, NEW_KIND)).to_contain_text(re.compile(r"使用中\s*1"))
    clerk.opens(f"查看{NEW_KIND}会员")
    assert rolls.names(clerk, "会员列表") == [PERSON.name]
    clerk.looks_at("dictionaries-4-members-of-the-kind")


def words_are_renamed_moved_and_retired(centre: Visitor) -> None:
    page = centre.page
    opens_dictionary(centre, "会员标签")
    before = words(centre, "会员标签")
    centre.presses(f"上移{NEW_LABEL}")
    centre.sees(f"会员标签：已移动“{NEW_LABEL}”。")
    assert words(centre, "会员标签") == [*before[:-2], NEW_LABEL, before[-2]]
    page.get_by_label(f"改名{NEW_LABEL}", exact=True).click()
    form = rolls.row(centre, NEW_LABEL).locator("details")
    form.get_by_label("新的名称").fill("外包工")
    save = form.get_by_role("button", name="保存")
    with centre.sees_the_answer(save):
        save.click()
    expect(page).to_have_title(re.compile("^错误："))
    centre.looks_at("dictionaries-5-rename-refused")
    form.get_by_label("新的名称").fill("实习生")
    with centre.sees_the_answer(save):
        save.click()
    centre.sees("会员标签：已改名为“实习生”。", f"“{NEW_LABEL}”改名为“实习生”")
    centre.presses("停用实习生")
    centre.sees("会员标签：已停用“实习生”。")
    expect(rolls.row(centre, "实习生")).to_contain_text("停用")
    centre.looks_at("dictionaries-6-retired")
    opens_dictionary(centre, "灵活就业类别")
    centre.presses(f"停用{NEW_KIND}")
    centre.sees(f"灵活就业类别：已停用“{NEW_KIND}”。")


def the_clerk_finds_them_so(clerk: Visitor) -> None:
    """Who has the word keeps it under its new name; nobody can choose it any more."""
    page = clerk.page
    opens_kinds(clerk)
    expect(rolls.row(clerk, NEW_KIND)).to_contain_text(re.compile(r"停用\s*1"))
    expect(page.get_by_role("link", name=f"新增{NEW_KIND}会员")).to_have_count(0)
    clerk.opens(f"查看{NEW_KIND}会员", f"查看{PERSON.name}")
    clerk.sees("实习生", f"灵活就业类：{NEW_KIND}")
    clerk.opens("修改")
    label = page.get_by_role("combobox", name=re.compile("^会员标签"))
    expect(label.locator("option:checked")).to_have_text("实习生（已停用）")
    page.get_by_role("textbox", name=re.compile("^备注")).fill("周末")
    clerk.presses(f"保存 {PERSON.name} 的信息")
    clerk.sees(f"已保存 {PERSON.name} 的信息。", "实习生")
    page.goto("/members/new")
    assert "实习生" not in " ".join(label.locator("option").all_inner_texts())
    kinds = page.get_by_role("combobox", name=re.compile("^灵活就业类别"))
    assert NEW_KIND not in kinds.locator("option").all_inner_texts()
