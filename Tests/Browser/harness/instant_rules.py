"""What the model says of 即时参保 (domain, 5.7)."""

from harness.model import DONE, REFUSED, Model
from harness.records import Member, Sheet, Unit
from harness.years import last_day


UNCOVERED, NEW_CARD = "uncovered", "new-card"


def within(model: Model, year: int) -> bool:
    return model.within("instant", year=year)


def instant(model: Model, name: str, plan: str, entry: str = UNCOVERED) -> str:
    """有卡无保人员 or 新办卡人员: everybody with a card whom no list names, from before the unit's lock or since."""
    unit = model.units[name]
    return hand_in_instant(model, unit, instant_ready(model, unit, entry), plan)


def instant_ready(model: Model, unit: Unit, entry: str) -> list[Member]:
    """Of the year whose coverage holds, though the unit may work on the list of the next already."""
    main = unit.main_of(model.covering)
    lock = main.batch.locked_on if main.batch else model.last("district-submission", unit.name, main.year)
    return [member for member in whoever(model, unit) if (member.card_on > lock) == (entry == NEW_CARD)]


def whoever(model: Model, unit: Unit, besides: Sheet | None = None) -> list[Member]:
    year = besides.year if besides else model.covering
    return model.those(unit, {"enrolling", "pending-confirmation"}, besides, year)


def card(model: Model, name: str, place: int) -> str:
    """A card is ordered for somebody, made, and comes back from the bank on the same day."""
    unit = model.units[name]
    member = unit.members[place % len(unit.members)]
    expired = member.expiry is None or (member.expiry[0].isdigit() and member.expiry < model.day)
    if member.card_on or member.insurance in {"deceased", "retired"} or expired:
        return REFUSED
    member.card_on = model.day
    return DONE


def convert(model: Model, name: str) -> str:
    unit = model.units[name]
    main = unit.main_of(model.covering)
    if main.status != "lapsed":
        return REFUSED
    return hand_in_instant(model, unit, convertible(model, unit), main.handed_plan)


def convertible(model: Model, unit: Unit) -> list[Member]:
    return [member for member in whoever(model, unit) if member.person in unit.main_of(model.covering).people]


def hand_in_instant(
    model: Model, unit: Unit, people: list[Member], plan: str, sheet: Sheet | None = None
) -> str:
    """As a list of their own, or as the next version of one that came back."""
    year = sheet.year if sheet else model.covering
    fixed = model.fixed_plan(unit, sheet, year)
    if not within(model, year) or model.day == last_day(year) or (fixed and fixed != plan) or not people:
        return REFUSED
    confirmed = [member for member in people if year not in member.confirmed and member.insurance == "unverified"]
    for member in confirmed:
        member.confirmed |= {year}
    if any(model.bucket(member, set(), year) == "suspected-retired" for member in people):
        for member in confirmed:
            member.confirmed -= {year}
        return REFUSED
    if sheet is None:
        sheet = Sheet(unit, year, len(unit.of(year)))
        unit.sheets.append(sheet)
    model.hand_in(sheet, people, plan)
    return DONE


def withdraw_instant(model: Model, name: str) -> str:
    sheet = model.units[name].newest_instant
    if not sheet or sheet.status != "submitted" or not within(model, sheet.year):
        return REFUSED
    sheet.status = "draft"
    return DONE


def again(model: Model, name: str, plan: str) -> str:
    """Hands in anew what was taken back or returned, or what the district has not looked at."""
    unit = model.units[name]
    sheet = unit.newest_instant
    if not sheet or sheet.status not in {"draft", "submitted", "returned"}:
        return REFUSED
    return hand_in_instant(model, unit, whoever(model, unit, sheet), plan, sheet)


def return_instant(model: Model, district: str) -> None:
    """The district sends the oldest that waits back to its unit; one whose year is over is passed over."""
    waiting = waiting_instants(model, district)
    if waiting and within(model, waiting[0].year):
        waiting[0].status = "returned"


def waiting_instants(model: Model, district: str) -> list[Sheet]:
    own = [unit for unit in model.units.values() if unit.district == district]
    lists = [sheet for unit in own for sheet in unit.of(model.covering) if sheet.ordinal]
    return [sheet for sheet in lists if sheet.status == "submitted"]


def confirm_instant(model: Model, district: str) -> str:
    waiting = waiting_instants(model, district)
    if not waiting or not within(model, model.covering) or model.day == last_day(model.covering):
        return REFUSED
    # A list from which everybody has gone holds up all that are confirmed with it.
    if len(model.staying(waiting)) < len(waiting):
        return REFUSED
    for sheet in waiting:
        if sheet.rates != (rates := model.instant_rates_of(sheet.handed_plan, sheet.unit, sheet.year)):
            sheet.version, sheet.rates = sheet.version + 1, rates
    return model.lock(district, waiting, "instant")
