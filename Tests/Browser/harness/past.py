"""A year that has been: what was agreed, paid, corrected and lost in it is what the next one begins with."""

import random

from harness.year_rules import CARRY, LEAVE


def last_year(dice: random.Random) -> list[list]:
    """The first plan year up to the next one's season: one district pays, the other may lapse; some
    people are taken off by hand, put right, struck for money, leave or move; a unit may move too."""
    excluded = sorted(dice.sample(range(160), 5))
    plan = dice.choice(["A", "A+", "B+"])
    moved = [["move", *dice.choice([["shili", "shanqian"], ["shili", "xiling"], ["yangli", "binhai"]])]]
    early, late = dice.choice([([], moved), (moved, []), *[([], [])] * 6])
    acts = [
        ["split", "donghai", plan, dice.choice([500, 1300, 2000])],
        *dice.choice([[], [["credit", "donghai", 2020, dice.choice([10_000, 900_000])]]]),
        ["day", "2023-11-15"],
        ["plan", "shili", plan],
        ["exclude", "shili", excluded],
        ["submit", "shili"],
        ["exclude", "yangli", excluded[:2]],
        *with_verdict(early),
        *dice.choice([[], [["restore", "shili", excluded[:2]], ["restore", "yangli", excluded[:1]]]]),
        ["day", "2023-12-25"],
        ["submit", "yangli"],
        ["approve", "donghai", ["haifeng", "shili"]],
        ["approve", "xiling", ["yangli"]],
        ["day", "2023-12-26"],
        ["lock", "donghai"],
        ["lock", "xiling"],
        ["pay", "centre", "donghai", True],
        ["pay", "donghai", "shili", True],
        ["voucher", "donghai"],
        ["decide", "donghai", "accept"],
        *dice.choice([[], [["voucher", "xiling"], ["decide", "xiling", "accept"]]]),
        ["day", "2024-01-21"],
        ["deadlines"],
        *dice.choice([[], [["convert", "yangli"], ["confirm-instant", "xiling"]]]),
        ["day", "2024-07-01"],
        *with_verdict(late),
    ]
    for place in range(dice.randint(1, 4)):
        acts.append(["correct", "shili", dice.randrange(160), dice.choice(["removal", "removal", "identity"])])
        acts += [["look", "donghai", place, "accept"], ["look", "centre", place, "accept"]]
    acts += dice.choice([[], [["instant", "shili", plan], ["confirm-instant", "donghai"], ["voucher", "donghai"]]])
    acts += [["remove", "shili", dice.randrange(160), "retired"]]
    for name, to in dice.choice([[("shili", "yangli")], [("yangli", "shili"), ("shili", "yanshi")]]):
        acts += [["offer", name, dice.randrange(160), to], ["take", to]]
    return [*acts, ["publish", 2025], *dice.choice([[["day", "2024-10-25"]], begun(dice)])]


def with_verdict(moved: list[list]) -> list[list]:
    return [*moved, *[["place", 0, "acceptance"] for _ in moved]]


def begun(dice: random.Random) -> list[list]:
    """The next season under way: two units begin from what they had, and want the same people."""
    acts = [["day", "2024-11-15"], ["begin", "shili", dice.choice([CARRY, LEAVE])], ["submit", "shili"]]
    acts += [["begin", "yangli", CARRY], ["submit", "yangli"]]
    for _ in range(2):
        acts += [["offer", "shili", dice.randrange(160), "yangli"], ["take", "yangli"]]
    return [*acts, ["ask", "yangli"]]
