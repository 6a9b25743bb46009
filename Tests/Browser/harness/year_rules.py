"""What the model says of the year after: the centre publishes it, and units begin it from last year's list."""

from harness.model import DONE, REFUSED, Model
from harness.records import Sheet, Unit

CARRY, LEAVE = "carry", "leave"
CAME_TO_A_LOCK = {"locked", "in-force", "lapsed"}


# What the centre writes into the draft: of plans by their places the premium and the city's share for half a year.
HALVES = {0: (15_00, 7_00), 3: (40_01, 3_33)}


def publish(model: Model, year: int) -> str:
    """A year as the one before it, with all days moved and prices of half a year; it is never published again."""
    if year in model.years:
        return REFUSED
    model.years.append(year)
    plans = list(model.plans)
    model.halves |= {(year, plans[place]): price for place, price in HALVES.items()}
    return DONE


def last_list(unit: Unit, year: int) -> Sheet | None:
    """The unit's list of the year before, if it came to a lock."""
    sheet = unit.main_of(year - 1)
    return sheet if sheet and sheet.status in CAME_TO_A_LOCK else None


def begin(model: Model, unit: Unit, exclusions: str) -> str:
    """沿用上年: last year's plan; the people are today's, and if wanted those taken off last year are off again, before
    anything else is asked about them."""
    last = last_list(unit, model.year)
    if last is None:
        return REFUSED
    unit.main.plan = last.handed_plan
    in_question = {"enrolling", "pending-confirmation", "suspected-retired"}
    for member in model.those(unit, in_question, unit.main, model.year) if exclusions == CARRY else []:
        if last.year in member.excluded and model.year not in member.put_back:
            member.take_off(model.year)
    return DONE


def beside(model: Model, sheet: Sheet, last: Sheet) -> tuple[set[int], set[int]]:
    """Who would enrol now and was not on last year's list, and who was and would not."""
    now = {member.person for member in model.those(sheet.unit, {"enrolling"}, sheet, sheet.year)}
    return now - last.people, last.people - now
