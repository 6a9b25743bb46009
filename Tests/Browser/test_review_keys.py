"""集中参保审核 without a mouse: from list to list and through them, by the keys that the page names.

Without JavaScript the browser's own access keys stand on the same links and buttons.
"""

import re

from playwright.sync_api import Locator, Page, expect

from harness import rolls

KEYS = "快捷键：Ctrl+↑ 上一家，Ctrl+↓ 下一家，Ctrl+回车 通过并看下一家"


def test_a_reviewer_goes_through_the_lists_by_keyboard(start_server, visitors):
    officer = rolls.comes(visitors, start_server(), "donghai")
    page = officer.page
    first = opens_the_first(page)
    officer.sees(KEYS)
    officer.looks_at("review-keys-1-first")
    page.keyboard.press("Control+ArrowDown")
    stands_at(page, 2, of=2)
    second = heading(page)
    assert second != first
    page.keyboard.press("Control+ArrowUp")
    stands_at(page, 1, of=2)
    assert heading(page) == first
    a_key_in_a_field_is_the_fields(page)
    # Passed, and the next one is shown at once.
    page.keyboard.press("Control+Enter")
    stands_at(page, 1, of=1)
    assert heading(page) == second
    officer.looks_at("review-keys-2-second")
    # The last one has no next; its button is pressed by Enter as any other.
    by_keyboard(page.get_by_role("button", name=re.compile(r"^添加到待提交 [\d,]+ 人$")))
    expect(page.get_by_role("heading", level=1)).to_have_text("集中参保审核")
    for unit in (first, second):
        expect(page.get_by_role("row").filter(has_text=unit).first).to_be_visible()
    officer.sees(re.compile("没有待审批的名单"))


def test_without_a_script_the_browsers_access_keys_do_it(start_server, visitors):
    officer = rolls.comes(visitors, start_server(), "donghai", scripts=False)
    opens_the_first(officer.page)
    expect(officer.page.get_by_text(KEYS)).to_be_hidden()
    for role, name, key in (("link", "下一家", "n"), ("button", "通过并看下一家", "a")):
        expect(officer.page.get_by_role(role, name=name)).to_have_attribute("accesskey", key)


def opens_the_first(page: Page) -> str:
    """From the top of the desk: past the menu, to the first list, and into it."""
    page.goto("/review")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    link = page.get_by_role("table").locator("tbody").get_by_role("link", name=re.compile("公司$")).first
    unit = link.inner_text()
    by_keyboard(link)
    stands_at(page, 1, of=2)
    assert heading(page) == unit
    return unit


def by_keyboard(control: Locator) -> None:
    control.focus()
    control.press("Enter")


def stands_at(page: Page, position: int, of: int) -> None:
    expect(page.get_by_text(f"待审批第 {position} 家，共 {of} 家", exact=True)).to_be_visible()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text().strip()


def a_key_in_a_field_is_the_fields(page: Page) -> None:
    """Had it led to the last list, nothing could be passed there with a look at the next."""
    field = page.get_by_label("换到")
    field.press("Control+ArrowDown")
    field.blur()
    stands_at(page, 1, of=2)

