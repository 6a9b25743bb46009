"""People at their desks on the days of a season, in the browser, and what they do there again and again."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from harness.server import Server
from harness.visitor import Visitor


@dataclass
class Calendar:
    server: Server
    folder: Path
    visitors: Callable[..., Visitor]
    # What the notices' pictures lead to, by what they are of.
    proofs: dict[str, str]

    def turns_to(self, day: str) -> None:
        self.server.stop()
        self.server.business_date = day
        self.server.start()

    def comes(self, name: str) -> Visitor:
        """Somebody at his desk on the day, on 业务工作台."""
        account = next(account for account in self.server.federation.accounts if account.name == name)
        visitor = self.visitors(self.server).is_let_in(account)
        visitor.opens("业务工作台")
        return visitor

    def scans(self, notice: str) -> Page:
        """What somebody without an account finds under the picture of a notice."""
        visitor = self.visitors(self.server)
        visitor.page.goto(self.proofs[notice])
        expect(visitor.page.get_by_role("heading", name="告知书核验")).to_be_visible()
        return visitor.page


def opens_enrolment(calendar: Calendar, name: str) -> Visitor:
    clerk = calendar.comes(name)
    clerk.opens("参保信息管理", "集中参保办理")
    return clerk


def sees_state(clerk: Visitor, state: str) -> None:
    """The state of the unit's list, as 参保信息管理 shows it."""
    clerk.opens("参保信息管理")
    row = clerk.page.get_by_role("row").filter(has_text=re.compile("JB2024"))
    expect(row).to_contain_text(state)


def chooses_plan(clerk: Visitor) -> None:
    clerk.opens("选择保障类型")
    clerk.page.get_by_role("radio", name=re.compile("^A类")).check()
    clerk.presses("保存保障类型")


def hands_in(clerk: Visitor, heads: int, district: str) -> None:
    clerk.opens("核对并提交")
    clerk.page.get_by_label(re.compile("^我已核对名单")).check()
    clerk.clicks_twice(f"确认并提交 {heads} 人至区局")
    clerk.sees(f"已提交 {heads} 人至{district}")


def brings_statement(calendar: Calendar, name: str, lines: list[str], paid: str) -> None:
    """A bank statement; what is sure of it is booked, the rest stays open."""
    path = calendar.folder / f"{name}.csv"
    path.write_text("\n".join(["交易日期,收入金额,付款人,附言,流水号", *lines]) + "\n", encoding="utf-8")
    officer = calendar.comes(name)
    officer.opens("收款台账")
    officer.page.get_by_label("银行明细文件").set_input_files(path)
    officer.presses("上传并查看建议")
    officer.looks_at(f"calendar-01-10-statement-{name}")
    officer.clicks_twice(re.compile("^入账以上 1 行"))
    officer.sees(re.compile("已入账 1 行"))
    officer.opens("收款台账")
    officer.sees(paid)
