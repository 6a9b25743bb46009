"""What the model says of 更正申请: asked for by the unit, looked at by its district, decided by the centre."""

from harness.model import DONE, REFUSED, Model
from harness.records import Correction, Sheet, Unit
from harness.years import last_day

WAITING = {"submitted", "endorsed"}


def covered(unit: Unit) -> list[tuple[Sheet, int]]:
    """Everybody whom a locked list of the unit names, whether or not he is covered still."""
    return [(sheet, person) for sheet in unit.sheets if sheet.batch for person in sorted(sheet.people)]


def about(model: Model, name: str, place: int) -> tuple[Sheet, int] | None:
    subjects = covered(model.units[name])
    return subjects[place % len(subjects)] if subjects else None


def seen_by(model: Model, who: str) -> list[Correction]:
    """Those of a clerk's unit, of a district's units, or all for the centre."""
    return [one for one in model.corrections if who in {"centre", one.sheet.unit.name, one.sheet.unit.district}]


def correct(model: Model, name: str, place: int, kind: str) -> str:
    subject = about(model, name, place)
    if subject is None:
        return REFUSED
    sheet, person = subject
    if sheet.status == "lapsed" or person in sheet.voided:
        return REFUSED
    known = [one for one in model.corrections if one.sheet is sheet and one.person == person]
    if any(one.status in WAITING for one in known):
        return REFUSED
    # Who was covered to the end stays so.
    if kind == "removal" and model.day > last_day(sheet.year):
        return REFUSED
    model.corrections.append(Correction(kind, sheet, person, model.renamed.get(person, 0)))
    return DONE


def recall(model: Model, name: str, place: int) -> str:
    """The unit takes it back as long as nobody has looked at it."""
    own = seen_by(model, name)
    if not own or own[place % len(own)].status != "submitted":
        return REFUSED
    own[place % len(own)].status = "withdrawn"
    return DONE


def look(model: Model, who: str, place: int, verdict: str) -> str:
    """A district passes it on, the centre carries it out; each may return it when it is his turn."""
    seen = seen_by(model, who)
    if not seen:
        return REFUSED
    correction = seen[place % len(seen)]
    if correction.status != ("endorsed" if who == "centre" else "submitted"):
        return REFUSED
    if verdict == "return":
        correction.status = "returned"
    elif who != "centre":
        correction.status = "endorsed"
    elif not {"removal": take_off, "identity": put_right}[correction.kind](model, correction):
        return REFUSED
    else:
        correction.status = "accepted"
    return DONE


def take_off(model: Model, correction: Correction) -> bool:
    """Frees the person and gives the district back what it has paid for him; nobody knows that before the voucher."""
    sheet = correction.sheet
    if sheet.batch.status != "completed" or model.day > last_day(sheet.year):
        return False
    sheet.voided |= {correction.person}
    paid = sheet.rates[1] + sheet.rates[2]
    if paid:
        credits = model.credits.setdefault(sheet.batch.district, [])
        model.refunds.add((sheet.batch.district, len(credits)))
        credits.append([sheet.year, paid, paid])
    return True


def put_right(model: Model, correction: Correction) -> bool:
    """Not when somebody else has put it right since, perhaps by way of another year's list."""
    known = model.renamed.get(correction.person, 0)
    if known != correction.seen:
        return False
    model.renamed[correction.person] = known + 1
    return True
