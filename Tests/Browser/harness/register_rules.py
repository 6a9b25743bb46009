"""What the model says of the registers: lists of the insured, the retired and the dead, and what is taken back."""

from harness.model import DONE, REFUSED, Model
from harness.records import Register

GRAVITY = ["unverified", "insured", "retired", "deceased"]


def register(model: Model, kind: str, places: list[int]) -> str:
    """The centre brings a list in that names some of those whose documents are known to it."""
    people = list(model.documents)
    model.registers.append(Register(kind, {people[place % len(people)] for place in places}))
    tell(model)
    return DONE


def unregister(model: Model, place: int) -> str:
    """Only the last list of a kind is taken back; once it is, doing it again changes nothing."""
    if not model.registers:
        return REFUSED
    taken = place % len(model.registers)
    one = model.registers[taken]
    if one.undone:
        return DONE
    if any(later.kind == one.kind for later in model.registers[taken + 1 :]):
        return REFUSED
    one.undone = True
    tell(model)
    return DONE


def tell(model: Model) -> None:
    """Everybody is what the gravest of the lists says that name him, or what he was known to be before them."""
    for unit in model.units.values():
        for member in unit.members:
            if member.person in model.documents:
                said = [one.kind for one in model.registers if member.person in one.people and not one.undone]
                member.insurance = max([model.known_as[member.person], *said], key=GRAVITY.index)
