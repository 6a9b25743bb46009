"""Compares what the model says of the money that came in with what the site keeps and shows."""

import itertools
from collections.abc import Callable

from harness.acts import DISTRICTS
from harness.ledger_rules import due, left, of_statement, paid, proposals, receivables
from harness.season import Season
from harness.shown import money, text_of



def bookings(season: Season) -> list[str]:
    """Lines that stand otherwise or pay something else."""
    lines = season.model.lines
    expected = {
        key: (line.status, *(season.receivable(line.pays) if line.pays else ("", None)))
        for key, line in zip(season.lines, lines)
    }
    kept = {key: rest for key, *rest in season.rows(LINES)}
    kept = {key: (status, *pays(enrolment, submission)) for key, (status, enrolment, submission) in kept.items()}
    different = [key for key in expected | kept if expected.get(key) != kept.get(key)]
    return [f"line {key} is {expected.get(key)} in the model and {kept.get(key)} on the site" for key in different]


LINES = """
SELECT l.id, l.status, b.enrolment_id, b.submission_id FROM bank_line l
    LEFT JOIN bank_booking b ON b.line_id = l.id AND b.undone_at IS NULL
"""


def pays(enrolment: int | None, submission: int | None) -> tuple[str, int | None]:
    if enrolment is None:
        return ("", None) if submission is None else ("district_submission", submission)
    return "unit_enrolment", enrolment


def ledgers(season: Season, expect: Callable[..., None]) -> None:
    """What the ledgers of all years, the lists of whom to remind and the statements show."""
    model = season.model
    for who, year in itertools.product([*DISTRICTS, "centre"], model.years):
        keys = receivables(model, who, range(year, year + 1))
        owed, came = (sum(of(model, who, key) for key in keys) for of in (due, paid))
        page = text_of(season.people[who].get(f"/ledger?year={year}").text)
        if keys:
            expect(f"the ledger of {who} of {year}", page, f"合计 {money(owed)} {money(came)} {money(owed - came)}")
        else:
            expect(f"the ledger of {who} of {year}", page, "本年度没有应收款")
    season_now = range(model.year, model.year + 1)
    for who in DISTRICTS:
        unpaid = [key for key in receivables(model, who, season_now) if left(model, who, key) > 0]
        rows = [
            f"{season.number(key)} {' '.join(money(of(model, who, key)) for of in (due, paid, left))}" for key in unpaid
        ]
        page = text_of(season.people[who].get("/ledger/reminders").text)
        expect(f"缴费催办 of {who}", page, *rows, f"提醒全部 {len(rows)} 家" if rows else "没有需要催缴的单位")
    for number, (key, who) in enumerate(zip(season.statements, model.statements)):
        lines = of_statement(model, number)
        page = text_of(season.people[who].get(f"/ledger/statements/{key}").text)
        waiting, booked, aside = (
            sum(line.amount for line in lines if line.status == status) for status in ("open", "booked", "aside")
        )
        sure = len(proposals(model, lines))
        expect(
            f"statement {number} of {who}", page,
            f"待入账 {money(waiting)} 元 已入账 {money(booked)} 元 与参保无关 {money(aside)} 元"
            f" 新的收入合计 {money(waiting + booked + aside)} 元",
            f"可以确定的 {sure} 行" if sure else "银行明细",
        )  # fmt: skip
