"""What the model says of people whom two units want: one person, one policy (domain, 5.4)."""

from harness.model import DONE, REFUSED, RETURN_DAYS, Model, later
from harness.records import Conflict, Member, Sheet, Unit
from harness.years import opens

HANDED_IN = {"submitted", "endorsed", "approved"}
CLOSED = {"locked", "in-force", "lapsed", "declined", "left-out"}


def holder_of(model: Model, person: int, besides: Sheet) -> Sheet | None:
    for unit in model.units.values():
        for sheet in unit.of(besides.year):
            if sheet is not besides and person in sheet.claims:
                return sheet
    return None


def member_of(unit: Unit, person: int) -> Member | None:
    return next((member for member in unit.members if member.person == person), None)


def raise_conflicts(model: Model, sheet: Sheet) -> int:
    """Asks the centre about everybody whom another list names and about whom it has not been asked."""
    found = 0
    claimed = model.claimed(sheet, sheet.year)
    for member in sheet.unit.members:
        if model.bucket(member, claimed, sheet.year) != "covered-elsewhere" or sheet.year in member.excluded:
            continue
        holder = holder_of(model, member.person, sheet)
        if not any(known(conflict, member.person, holder, sheet) for conflict in model.conflicts):
            model.conflicts.append(Conflict(member.person, holder, sheet))
            found += 1
    return found


def known(conflict: Conflict, person: int, holder: Sheet, claimant: Sheet) -> bool:
    if conflict.person != person or conflict.claimant.year != claimant.year:
        return False
    if conflict.claimant is claimant:
        return conflict.status == "open" or (conflict.holder is holder and conflict.status == "holder")
    return conflict.claimant is holder and conflict.holder is claimant and conflict.status == "claimant"


def settle(model: Model) -> None:
    """Closes what nobody has to decide any more."""
    for conflict in model.conflicts:
        member = member_of(conflict.claimant.unit, conflict.person)
        held = conflict.person in conflict.holder.claims
        asked_for = member and conflict.claimant.year not in member.excluded
        wanted = asked_for and conflict.claimant.status not in CLOSED
        if conflict.status == "open" and not (held and wanted):
            conflict.status = "settled"


def ask(model: Model, unit: Unit) -> str:
    """Who does not enrol this year wants nobody."""
    if unit.main.status == "declined":
        return REFUSED
    return DONE if raise_conflicts(model, unit.main) else REFUSED


def opened(model: Model) -> list[Conflict]:
    return [conflict for conflict in model.conflicts if conflict.status == "open"]


def judge(model: Model, place: int, winner: str) -> str:
    """一人一保裁定 by the centre."""
    waiting = opened(model)
    return close(model, waiting[place % len(waiting)], winner, winner) if waiting else REFUSED


def yield_person(model: Model, name: str, place: int) -> str:
    """让出 by either side."""
    unit = model.units[name]
    own = [conflict for conflict in opened(model) if unit in (conflict.holder.unit, conflict.claimant.unit)]
    if not own or not model.may_prepare(unit.main):
        return REFUSED
    conflict = own[place % len(own)]
    holds = conflict.holder.unit is unit
    return close(model, conflict, "claimant" if holds else "holder", f"{'holder' if holds else 'claimant'}-yielded")


def close(model: Model, conflict: Conflict, winner: str, status: str) -> str:
    holder, claimant = conflict.holder, conflict.claimant
    member = member_of(claimant.unit, conflict.person)
    if winner == "holder":
        conflict.status = status
        member.take_off(claimant.year)
        return DONE
    if holder.status in CLOSED or claimant.status in CLOSED:
        return REFUSED
    if holder.heads == 1 and not returns(model, holder):
        return REFUSED
    conflict.status = status
    if holder.heads > 1:
        holder.version, holder.people = holder.version + 1, holder.people - {conflict.person}
    # His list may have been handed in without him: then he is put on it.
    known_there = claimant.status in HANDED_IN and conflict.person in claimant.listed
    year = claimant.year
    if known_there and model.bucket(member, model.claimed(claimant, year), year) == "enrolling":
        claimant.version, claimant.people = claimant.version + 1, claimant.people | {conflict.person}
    return DONE


def returns(model: Model, sheet: Sheet) -> bool:
    """A list on which nobody stays goes back to its unit."""
    if may_go_back(model, sheet):
        go_back(model, sheet)
        return True
    return False


def may_go_back(model: Model, sheet: Sheet) -> bool:
    """A list is returned until its district's last day; one of 即时参保 as long as its year goes on."""
    if sheet.ordinal:
        return model.within("instant", year=sheet.year)
    over = model.last("district-submission", sheet.unit.name, sheet.year)
    return opens("review", sheet.year) <= model.day <= over


def go_back(model: Model, sheet: Sheet) -> None:
    """Whose days of enrolment are over has some days more."""
    sheet.status = "returned"
    last, end = later(model.day, RETURN_DAYS), model.last("enrolment", sheet.unit.name, sheet.year)
    over = model.last("district-submission", sheet.unit.name, sheet.year)
    sheet.reopened = None if sheet.ordinal or last <= end else min(last, over)
