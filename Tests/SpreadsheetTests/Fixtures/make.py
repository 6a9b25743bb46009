"""Makes the fixture files beside this script.

Needs openpyxl and XlsxWriter (PyPI) and LibreOffice Calc (`soffice`). The tests do not need any of them: the files
are committed. All people and numbers are invented.
"""

import datetime
import os
import struct
import subprocess
import zipfile

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import PatternFill

HERE = os.path.dirname(os.path.abspath(__file__))
FIXED = datetime.datetime(2023, 11, 20, 9, 30, 0)


def path(name):
    return os.path.join(HERE, name)


def openpyxl_people():
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = FIXED
    sheet = book.active
    sheet.title = "会员"
    sheet.append(["姓名", "证件号码", "手机", "入会日期", "缴费", "在职", "备注"])
    sheet.append(["会员甲", "319901199001010017", 19900000001, datetime.date(2023, 11, 20), 2470.1, True, None])
    sheet.append(["会员乙", 3.10101e17, "19900000002", datetime.datetime(2023, 12, 25, 9, 30, 15), -12.5, False, "=1+1"])
    sheet["B2"].number_format = "@"
    sheet["D2"].number_format = 'yyyy"年"m"月"d"日";@'
    sheet["D3"].number_format = "yyyy-mm-dd hh:mm:ss"
    bold = InlineFont(b=True)
    sheet["G2"] = CellRichText("前", TextBlock(bold, "粗"), " 后 ")
    # A blank tail: rows that were only coloured.
    fill = PatternFill("solid", fgColor="FFFF00")
    for row in range(4, 400):
        for column in range(1, 8):
            sheet.cell(row, column).fill = fill
    hidden = book.create_sheet("字典")
    hidden.sheet_state = "hidden"
    hidden["C5"] = "隐藏"
    very = book.create_sheet("深藏")
    very.sheet_state = "veryHidden"
    very["A1"] = "更深"
    book.create_sheet("空")
    book.save(path("openpyxl.xlsx"))


def xlsxwriter_book(name, options):
    book = xlsxwriter.Workbook(path(name), options)
    book.set_properties({"created": FIXED})
    sheet = book.add_worksheet("Sheet1")
    date = book.add_format({"num_format": "yyyy/m/d"})
    time = book.add_format({"num_format": "h:mm"})
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, ["a", " b ", "line\nbreak", "tab\tbell\x07", "<&>\"'", "_x000D_"])
    sheet.write_datetime(1, 0, datetime.datetime(2024, 2, 29), date)
    sheet.write_number(1, 1, 0.5, time)
    sheet.write_formula(1, 2, '="x"&"y"', None, "xy")
    sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 4, "=1+1", None, 2)
    sheet.write_boolean(1, 5, True)
    sheet.write_string(3, 2, "after a gap")
    if not options.get("constant_memory"):
        sheet.write_rich_string(3, 3, "plain ", bold, "bold", " plain")
    book.close()


def libreoffice():
    for target, source in [("libreoffice.xlsx", "openpyxl.xlsx"), ("old.xls", "xlsxwriter.xlsx"),
                           ("open-document.ods", "xlsxwriter.xlsx")]:
        folder = os.path.join("/tmp", "fixtures-made-by-libreoffice")
        extension = target.split(".")[1]
        subprocess.run(["soffice", "--headless", "--convert-to", extension, "--outdir", folder, path(source)],
                       check=True, capture_output=True)
        made = os.path.join(folder, source.split(".")[0] + "." + extension)
        os.replace(made, path(target))


def parts(sheet):
    """The parts of the smallest workbook around the markup of a sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return [
        ("_rels/.rels", f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{relations}/officeDocument" '
                        'Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="S" sheetId="1" '
                            'r:id="a"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}"><Relationship Id="a" '
                                       f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", sheet),
    ]


def write(name, entries):
    with zipfile.ZipFile(path(name), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for entry, text in entries:
            archive.writestr(zipfile.ZipInfo(entry, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED, 9)


def bombs():
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    blank = f'<worksheet xmlns="{main}"><sheetData>' + " " * (24 << 20) + "</sheetData></worksheet>"
    write("bomb.xlsx", parts(blank))
    # The same, but the archive says of the sheet that it is small: nothing it says is to be believed.
    with open(path("bomb.xlsx"), "rb") as file:
        lying = file.read()
    size = struct.pack("<I", len(blank.encode()))
    assert lying.count(size) == 2
    with open(path("lying-bomb.xlsx"), "wb") as file:
        file.write(lying.replace(size, struct.pack("<I", 1000)))


if __name__ == "__main__":
    openpyxl_people()
    xlsxwriter_book("xlsxwriter.xlsx", {})
    xlsxwriter_book("xlsxwriter-inline.xlsx", {"constant_memory": True})
    xlsxwriter_book("xlsxwriter-1904.xlsx", {"date_1904": True})
    libreoffice()
    bombs()
