"""What the model says of 即时参保 (domain, 5.7)."""

from harness.model import DONE, REFUSED, Member, Model, Sheet, Unit


def instant(model: Model, name: str, plan: str) -> str:
    """有卡无保人员: everybody with a card whom no list names."""
    unit = model.units[name]
    return hand_in_instant(model, unit, instant_ready(model, unit), plan)


def instant_ready(model: Model, unit: Unit) -> list[Member]:
    return model.those(unit, {"enrolling", "pending-confirmation"}, None)


def convert(model: Model, name: str) -> str:
    unit = model.units[name]
    if unit.main.status != "lapsed":
        return REFUSED
    return hand_in_instant(model, unit, convertible(model, unit), unit.main.handed_plan)


def convertible(model: Model, unit: Unit) -> list[Member]:
    return [member for member in instant_ready(model, unit) if member.person in unit.main.people]


def hand_in_instant(model: Model, unit: Unit, people: list[Member], plan: str) -> str:
    fixed = model.fixed_plan(unit, None)
    if not model.within("instant") or model.day == "2024-12-31" or (fixed and fixed != plan) or not people:
        return REFUSED
    confirmed = [member for member in people if not member.confirmed and member.insurance == "unverified"]
    for member in confirmed:
        member.confirmed = True
    if any(model.bucket(member, set()) == "suspected-retired" for member in people):
        for member in confirmed:
            member.confirmed = False
        return REFUSED
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


def waiting_instants(model: Model, district: str) -> list[Sheet]:
    lists = [sheet for unit in model.units.values() if unit.district == district for sheet in unit.sheets[1:]]
    return [sheet for sheet in lists if sheet.status == "submitted"]


def confirm_instant(model: Model, district: str) -> str:
    waiting = waiting_instants(model, district)
    if not waiting or not model.within("instant") or model.day == "2024-12-31":
        return REFUSED
    return model.lock(district, waiting, "instant")
