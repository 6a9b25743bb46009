"""Lists of invented people, written by the programs in which clerks write theirs.

Everybody lives in the area 319901, which no place has, and answers a phone that begins with 199.
"""

import csv
import subprocess
from dataclasses import dataclass
from pathlib import Path

import openpyxl

COLUMNS = [
    "姓名*",
    "证件类型*",
    "证件号码*",
    "手机号码*",
    "性别*",
    "所在工会*",
    "工会编号*",
    "工作单位/服务平台",
    "会员标签",
    "户籍类型",
    "工作单位详细地址",
    "证件到期日",
    "岗位类别",
]


@dataclass(frozen=True)
class Person:
    name: str
    number: str
    phone: str
    sex: str
    address: str = "演示市示例区样板路一百号"
    expiry: str = "长期"


def citizen_number(born: str, serial: int, area: str = "319901") -> str:
    """An identity number of GB 11643-1999; an odd serial is a man's."""
    digits = f"{area}{born}{serial:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights))
    return digits + "10X98765432"[total % 11]


def people(count: int, first: int = 1, family: str = "演示新员") -> list[Person]:
    """That many people, none of them equal to those of another `first` that lies at least `count` away."""
    numerals = "〇一二三四五六七八九"
    return [
        Person(
            name=family + "".join(numerals[int(digit)] for digit in str(serial)),
            number=citizen_number(f"19{80 + serial % 15}0{1 + serial % 9}1{serial % 10}", 100 + serial),
            phone=f"1990088{serial:04d}",
            sex="男" if serial % 2 == 1 else "女",
        )
        for serial in range(first, first + count)
    ]


def crowd(first: int, count: int) -> list[Person]:
    """Thousands of people whom no other list names, born on a day that no one of the demonstration is."""
    return [
        Person(
            name=f"演示新员{serial}",
            number=citizen_number("19880831", serial % 1_000, area=f"3199{10 + serial // 1_000 % 90}"),
            phone=f"1995{serial:07d}",
            sex="男" if serial % 2 == 1 else "女",
        )
        for serial in range(first, first + count)
    ]


def rows(members: list[Person], union_name: str, union_code: str, enterprise: str) -> list[list[str]]:
    return [
        [p.name, "身份证", p.number, p.phone, p.sex, union_name, union_code, enterprise, "", "", p.address, p.expiry, ""]
        for p in members
    ]


def written_by_openpyxl(path: Path, lines: list[list[str]], columns: list[str] = COLUMNS) -> Path:
    """A workbook as a script in a personnel department writes it: every value a text."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "会员"
    for line in [columns, *lines]:
        sheet.append(line)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.number_format = "@"
    book.save(path)
    return path


def written_by_libreoffice(path: Path, lines: list[list[str]], columns: list[str] = COLUMNS) -> Path:
    """A workbook as LibreOffice saves it, from a text table whose columns are all read as text."""
    table = path.with_suffix(".csv")
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *lines])
    # Comma, quote, UTF-8, from line 1; each column as text (format 2), so that no number is rounded.
    as_text = "/".join(f"{column}/2" for column in range(1, len(columns) + 1))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{path.parent}/libreoffice-profile",
            "--headless",
            f"--infilter=CSV:44,34,76,1,{as_text}",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(path.parent),
            str(table),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return path
