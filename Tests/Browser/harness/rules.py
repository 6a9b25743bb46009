"""What the model says of each act: whether it is done or refused, and what it changes. The acts are plain lists, as
`["exclude", "shili", [3, 4]]`, so that a failing sequence can be printed and kept.
"""

from harness.conflict_rules import HANDED_IN, ask, go_back, may_go_back, raise_conflicts, settle
from harness.conflict_rules import judge as judge_conflict, yield_person
from harness.correction_rules import correct, look, recall
from harness.instant_rules import again, card, confirm_instant, convert, instant, return_instant, withdraw_instant
from harness.ledger_rules import book, pay, statement, sure, undo
from harness.model import CITY, DONE, REFUSED, Model
from harness.money_rules import cancel_credit, credit, deadlines, decide, voucher
from harness.move_rules import move, place, seen
from harness.proposal_rules import OFFICERS, alone, control, fall, propose, ready, second
from harness.records import Member, Sheet, Unit
from harness.register_rules import register, unregister
from harness.year_rules import begin, publish
from harness.years import NEXT, WINDOWS, opens


def perform(model: Model, act: list) -> str:
    answer = RULES[act[0]](model, *act[1:])
    model.turn()
    settle(model)
    fall(model)
    return answer


def turn_to(model: Model, day: str) -> str:
    model.day = day
    return DONE


# Districts before the season


def split(model: Model, district: str, plan: str, share: int, unit: str | None = None) -> str:
    premium, city, _ = model.plans[plan]
    if not model.within("share-setting", district) or not 0 <= share <= premium - city:
        return REFUSED
    if unit and model.units[unit].district != district:
        return REFUSED
    model.splits[(model.year, unit or district, plan)] = share
    reprice(model, district, plan)
    return DONE


def usual(model: Model, district: str, plan: str, unit: str) -> str:
    """恢复默认: the district's share holds for the unit again."""
    if not model.within("share-setting", district) or (model.year, unit, plan) not in model.splits:
        return REFUSED
    if model.units[unit].district != district:
        return REFUSED
    del model.splits[(model.year, unit, plan)]
    reprice(model, district, plan)
    return DONE


def reprice(model: Model, district: str, plan: str) -> None:
    for one in model.units.values():
        sheet = one.main
        if one.district == district and sheet.status in {"submitted", "endorsed", "approved"}:
            rates = model.rates_of(plan, one, sheet.year)
            if sheet.handed_plan == plan and sheet.rates != rates:
                sheet.version, sheet.rates = sheet.version + 1, rates


def levels(model: Model, district: str, rule: str) -> str:
    model.rules[district] = rule
    return DONE


# The centre and its calendar


def extend(model: Model, steps: list[str], place: str, day: str) -> str:
    """Other last days for a unit, a district or all; later steps first, all of them or none."""
    granted = list(model.extensions)
    for step in [step for step in reversed(WINDOWS) if step in steps]:
        of_districts = step in {"share-setting", "district-submission", "voucher"}
        if day < opens(step, model.year) or (of_districts and place in model.units):
            model.extensions = granted
            return REFUSED
        if step in NEXT and day > model.last(NEXT[step], place):
            model.extensions = granted
            return REFUSED
        model.extensions = [*model.extensions, (model.year, step, place, day)]
    if "voucher" in steps:
        for batch in model.batches:
            if batch.year == model.year and batch.kind == "centralised" and place in {CITY, batch.district}:
                due = model.last("voucher", batch.district)
                if batch.status == "awaiting-voucher":
                    batch.due_on = due
                elif batch.status in {"more-material", "voucher-rejected"}:
                    batch.due_on = max(batch.due_on, due)
    return DONE


# Clerks


def prepared(rule):
    """An act of a clerk on the list: refused where no work on it is allowed, and makes a draft of what was nothing."""

    def judge(model: Model, name: str, *rest) -> str:
        unit = model.units[name]
        sheet = unit.main
        if not model.may_prepare(sheet) or rule(model, unit, *rest) == REFUSED:
            return REFUSED
        if sheet.status == "not-started":
            sheet.status = "draft"
        return DONE

    return judge


def chosen(unit: Unit, places: list[int]) -> list[Member]:
    return [unit.members[place % len(unit.members)] for place in places]


def choose_plan(model: Model, unit: Unit, plan: str) -> str:
    unit.main.plan = plan
    return DONE


def exclude(model: Model, unit: Unit, places: list[int]) -> str:
    for member in chosen(unit, places):
        member.take_off(model.year)
    return DONE


def restore(model: Model, unit: Unit, places: list[int]) -> str:
    for member in chosen(unit, places):
        member.bring_back(model.year)
    return DONE


def answer(model: Model, unit: Unit, places: list[int], said: str | None) -> str:
    for member in chosen(unit, places):
        member.answer = said
        member.about = member.question_day(model.year) if said else None
    return DONE


def confirm(model: Model, unit: Unit, place: int) -> str:
    (member,) = chosen(unit, [place])
    if not model.may_confirm(unit.main) or not awaits(model, unit, member):
        return REFUSED
    member.confirmed |= {model.year}
    return DONE


def confirm_all(model: Model, unit: Unit) -> str:
    if not model.may_confirm(unit.main):
        return REFUSED
    waiting = [member for member in unit.members if awaits(model, unit, member)]
    for member in waiting:
        member.confirmed |= {model.year}
    return DONE if waiting else REFUSED


def awaits(model: Model, unit: Unit, member: Member) -> bool:
    year = unit.main.year
    if member.insurance != "unverified" or year in member.confirmed:
        return False
    return model.bucket(member, model.claimed(unit.main, year), year) in {"pending-confirmation", "no-card"}


def submit(model: Model, name: str, late: int = 0) -> str:
    unit = model.units[name]
    sheet = unit.main
    equation = model.equation(sheet)
    if late or not model.may_prepare(sheet) or sheet.plan is None:
        return REFUSED
    if equation.get("suspected-retired") or not equation.get("enrolling"):
        return REFUSED
    model.hand_in(sheet, model.those(unit, {"enrolling"}, sheet, sheet.year), sheet.plan)
    settle(model)
    raise_conflicts(model, sheet)
    return DONE


def withdraw(model: Model, name: str) -> str:
    sheet = model.units[name].main
    if sheet.status != "submitted" or not model.may_prepare(sheet):
        return REFUSED
    sheet.status = "draft"
    return DONE


def decline(model: Model, name: str) -> str:
    sheet = model.units[name].main
    if sheet.status not in {"not-started", "draft", "returned"} or not model.may_prepare(sheet):
        return REFUSED
    sheet.status = "declined"
    return DONE


def remove(model: Model, name: str, place: int, reason: str) -> str:
    """删除: the membership ends at once; lists that name him lose him at the lock."""
    unit = model.units[name]
    if len(unit.members) < 2:
        return REFUSED
    (member,) = chosen(unit, [place])
    unit.members.remove(member)
    unit.gone.add(member.person)
    model.offers.pop(member.person, None)
    return DONE


def offer(model: Model, name: str, place: int, to: str) -> str:
    """转移: asks another unit to take a member; who is offered already is passed over."""
    unit = model.units[name]
    (member,) = chosen(unit, [place])
    if member.person in model.units[to].gone:
        return REFUSED
    model.offers.setdefault(member.person, to)
    return DONE


def take(model: Model, name: str) -> str:
    """Accepts the oldest offer: the person is a new member of this unit, neither confirmed nor taken off."""
    person = next((person for person, to in model.offers.items() if to == name), None)
    if person is None:
        return REFUSED
    del model.offers[person]
    for unit in model.units.values():
        for member in unit.members:
            if member.person == person:
                unit.members.remove(member)
                unit.gone.add(person)
                member.confirmed = member.excluded = member.put_back = frozenset()
                member.joined = model.day
                # Nobody has said yet where he works now, and without that he gets no card.
                member.expiry = None
                model.units[name].members.append(member)
                return DONE
    return REFUSED


# Level 2 and district


def reviewed(rule):
    """An act of a reviewer on several lists: each is done or passed over, so the answer tells nothing."""

    def judge(model: Model, who: str, names: list[str]) -> None:
        for unit in seen(model, who, names):
            if unit.main.version and may_go_back(model, unit.main):
                both = model.rules.get(unit.district) == "both"
                rule(model, unit.main, who == unit.district, both and unit.reviewer is not None, both)

    return judge


def approve(model: Model, sheet: Sheet, is_district: bool, endorses: bool, both: bool) -> None:
    if both and not is_district:
        if sheet.status == "submitted":
            sheet.status = "endorsed"
    elif sheet.status == "endorsed" or (sheet.status == "submitted" and not endorses):
        sheet.status = "approved"


def send_back(model: Model, sheet: Sheet, is_district: bool, endorses: bool, both: bool) -> None:
    if sheet.status in HANDED_IN:
        go_back(model, sheet)


def take_back(model: Model, sheet: Sheet, is_district: bool, endorses: bool, both: bool) -> None:
    if sheet.status == "approved" and (is_district or not both):
        sheet.status = "submitted"


def lock(model: Model, who: str) -> str:
    district = OFFICERS[who]
    lists = ready(model, district)
    if not lists or not model.within("district-submission", district) or not alone(model, who):
        return REFUSED
    return model.lock(district, lists, "centralised")


RULES = {
    "day": turn_to, "publish": publish, "begin": prepared(begin), "split": split, "usual": usual, "levels": levels, "credit": credit, "cancel-credit": cancel_credit,
    "extend": extend, "remove": remove, "offer": offer, "take": take,
    "ask": prepared(ask), "judge": judge_conflict, "yield": yield_person,
    "plan": prepared(choose_plan), "exclude": prepared(exclude), "restore": prepared(restore),
    "answer": prepared(answer), "confirm": prepared(confirm), "confirm-all": prepared(confirm_all),
    "submit": submit, "withdraw": withdraw, "decline": decline,
    "approve": reviewed(approve), "return": reviewed(send_back), "take-back": reviewed(take_back),
    "lock": lock, "voucher": voucher, "decide": decide, "deadlines": deadlines,
    "pay": pay, "statement": statement, "sure": sure, "book": book, "undo": undo,
    "instant": instant, "convert": convert, "withdraw-instant": withdraw_instant,
    "confirm-instant": confirm_instant, "return-instant": return_instant, "again": again,
    "card": card, "register": register, "unregister": unregister,
    "correct": correct, "recall": recall, "look": look,
    "move": move, "place": place,
    "control": control, "propose": propose, "second": second,
}  # fmt: skip
