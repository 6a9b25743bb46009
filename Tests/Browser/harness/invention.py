"""Makes up seasons: acts of everybody, most of them such as make sense just then, the others to be refused."""

import pickle
import random
from collections import Counter
from collections.abc import Callable, Iterator

from harness.acts import DISTRICTS
from harness.instant_rules import NEW_CARD, UNCOVERED
from harness.ledger_invention import arriving, booking, confirming, opening_again, paying
from harness.model import CITY, REFUSED, Model
from harness.move_rules import PLACES, seen
from harness.proposal_rules import OFFICERS
from harness.rules import perform
from harness.season import CLERKS
from harness.year_rules import CARRY, LEAVE
from harness.years import WINDOWS, moved

LENGTH = 90
# Of the first year's season.
DAYS = [
    "2023-10-25", "2023-10-31", "2023-11-01", "2023-11-15", "2023-12-24", "2023-12-25", "2023-12-26", "2023-12-28",
    "2023-12-30", "2023-12-31", "2024-01-01", "2024-01-20", "2024-01-21", "2024-02-20", "2024-07-01", "2024-12-31",
    "2025-01-02",
]  # fmt: skip


def invented(dice: random.Random, acts: list[list], past: list[list] = []) -> Callable[[Model], Iterator[list]]:
    """Makes up a season as it goes on, with an eye on the model so that it gets far; keeps its acts, which follow
    those of the past."""

    def script(model: Model) -> Iterator[list]:
        for act in past:
            acts.append(act)
            yield act
        for _ in range(LENGTH):
            act = next_day(model, dice) if dice.random() < 0.18 else None
            act = act or next_act(model, dice, Counter(kind for kind, *_ in acts[len(past) :]))
            acts.append(act)
            yield act

    return script


def days(model: Model) -> list[str]:
    return [moved(day, model.year) for day in DAYS]


def next_day(model: Model, dice: random.Random) -> list | None:
    ahead = [day for day in days(model) if day > model.day]
    return ["day", ahead[min(dice.choice([0, 0, 0, 1]), len(ahead) - 1)]] if ahead else None


def next_act(model: Model, dice: random.Random, tried: Counter[str]) -> list:
    """An act that will change something, in most cases; else any."""
    act = any_act(model, dice, tried)
    if dice.random() < 0.2:
        return act
    kept = pickle.dumps(model)
    for _ in range(12):
        after = pickle.loads(kept)
        if perform(after, act) != REFUSED and after.gist() != model.gist():
            break
        act = any_act(model, dice, tried)
    return act


def any_act(model: Model, dice: random.Random, tried: Counter[str]) -> list:
    """What was seldom tried comes sooner: what is always possible leaves room for what seldom is."""
    kinds = list(ACTS)
    weights = [ACTS[kind][0] * season_of(kind, model) / (1 + tried[kind]) for kind in kinds]
    kind = dice.choices(kinds, weights)[0]
    return [kind, *ACTS[kind][1](model, dice)]


BEFORE, WRITING, HANDING, AFTER = "2023-11-01", "2023-12-26", "2024-01-01", "9999"
# When an act makes sense; at other times it is tried now and then, to be refused.
WHEN = {
    "split": (BEFORE,), "usual": (BEFORE,), "levels": (BEFORE, WRITING), "credit": (BEFORE, WRITING, HANDING),
    "cancel-credit": (WRITING, HANDING, AFTER), "extend": (WRITING, HANDING, AFTER), "remove": (WRITING, HANDING, AFTER),
    "begin": (WRITING,),
    "offer": (WRITING, HANDING), "take": (WRITING, HANDING), "ask": (WRITING,), "judge": (WRITING, HANDING),
    "yield": (WRITING,),
    "plan": (WRITING,), "exclude": (WRITING,), "restore": (WRITING,), "answer": (WRITING,), "confirm": (WRITING,),
    "confirm-all": (WRITING,), "submit": (WRITING, HANDING), "withdraw": (WRITING,), "decline": (WRITING,),
    "approve": (WRITING, HANDING), "return": (WRITING, HANDING), "take-back": (WRITING, HANDING),
    "lock": (HANDING,), "voucher": (HANDING, AFTER), "decide": (HANDING, AFTER), "pay": (WRITING, HANDING, AFTER),
    "statement": (WRITING, HANDING, AFTER), "sure": (WRITING, HANDING, AFTER), "book": (WRITING, HANDING, AFTER),
    "undo": (WRITING, HANDING, AFTER), "deadlines": (AFTER,), "instant": (AFTER,), "convert": (AFTER,),
    "card": (WRITING, AFTER), "withdraw-instant": (AFTER,), "confirm-instant": (AFTER,), "return-instant": (AFTER,),
    "again": (AFTER,),
    "correct": (HANDING, AFTER), "recall": (HANDING, AFTER), "look": (HANDING, AFTER),
    "register": (WRITING, HANDING, AFTER), "unregister": (WRITING, HANDING, AFTER),
    "move": (WRITING, HANDING, AFTER), "place": (WRITING, HANDING, AFTER),
    "control": (WRITING, HANDING), "propose": (HANDING,), "second": (HANDING,),
}  # fmt: skip


def season_of(kind: str, model: Model) -> float:
    now = next(end for end in (BEFORE, WRITING, HANDING, AFTER) if end == AFTER or model.day < moved(end, model.year))
    return 1 if now in WHEN[kind] else 0.06


def reviewing(model: Model, dice: random.Random) -> list:
    """Whoever has lists to look at now."""
    above = {name for unit in model.units.values() for name in (unit.reviewer, unit.district) if name}
    who = dice.choice(sorted(above))
    own = [unit.name for unit in seen(model, who, list(model.units))]
    return [who, sorted(dice.sample(own, dice.randint(1, len(own))))]


def people(dice: random.Random) -> list[int]:
    return sorted({dice.randrange(160) for _ in range(dice.randint(1, 6))})


def suspects(model: Model, dice: random.Random) -> list:
    name = dice.choice(["yanshi", "yanshi", *CLERKS])
    members = enumerate(model.units[name].members)
    asked = [place for place, member in members if model.bucket(member, set(), model.year) == "suspected-retired"]
    answer = dice.choice(["working", "delayed", "retired", None])
    return [name, asked if asked and dice.random() < 0.7 else people(dice), answer]


def splitting(model: Model, dice: random.Random) -> list:
    district = dice.choice(list(DISTRICTS))
    own = [name for name in CLERKS if model.units[name].district == district] or CLERKS
    share = dice.choice([0, 1, 500, 1000, 1299, 1300, 1301, 2000, 4000])
    return [district, dice.choice(list(model.plans)), share, *dice.choice([[], [dice.choice(own)]])]


def returning_to_the_usual(model: Model, dice: random.Random) -> list:
    """Mostly for a unit that has a share of its own."""
    name = dice.choice(CLERKS)
    own = [(unit, plan) for year, unit, plan in model.splits if year == model.year and unit in CLERKS]
    unit, plan = dice.choice(own) if own else (name, dice.choice(list(model.plans)))
    return [model.units[unit].district, plan, unit]


def offering(model: Model, dice: random.Random) -> list:
    """Mostly somebody whom a list names, so that two units want him."""
    name, to = dice.sample(CLERKS, 2)
    unit = model.units[name]
    named = [place for place, member in enumerate(unit.members) if member.person in unit.main.people]
    return [name, dice.choice(named) if named and dice.random() < 0.8 else dice.randrange(160), to]


def extending(model: Model, dice: random.Random) -> list:
    """Mostly steps that follow one another, as the centre moves them; now and then one that may not be moved so."""
    steps = dice.choice([
        ["confirmation", "enrolment"], ["confirmation", "enrolment", "review"], ["district-submission"], ["voucher"],
        ["confirmation", "enrolment", "review", "district-submission"], ["district-submission", "voucher"],
        [dice.choice(list(WINDOWS)[:6])],
    ])  # fmt: skip
    place = dice.choice([CITY, *DISTRICTS, *DISTRICTS, *CLERKS])
    return [steps, place, dice.choice([day for day in days(model) if day >= model.day][:4])]


def moving(model: Model, dice: random.Random) -> list:
    """Mostly into the other district, and of those who have lists on their way."""
    name = dice.choice([*CLERKS, *CLERKS, *model.units])
    others = [place for place, (_, district) in PLACES.items() if district != model.units[name].district]
    return [name, dice.choice(others if dice.random() < 0.8 else list(PLACES))]


def placing(model: Model, dice: random.Random) -> list:
    waiting = [at for at, one in enumerate(model.moves) if one.status == "open"]
    verdict = dice.choice(["acceptance", "acceptance", "acceptance", "return", "withdrawal"])
    return [dice.choice(waiting) if waiting and dice.random() < 0.9 else dice.randrange(4), verdict]


def clerk(model: Model, dice: random.Random) -> list:
    return [dice.choice(CLERKS)]


def district(model: Model, dice: random.Random) -> list:
    return [dice.choice(list(DISTRICTS))]


def officer(model: Model, dice: random.Random) -> list:
    return [dice.choice(list(OFFICERS))]


def handing_in_at_once(model: Model, dice: random.Random) -> list:
    entry = dice.choice([UNCOVERED, UNCOVERED, NEW_CARD])
    return [*clerk(model, dice), dice.choice(["A", "A", "A+"]), entry]


def ordering(model: Model, dice: random.Random) -> list:
    """Mostly for somebody who has no card."""
    (name,) = clerk(model, dice)
    without = [place for place, member in enumerate(model.units[name].members) if member.card_on is None]
    return [name, dice.choice(without) if without and dice.random() < 0.8 else dice.randrange(160)]


KINDS = ["removal", "removal", "identity"]
VERDICTS = ["confirmation", "confirmation", "confirmation", "refusal", "withdrawal"]


def looking(model: Model, dice: random.Random) -> list:
    who = dice.choice(["centre", "centre", *DISTRICTS])
    return [who, dice.randrange(6), dice.choice(["accept", "accept", "accept", "return"])]


ACTS = {
    "split": (6, splitting),
    "usual": (4, returning_to_the_usual),
    "levels": (1, lambda model, dice: [*district(model, dice), dice.choice(["either", "both"])]),
    "credit": (1, lambda model, dice: [*district(model, dice), dice.randint(2015, 2022), dice.choice([1, 9_999, 500_000])]),
    "cancel-credit": (0.5, lambda model, dice: [*district(model, dice), dice.randrange(4)]),
    "extend": (1, extending),
    "begin": (6, lambda model, dice: [*clerk(model, dice), dice.choice([CARRY, CARRY, LEAVE])]),
    "remove": (0.8, lambda model, dice: [*clerk(model, dice), dice.randrange(160), dice.choice(["retired", "deceased"])]),
    "offer": (3, offering),
    "take": (4, clerk),
    "ask": (4, clerk),
    "judge": (10, lambda model, dice: [dice.randrange(4), dice.choice(["holder", "claimant"])]),
    "yield": (5, lambda model, dice: [*clerk(model, dice), dice.randrange(4)]),
    "plan": (6, lambda model, dice: [*clerk(model, dice), dice.choice(["A", "A", "B+", "A+"])]),
    "exclude": (2, lambda model, dice: [*clerk(model, dice), people(dice)]),
    "restore": (1, lambda model, dice: [*clerk(model, dice), people(dice)]),
    "answer": (3, suspects),
    "confirm": (2, lambda model, dice: [*clerk(model, dice), dice.randrange(160)]),
    "confirm-all": (1, clerk),
    "submit": (24, lambda model, dice: [*clerk(model, dice), *dice.choice([[], [], [], [], [1]])]),
    "withdraw": (1, clerk),
    "decline": (1, clerk),
    "approve": (24, reviewing),
    "return": (2, reviewing),
    "take-back": (1, reviewing),
    "lock": (16, officer),
    "voucher": (5, district),
    "decide": (14, lambda model, dice: [*district(model, dice), dice.choice(["accept", "accept", "reject", "ask-for-more"])]),
    "pay": (3, paying),
    "statement": (3, arriving),
    "sure": (6, confirming),
    "book": (4, booking),
    "undo": (1.5, opening_again),
    "deadlines": (3, lambda model, dice: []),
    "instant": (3, handing_in_at_once),
    "card": (2, ordering),
    "register": (1.5, lambda model, dice: [dice.choice(["insured", "retired", "deceased"]), people(dice)[:3]]),
    "unregister": (1.5, lambda model, dice: [dice.randrange(4)]),
    "convert": (6, clerk),
    "withdraw-instant": (1.5, clerk),
    "confirm-instant": (8, district),
    "return-instant": (1.5, district),
    "again": (5, lambda model, dice: [*clerk(model, dice), dice.choice(["A", "A", "A+"])]),
    "correct": (8, lambda model, dice: [*clerk(model, dice), dice.randrange(160), dice.choice(KINDS)]),
    "recall": (0.3, lambda model, dice: [*clerk(model, dice), dice.randrange(6)]),
    "look": (24, looking),
    "move": (0.2, moving),
    "place": (6, placing),
    "control": (1, lambda model, dice: [*officer(model, dice), dice.choice(["two-people", "two-people", "alone"])]),
    "propose": (6, officer),
    "second": (16, lambda model, dice: [*officer(model, dice), dice.choice(VERDICTS)]),
}  # fmt: skip
