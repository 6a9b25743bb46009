"""Reads every cell of the first sheet: read.py PEER ROWS FILE."""

import sys

from measured import measured

peer, rows, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
cells = 0


def count(values):
    global cells
    cells += sum(1 for value in values if value not in (None, ""))


def with_openpyxl():
    import openpyxl

    def work():
        book = openpyxl.load_workbook(path, read_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            count(row)

    return work


def with_calamine():
    import python_calamine

    def work():
        book = python_calamine.CalamineWorkbook.from_path(path)
        for row in book.get_sheet_by_index(0).iter_rows():
            count(row)

    return work


def with_fastexcel():
    import fastexcel
    import polars  # noqa: F401  to_polars() would load it within the measured time

    def work():
        global cells
        frame = fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_polars()
        cells = frame.height * frame.width - sum(frame.null_count().row(0))

    return work


works = {"openpyxl": with_openpyxl, "python-calamine": with_calamine, "fastexcel-polars": with_fastexcel}
measured("read", rows, works[peer]())
assert cells >= rows * 10, cells
