"""Makes the lists of invented people beside this script, as clerks' programs and accidents leave them.

Needs openpyxl and XlsxWriter (PyPI) and LibreOffice Calc (`soffice`). The tests do not need any of them: the files
are committed. Everybody lives in the area 3199, which no place has, and answers a phone that begins with 199.
"""

import datetime
import subprocess
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter

HERE = Path(__file__).resolve().parent
FIXED = datetime.datetime(2023, 11, 20, 9, 30, 0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def number(serial: int) -> str:
    digits = f"31990019850601{serial:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights)) % 11]


def by_openpyxl():
    """A company's own list: a merged title, two header cells over merged columns, typed numbers and days, a formula
    without a result, a hidden sheet, coloured rows below."""
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = FIXED
    sheet = book.active
    sheet.title = "花名册"
    sheet["A1"] = "示例科技有限公司职工花名册"
    sheet.merge_cells("A1:G1")
    sheet["A2"] = "制表：人事"
    header = ["序号", "职工姓名", None, "身份证号", "手机", "证件有效期", "合计"]
    for column, text in enumerate(header, 1):
        sheet.cell(3, column, text)
    sheet.merge_cells("B3:C3")
    rows = [
        (1, "会员1", None, number(1), 19900000001, datetime.date(2035, 3, 20), "=1+1"),
        (2, "会员2", None, number(2), "19900000002", datetime.datetime(2035, 3, 20), None),
        (3, "会员3", None, int(number(3)[:17] + "0"), 19900000003, "2035.3.20", None),
    ]
    for line, row in enumerate(rows, 4):
        for column, value in enumerate(row, 1):
            sheet.cell(line, column, value)
    fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    for line in range(7, 300):
        sheet.cell(line, 1, line - 3)
        sheet.cell(line, 2).fill = fill
    old = book.create_sheet("去年")
    old.sheet_state = "hidden"
    old.append(["姓名", "证件号码", "手机号码"])
    old.append(["会员9", number(9), "19900000009"])
    book.save(HERE / "openpyxl.xlsx")


def by_xlsxwriter():
    """Days counted from 1904, formulas with their results, errors, truth values, shared and rich texts."""
    book = xlsxwriter.Workbook(HERE / "xlsxwriter-1904.xlsx", {"date_1904": True})
    book.set_properties({"created": FIXED})
    sheet = book.add_worksheet("名册")
    day = book.add_format({"num_format": "yyyy/m/d"})
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, ["姓名", "证件号码", "手机号码", "证件到期日"])
    sheet.write_formula(1, 0, '="会"&"员1"', None, "会员1")
    sheet.write_string(1, 1, number(1))
    sheet.write_number(1, 2, 19900000001)
    sheet.write_datetime(1, 3, datetime.datetime(2035, 3, 20), day)
    sheet.write_rich_string(2, 0, "会", bold, "员", "2")
    sheet.write_string(2, 1, number(2))
    sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
    sheet.write_boolean(2, 3, True)
    sheet.write_formula(3, 0, "=NA()", None, "#N/A")
    sheet.write_string(3, 1, number(3))
    sheet.write_string(3, 2, "19900000003")
    book.close()


def by_libreoffice():
    for target, source in [("libreoffice.xlsx", "openpyxl.xlsx"), ("old.xls", "openpyxl.xlsx")]:
        kind = target.split(".")[1]
        folder = Path(tempfile.mkdtemp())
        subprocess.run(
            ["soffice", "--headless", "--convert-to", kind, "--outdir", folder, HERE / source],
            check=True, capture_output=True)
        (folder / f"{source.split('.')[0]}.{kind}").replace(HERE / target)


def write(name: str, entries: dict[str, str | bytes]):
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for entry, content in entries.items():
            archive.writestr(zipfile.ZipInfo(entry, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)


def parts(sheet: str, *, shared: str | None = None) -> dict[str, str]:
    """The parts of the smallest workbook around the markup of a sheet."""
    made = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="S" sheetId="1" '
        'r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" '
        f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" '
        f'Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if shared is not None:
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    return made


def inline(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def damaged():
    header = "<row>" + "".join(inline(text) for text in ["姓名", "证件号码", "手机号码"]) + "</row>"
    person = "<row>" + "".join(inline(text) for text in ["会员1", number(1), "19900000001"]) + "</row>"

    def sheet(rows: str) -> str:
        return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'

    write("no-sheet.xlsx", {name: text for name, text in parts("").items() if "sheet1" not in name})
    write("no-workbook.xlsx", {name: text for name, text in parts("").items() if name != "xl/workbook.xml"})
    write("shared-string-out-of-range.xlsx", parts(
        sheet(header + '<row><c t="s"><v>7</v></c></row>'), shared="<si><t>会员1</t></si>"))
    write("no-shared-strings.xlsx", parts(sheet(header + '<row><c t="s"><v>0</v></c></row>')))
    write("cut-off.xlsx", parts(sheet(header + person)[:-40]))
    write("entities.xlsx", parts(
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sheet(header + person.replace("会员1", "&a;"))))
    write("bomb.xlsx", parts(sheet(header + " " * (24 << 20) + person)))
    # Beyond the limits of security.md, section 3, each by a little.
    write("many-entries.xlsx", parts(sheet(header + person)) | {f"other/{number}": "" for number in range(197)})
    write("wide.xlsx", parts(sheet(header + '<row r="2"><c r="HG2"><v>1</v></c></row>')))
    write("long-cell.xlsx", parts(sheet(header + "<row>" + inline("".join(map(str, range(10_000)))) + "</row>")))
    write("entities-of-strings.xlsx", parts(sheet(header + person), shared="") | {
        "xl/sharedStrings.xml": '<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        f'<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'})
    write("no-rows.xlsx", parts(sheet(header)))
    write("empty.xlsx", parts(sheet("")))
    write("macros.xlsx", {
        **parts(sheet(header + person)), "xl/vbaProject.bin": b"\0" * 64,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" '
        f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="m" '
        'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
        "</Relationships>"})
    # Cells that are not what they say, which nobody minds.
    write("wrong-types.xlsx", parts(sheet(
        header
        + f'<row><c t="n"><v>会员1</v></c><c t="str"><v>{number(1)}</v></c><c t="n"><v>1.9900000001E10</v></c></row>'
        + f'<row><c t="str"><f>A1</f><v>会员2</v></c><c><v>{number(3)}</v></c><c t="e"><v>#REF!</v></c></row>')))
    # A compound file that holds an encrypted package, as Excel and WPS save a workbook with a password.
    compound = bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) + b"\0" * 504
    (HERE / "encrypted.xlsx").write_bytes(compound + "EncryptedPackage".encode("utf-16-le") + b"\0" * 480)
    (HERE / "no-zip.xlsx").write_bytes(b"PK\3\4" + bytes(range(256)) * 2)
    (HERE / "picture.xlsx").write_bytes(bytes([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) + b"\0" * 64)
    (HERE / "page.xlsx").write_text("<html><body><table><tr><td>姓名</td></tr></table></body></html>")


if __name__ == "__main__":
    by_openpyxl()
    by_xlsxwriter()
    by_libreoffice()
    damaged()
