"""The bank: reads the file that a batch of cards was ordered with, and answers it."""

from io import BytesIO
from pathlib import Path

import openpyxl

ANSWER = ["批次号", "会员编号", "结果", "卡号", "原因"]


def card_number(serial: int) -> str:
    """A card of nobody's: 6231, eleven digits, the check digit of Luhn."""
    digits = f"6231{serial:011d}"
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def ordered(order: Path) -> list[tuple[str, str]]:
    """Batch and member of every row of an order, which has a title above its columns and a sum below them."""
    lines = list(openpyxl.load_workbook(order, read_only=True).active.iter_rows(values_only=True))
    head = next(index for index, line in enumerate(lines) if "会员编号" in line)
    batch, member = lines[head].index("批次号"), lines[head].index("会员编号")
    return [(str(line[batch]), str(line[member])) for line in lines[head + 1 :] if line[batch] != "合计"]


def answers(order: Path, path: Path, refused: dict[str, str] | None = None) -> Path:
    """The bank's workbook: a card for everybody but those whom it refuses, with the reason."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(ANSWER)
    for batch, member in ordered(order):
        reason = (refused or {}).get(member)
        card = "" if reason else card_number(int(member[-11:]))
        sheet.append([batch, member, "失败" if reason else "成功", card, reason or ""])
    book.save(path)
    return path


def made(batch: str, member: str) -> bytes:
    """The bank's workbook about a batch of one, who has got his card."""
    book = openpyxl.Workbook()
    book.active.append(ANSWER)
    book.active.append([batch, member, "成功", card_number(int(member[-11:])), ""])
    file = BytesIO()
    book.save(file)
    return file.getvalue()
