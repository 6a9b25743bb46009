"""The manuals' examples of money (domain, 5.3), as they stand on the screens and in the documents."""

import re
import shutil
import sqlite3
from types import SimpleNamespace

EXAMPLES = [
    ("shili", "95", ["26.00", "2,470.00", "1,235.00", "1,235.00", "0.00"]),
    ("xinshi", "1,064", ["60.00", "63,840.00", "21,280.00", "42,560.00", "0.00"]),
    ("fanben", "2,014", ["100.00", "201,400.00", "40,280.00", "120,840.00", "40,280.00"]),
]


def account(server, name: str):
    return next(account for account in server.federation.accounts if account.name == name)


def test_the_examples_of_the_manuals_come_out_exactly(start_server, visitors, rehearsed):
    server = start_server(business_date="2024-01-22", begins_with=rehearsed)
    for name, heads, amounts in EXAMPLES:
        clerk = visitors(server).is_let_in(account(server, name))
        clerk.opens("业务工作台", "参保信息管理", re.compile("^JB2024"))
        shown = clerk.page.locator("main").inner_text()
        assert f"{heads} 人" in shown
        assert [amount for amount in amounts if amount not in shown] == []
        clerk.looks_at(f"5.3-{name}")
        clerk.opens("业务工作台", "参保信息查询")
        clerk.sees(f"共 {heads} 条")
    officer = visitors(server).is_let_in(account(server, "bureau"))
    officer.opens("业务工作台", "参保批次管理", re.compile("^CB2023"))
    officer.sees("201,400.00", "40,280.00", "120,840.00", "161,120.00")
    officer.looks_at("5.3-batch-of-the-bureau")


def test_the_amounts_of_another_year_come_out_too(start_server, visitors, demonstration, tmp_path):
    """76 = 13 + 63 + 0, the example of the settings of 2023."""
    other = SimpleNamespace(data=tmp_path / "other", federation=demonstration.federation)
    shutil.copytree(demonstration.data, other.data)
    with sqlite3.connect(other.data / "gonghui.db") as database:
        database.execute(
            "UPDATE plan SET premium_fen = 7600, city_fen = 1300, default_district_fen = 6300 WHERE type = 'A+'"
        )
    database.close()
    server = start_server(begins_with=other)
    clerk = visitors(server).is_let_in(account(server, "fanben"))
    clerk.opens("业务工作台", "参保信息管理", "集中参保办理", "选择保障类型")
    clerk.sees(
        re.compile(r"76\.00 元/人 = 市总统一划拨 13\.00 \+ 区局/各级工会缴费 63\.00 \+ 基层单位缴费 0\.00。")
    )
