"""Makes up what comes in at the banks, and what is done about it."""

import random

from harness.acts import DISTRICTS
from harness.ledger_rules import AGAIN, ASIDE, NO_MONEY, Key, left, of_newest, receivables
from harness.model import Model

KEEPERS = ["centre", "centre", *DISTRICTS]


def targets(model: Model, who: str) -> list[str]:
    """Who pays there."""
    if who == "centre":
        return list(DISTRICTS)
    own = [unit.name for unit in model.units.values() if who in {unit.district, *(one.creditor for one in unit.sheets)}]
    return own or list(model.units)


def paying(model: Model, dice: random.Random) -> list:
    who = dice.choice(KEEPERS)
    return [who, dice.choice(targets(model, who)), dice.random() < 0.6]


def arriving(model: Model, dice: random.Random) -> list:
    """Mostly what is owed there: several lines that are sure, several for one list, and others."""
    owed = {who: owed_to(model, who) for who in KEEPERS}
    who = dice.choice([one for one in KEEPERS if owed[one]] or KEEPERS)
    due = [[*key, "open", dice.choice(["number", "payer", "both"])] for key in owed[who]]
    some = dice.sample(due, dice.randint(0, min(3, len(due))))
    others = [line(dice, dice.choice(targets(model, who))) for _ in range(dice.randint(0 if some else 1, 2))]
    return [who, dice.sample(some + others, len(some + others))]


def owed_to(model: Model, who: str) -> list[Key]:
    year = model.covering
    return [key for key in receivables(model, who, range(year - 1, year + 2)) if left(model, who, key) > 0]


def line(dice: random.Random, target: str) -> list:
    if dice.random() < 0.15:
        return [AGAIN, dice.randrange(8)]
    amount = dice.choice(["open", "part", "part", "odd", dice.choice(list(NO_MONEY))])
    return [target, dice.randrange(3), amount, dice.choice(["number", "number", "payer", ""])]


def confirming(model: Model, dice: random.Random) -> list:
    return [dice.choice(model.statements or KEEPERS), *dice.choice([[], [], [], [1]])]


def booking(model: Model, dice: random.Random) -> list:
    """Mostly lines that are open: for some list or batch, or for nothing of ours."""
    who = dice.choice(model.statements or KEEPERS)
    lines = of_newest(model, who) or []
    waiting = [place for place, one in enumerate(lines) if one.status == "open"]
    places = waiting if waiting and dice.random() < 0.9 else range(4)
    chosen = dice.sample(places, dice.randint(1, len(places)))
    return [who, [[place, *decision(model, dice, who)] for place in chosen]]


def decision(model: Model, dice: random.Random, who: str) -> list:
    return [ASIDE] if dice.random() < 0.35 else [dice.choice(targets(model, who)), dice.randrange(3)]


def opening_again(model: Model, dice: random.Random) -> list:
    return [dice.choice(model.statements or KEEPERS), *dice.choice([[], [dice.randrange(8)], [dice.randrange(8)]])]
