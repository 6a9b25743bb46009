"""Writes ten columns of text, a thousand different rows over and over: write.py PEER ROWS FILE."""

import sys

from measured import measured

peer, rows, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
header = [f"列{column}" for column in range(10)]
made = [
    (
        f"会员{number:04d}", "居民身份证", f"3199101980010100{number % 100:02d}", f"1990000{number:04d}", "male",
        "虚构1号公司工会委员会", "319901100001", "虚构1号公司", f"示例市东海区虚构路{number}号", "2038-07-01",
    )
    for number in range(1_000)
]


def with_openpyxl():
    import openpyxl

    def work():
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("会员信息")
        sheet.append(header)
        for row in range(rows):
            sheet.append(made[row % 1_000])
        book.save(path)

    return work


def with_xlsxwriter():
    import xlsxwriter

    def work():
        book = xlsxwriter.Workbook(path, {"constant_memory": True})
        sheet = book.add_worksheet("会员信息")
        text = book.add_format({"num_format": "@"})
        for column, title in enumerate(header):
            sheet.write_string(0, column, title)
        for row in range(rows):
            for column, value in enumerate(made[row % 1_000]):
                sheet.write_string(row + 1, column, value, text)
        book.close()

    return work


def with_pyexcelerate():
    import pyexcelerate

    def work():
        book = pyexcelerate.Workbook()
        book.new_sheet("会员信息", data=[header, *(made[row % 1_000] for row in range(rows))])
        book.save(path)

    return work


works = {"openpyxl": with_openpyxl, "xlsxwriter": with_xlsxwriter, "pyexcelerate": with_pyexcelerate}
measured("write", rows, works[peer]())
