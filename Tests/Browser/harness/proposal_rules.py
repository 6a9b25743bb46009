"""What the model says of 复核: one officer of a district proposes, a second one hands in."""

from harness.model import DONE, REFUSED, Model
from harness.records import Proposal, Sheet

# The district's officers by their accounts.
OFFICERS = {"donghai": "donghai", "donghai2": "donghai", "xiling": "xiling"}
ALONE, TWO_PEOPLE = "alone", "two-people"


def ready(model: Model, district: str) -> list[Sheet]:
    """What the district could hand in now."""
    lists = [unit.main for unit in model.units.values() if unit.district == district]
    return [sheet for sheet in lists if sheet.status == "approved"]


def as_locked(model: Model, district: str) -> list[tuple]:
    staying = model.staying(ready(model, district)).values()
    return [
        (sheet.unit.name, sheet.version, sheet.handed_plan, sheet.rates, tuple(sorted(people)))
        for sheet, people in staying
    ]


def newest(model: Model, district: str) -> Proposal | None:
    return next((one for one in reversed(model.proposals) if one.district == district), None)


def waiting(model: Model, district: str) -> Proposal | None:
    proposal = newest(model, district)
    return proposal if proposal and proposal.status == "waiting" else None


def fall(model: Model) -> None:
    """A proposal speaks of the lists as they were; it falls away with them, and with the days for handing in."""
    for one in model.proposals:
        is_true = model.within("district-submission", one.district) and one.lists == as_locked(model, one.district)
        if one.status == "waiting" and not is_true:
            one.status = "overtaken"


def control(model: Model, who: str, rule: str) -> str:
    district = OFFICERS[who]
    if rule == TWO_PEOPLE and list(OFFICERS.values()).count(district) < 2:
        return REFUSED
    if waiting(model, district):
        return REFUSED
    model.controls[district] = rule, who
    return DONE


def alone(model: Model, who: str) -> bool:
    """Whether he may hand in by himself: not where two are asked for, nor when he has ended that."""
    rule, decided_by = model.controls.get(OFFICERS[who], (ALONE, None))
    return rule == ALONE and decided_by != who


def propose(model: Model, who: str) -> str:
    district = OFFICERS[who]
    lists = as_locked(model, district)
    if not lists or not model.within("district-submission", district) or waiting(model, district):
        return REFUSED
    model.proposals.append(Proposal(district, who, lists))
    return DONE


def second(model: Model, who: str, verdict: str) -> str:
    """Confirms or refuses what the other has proposed, or takes back what he has proposed himself."""
    district = OFFICERS[who]
    proposal = waiting(model, district)
    if not proposal or (verdict == "withdrawal") != (proposal.proposer == who):
        return REFUSED
    if verdict == "confirmation":
        proposal.status = "confirmed"
        return model.lock(district, ready(model, district), "centralised")
    proposal.status = {"refusal": "refused", "withdrawal": "withdrawn"}[verdict]
    return DONE
