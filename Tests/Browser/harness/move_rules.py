"""What the model says of 转移组织: a union asks to stand elsewhere, the one above both places decides (domain, 3 and 5)."""

from harness.conflict_rules import HANDED_IN, go_back, may_go_back
from harness.model import DONE, REFUSED, Model
from harness.records import Move, Unit

# Unions under which one may stand: the level 2 that looks at its lists, if any, and the district.
PLACES = {
    "donghai": (None, "donghai"),
    "binhai": ("binhai", "donghai"),
    "xiling": (None, "xiling"),
    "shanqian": ("shanqian", "xiling"),
}


def superior(unit: Unit) -> str:
    return unit.reviewer or unit.district


def seen(model: Model, who: str, names: list[str]) -> list[Unit]:
    """Those of the units that stand under somebody."""
    return [model.units[name] for name in names if who in {model.units[name].reviewer, model.units[name].district}]


def asker(unit: Unit) -> str:
    """Its clerk; for those whose clerks do nothing more whoever is above them."""
    return superior(unit) if unit.has_others else unit.name


def move(model: Model, name: str, to: str) -> str:
    """Asks for it; while a list waits for money a union stays, and one request at a time is enough."""
    unit = model.units[name]
    if to == superior(unit) or is_locked(unit):
        return REFUSED
    if any(one.unit is unit and one.status == "open" for one in model.moves):
        return REFUSED
    district = PLACES[to][1]
    decider = district if district == unit.district else "centre"
    model.moves.append(Move(unit, to, asker(unit), decider))
    return DONE


def is_locked(unit: Unit) -> bool:
    return any(sheet.status == "locked" for sheet in unit.sheets)


def place(model: Model, at: int, verdict: str) -> str:
    """One of the requests is decided, or taken back by who has asked; nobody decides what he has asked for himself."""
    if not model.moves:
        return REFUSED
    one = model.moves[at % len(model.moves)]
    if one.status != "open":
        return REFUSED
    if verdict != "withdrawal" and one.asker == one.decider:
        return REFUSED
    if verdict == "acceptance" and not carried_out(model, one):
        return REFUSED
    one.status = {"acceptance": "accepted", "return": "returned", "withdrawal": "withdrawn"}[verdict]
    return DONE


def carried_out(model: Model, one: Move) -> bool:
    """In another district other amounts hold and others look at lists: what is on its way goes back to the unit."""
    unit = one.unit
    if is_locked(unit):
        return False
    before = unit.reviewer, unit.district
    unit.reviewer, unit.district = PLACES[one.to]
    if unit.district == before[1]:
        return True
    on_their_way = [sheet for sheet in unit.sheets if sheet.status in HANDED_IN]
    if not all(may_go_back(model, sheet) for sheet in on_their_way):
        unit.reviewer, unit.district = before
        return False
    for sheet in on_their_way:
        go_back(model, sheet)
    for key in [key for key in model.splits if key[1] == unit.name]:
        del model.splits[key]
    return True
