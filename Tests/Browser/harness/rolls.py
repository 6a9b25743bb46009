"""What tests of the members stand on: people who are members already, rolls as pages show them, downloaded workbooks."""

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Download

from harness import member_lists
from harness.member_lists import Person
from harness.server import Server
from harness.visitor import Visitor

TELEPHONE = (360, 740)


def comes(visitors, server: Server, account: str, **choices) -> Visitor:
    """The owner of a demonstration account in front of a browser."""
    return visitors(server, **choices).is_let_in(next(a for a in server.federation.accounts if a.name == account))


def join(server: Server, folder: Path, people: list[Person], union_code: str) -> None:
    """Makes people members of a union: of its only enterprise, or of the union itself where it has none."""
    union = server.federation.union(union_code)
    enterprise = union.enterprises[0] if union.enterprises else None
    path = member_lists.written_by_openpyxl(
        folder / f"{union_code}.xlsx",
        member_lists.rows(people, union.name, union.code, enterprise.name if enterprise else "演示单位"),
    )
    belonging = ["enterprise", "--enterprise", enterprise.code] if enterprise else ["outside-enterprise"]
    server.command("import", "members", str(path), "--union", union_code, "--category", *belonging)


def members_listed(visitor: Visitor, **conditions: str) -> list[str]:
    """The names on the list of members, all or those that the filter finds."""
    page = visitor.page
    page.goto("/members")
    for label, text in conditions.items():
        page.get_by_role("textbox", name=label, exact=True).fill(text)
    if conditions:
        visitor.presses("搜索")
        page.wait_for_url(re.compile(r"[?&]f="))
    return names(visitor, "会员列表")


def members_counted(visitor: Visitor) -> int:
    """How many members the list of the visitor's union counts."""
    visitor.page.goto("/members")
    caption = visitor.page.get_by_text(re.compile(r"^共 [\d,]+ 条")).first.inner_text()
    return int(re.sub(r"\D", "", caption.split("条")[0]))


def names(visitor: Visitor, table: str) -> list[str]:
    """The heads of a table's rows; what stands under a name in its cell is left out."""
    visitor.page.wait_for_load_state()
    heads = visitor.page.get_by_role("table", name=table).locator("tbody th").all()
    return [head.inner_text().split("\n")[0].strip() for head in heads]


def row(visitor: Visitor, name: str):
    """The row of somebody in the table on the page."""
    return visitor.page.locator("tbody tr").filter(has_text=name).first


def workbook_rows(download: Download, folder: Path) -> list[tuple]:
    """The rows of the first sheet of a downloaded workbook."""
    path = folder / download.suggested_filename
    download.save_as(path)
    return list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))


def every_sheet(path: Path) -> list[list[tuple]]:
    """The rows of every sheet of a workbook."""
    return [list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path).worksheets]
