"""What the model says of 即时参保 (domain, 5.7)."""

from harness.model import DONE, REFUSED, Model
from harness.records import Member, Sheet, Unit


UNCOVERED, NEW_CARD = "uncovered", "new-card"


def instant(model: Model, name: str, plan: str, entry: str = UNCOVERED) -> str:
    """有卡无保人员 or 新办卡人员: everybody with a card whom no list names, from before the unit's lock or since."""
    unit = model.units[name]
    return hand_in_instant(model, unit, instant_ready(model, unit, entry), plan)


def instant_ready(model: Model, unit: Unit, entry: str) -> list[Member]:
    batch = unit.main.batch
    lock = batch.locked_on if batch else model.last("district-submission", unit.name)
    return [member for member in whoever(model, unit) if (member.card_on > lock) == (entry == NEW_CARD)]


def whoever(model: Model, unit: Unit, besides: Sheet | None = None) -> list[Member]:
    return model.those(unit, {"enrolling", "pending-confirmation"}, besides)


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
    if unit.main.status != "lapsed":
        return REFUSED
    return hand_in_instant(model, unit, convertible(model, unit), unit.main.handed_plan)


def convertible(model: Model, unit: Unit) -> list[Member]:
    return [member for member in whoever(model, unit) if member.person in unit.main.people]


def hand_in_instant(
    model: Model, unit: Unit, people: list[Member], plan: str, sheet: Sheet | None = None
) -> str:
    """As a list of their own, or as the next version of one that came back."""
    fixed = model.fixed_plan(unit, sheet)
    if not model.within("instant") or model.day == "2024-12-31" or (fixed and fixed != plan) or not people:
        return REFUSED
    confirmed = [member for member in people if not member.confirmed and member.insurance == "unverified"]
    for member in confirmed:
        member.confirmed = True
    if any(model.bucket(member, set()) == "suspected-retired" for member in people):
        for member in confirmed:
            member.confirmed = False
        return REFUSED
    if sheet is None:
        sheet = Sheet(unit, len(unit.sheets))
        unit.sheets.append(sheet)
    model.hand_in(sheet, people, plan)
    return DONE


def withdraw_instant(model: Model, name: str) -> str:
    sheet = model.units[name].sheets[-1]
    if not sheet.ordinal or sheet.status != "submitted" or not model.within("instant"):
        return REFUSED
    sheet.status = "draft"
    return DONE


def again(model: Model, name: str, plan: str) -> str:
    """Hands in anew what was taken back or returned, or what the district has not looked at."""
    unit = model.units[name]
    sheet = unit.sheets[-1]
    if not sheet.ordinal or sheet.status not in {"draft", "submitted", "returned"}:
        return REFUSED
    return hand_in_instant(model, unit, whoever(model, unit, sheet), plan, sheet)


def return_instant(model: Model, district: str) -> None:
    """The district sends the oldest that waits back to its unit; one whose year is over is passed over."""
    waiting = waiting_instants(model, district)
    if waiting and model.within("instant"):
        waiting[0].status = "returned"


def waiting_instants(model: Model, district: str) -> list[Sheet]:
    lists = [sheet for unit in model.units.values() if unit.district == district for sheet in unit.sheets[1:]]
    return [sheet for sheet in lists if sheet.status == "submitted"]


def confirm_instant(model: Model, district: str) -> str:
    waiting = waiting_instants(model, district)
    if not waiting or not model.within("instant") or model.day == "2024-12-31":
        return REFUSED
    return model.lock(district, waiting, "instant")
