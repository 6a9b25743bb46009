"""What the model says of money: credits, vouchers, and what becomes of those who are late (domain, 5.6)."""

from harness.model import DONE, OPEN, REFUSED, VOUCHER_DAYS, Model, later
from harness.years import last_day


def credit(model: Model, district: str, year: int, amount: int) -> str:
    model.credits.setdefault(district, []).append([year, amount, amount])
    return DONE


def cancel_credit(model: Model, district: str, place: int) -> str:
    credits = model.credits.get(district, [])
    if not credits:
        return REFUSED
    credit = credits[place % len(credits)]
    if credit[1] != credit[2] or not credit[2] or (district, place % len(credits)) in model.refunds:
        return REFUSED
    credit[1] = credit[2] = 0
    return DONE


def voucher(model: Model, district: str) -> str:
    batch = model.latest(district)
    if not batch or batch.status not in {"awaiting-voucher", "more-material", "voucher-rejected"}:
        return REFUSED
    if model.day > batch.due_on:
        return REFUSED
    batch.status = "voucher-under-review"
    return DONE


def decide(model: Model, district: str, verdict: str) -> str:
    batch = model.latest(district)
    if not batch or batch.status != "voucher-under-review":
        return REFUSED
    if verdict == "accept":
        batch.status = "completed"
        for sheet in batch.sheets:
            sheet.status = "in-force"
    else:
        batch.status = {"reject": "voucher-rejected", "ask-for-more": "more-material"}[verdict]
        batch.due_on = max(batch.due_on, later(model.day, VOUCHER_DAYS))
        if batch.kind == "centralised":
            batch.due_on = max(batch.due_on, model.last("voucher", district, batch.year))
    return DONE


def deadlines(model: Model) -> str:
    for unit in model.units.values():
        for sheet in unit.sheets:
            if model.day <= model.last("district-submission", year=sheet.year):
                continue
            last = model.last("district-submission", unit.name, sheet.year)
            over = model.day > (last_day(sheet.year) if sheet.ordinal else last)
            # A unit that never began one is told as long as the season goes on, if it has people who came in time.
            there = unit.has_others or any(member.joined <= last for member in unit.members)
            told = there and model.day <= model.last("voucher", unit.name, sheet.year)
            if over and sheet.status in OPEN and (sheet.ordinal or sheet.status != "not-started" or told):
                sheet.status = "left-out"
    for batch in model.batches:
        waits = batch.status in {"awaiting-voucher", "more-material", "voucher-rejected"}
        if waits and batch.due_on < model.day:
            model.lapse(batch)
    return DONE
