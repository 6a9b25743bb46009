"""The acts of a season as forms that are sent, whether or not a page shows them just now."""

import re
import time
import urllib.parse
import uuid

from harness.conflict_rules import opened
from harness.form_client import Answer, FormClient
from harness.model import CITY, DONE, REFUSED, Model
from harness.move_rules import seen
from harness.proposal_rules import OFFICERS, ready
from harness.records import Batch, Sheet
from harness.rules import awaits
from harness.server import Server

# Districts by the accounts of their officers.
DISTRICTS = {"donghai": "319901000001", "xiling": "319902000001"}
# What an act that has nothing to send is taken for: it was refused.
NOTHING = Answer(422, "", b"")
CONTACT = [("name", "赵审例"), ("phone", "19900890001"), ("email", "officer@example.org")]
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


class Fault(AssertionError):
    """The site did something else than the model says."""


class Acts:
    """What everybody may try; a season gives the people, the model and the keys of the records."""

    server: Server
    people: dict[str, FormClient]
    tokens: dict[str, str]
    # When each last proved who he is.
    proved: dict[str, float]
    unit_ids: dict[str, int]
    model: Model

    def rows(self, statement: str, *values) -> list[tuple]:
        raise NotImplementedError

    def sheet_row(self, sheet: Sheet) -> tuple[int, int] | None:
        raise NotImplementedError

    def batch_row(self, batch: Batch) -> tuple[int, int]:
        raise NotImplementedError

    def send(self, who: str, path: str, *pairs: tuple[str, object], file: tuple | None = None) -> Answer:
        """Posts a form that may not be on the page, with a ticket of its own."""
        person = self.people[who]
        if who not in self.tokens:
            self.tokens[who] = re.search(r'name="csrf" value="([^"]+)"', person.get("/todos").text).group(1)
        fields = [("csrf", self.tokens[who]), ("idempotency", uuid.uuid4().hex), *pairs]
        if who in self.unit_ids:
            fields.append(("unit", self.unit_ids[who]))
        if file is None:
            body = urllib.parse.urlencode([(name, str(value)) for name, value in fields]).encode()
            return person._ask("POST", path, body, "application/x-www-form-urlencoded")
        form = type("Sent", (), {"action": path, "fields": {name: str(value) for name, value in fields}})
        return person.send(form, file=file)

    def act(self, act: list) -> str | None:
        """Performs an act on the site as the model stands before it, and says whether it was done."""
        answer = getattr(self, "do_" + act[0].replace("-", "_"))(*act[1:])
        if answer is None:
            return None
        if answer.status in (200, 303):
            return DONE
        # 403 for whom the rules name: an act that is another level's turn, or one's own work.
        if answer.status in (403, 409, 422):
            return REFUSED
        raise Fault(f"{act} was answered {answer.status}: {plain(answer.text)[:600]}")

    def do_day(self, day):
        return self.send("centre", "/demo/business-date", ("date", day))

    def do_split(self, district, plan, share, unit=None):
        position = 1 + list(self.model.plans).index(plan)
        premium, city, usual = self.model.plans[plan]
        shown = self.model.splits.get((self.model.year, district, plan), usual)
        fields = [("district", yuan(share)), ("base", yuan(premium - city - share)), ("shown", shown)]
        if unit is None:
            return self.send(district, f"/shares/{position}", *fields)
        return self.send(district, f"/shares/{position}/units", ("code", self.code(unit)), *fields)

    def do_usual(self, district, plan, unit):
        if (self.model.year, unit, plan) not in self.model.splits:
            return NOTHING
        position = 1 + list(self.model.plans).index(plan)
        shown = self.model.splits.get((self.model.year, district, plan), self.model.plans[plan][2])
        return self.send(district, f"/shares/{position}/units/{self.unit_ids[unit]}/removal", ("shown", shown))

    def code(self, account):
        return next(one.union for one in self.server.federation.accounts if one.name == account)

    def do_extend(self, steps, place, day):
        whom = [("scope", "all")] if place == CITY else [("scope", "union"), ("code", self.code(place))]
        chosen = [("activity", step) for step in steps]
        path = f"/plan-years/{self.model.year}/extensions"
        return self.send("centre", path, *chosen, *whom, ("through", day), ("reason", "下雪"))

    def do_levels(self, district, rule):
        form = self.people[district].form("/review/rule", "/review/rule")
        return self.send(district, "/review/rule", ("levels", rule), ("stamp", form.fields["stamp"]))

    def do_credit(self, district, year, amount):
        return self.send(
            "centre", "/credits", ("district", DISTRICTS[district]), ("year", year), ("amount", yuan(amount)),
            ("reason", "上年退回"),
        )  # fmt: skip

    def do_cancel_credit(self, district, place):
        credits = self.rows(
            "SELECT c.id FROM credit c JOIN trade_union u ON u.id = c.district_id WHERE u.code = ? ORDER BY c.id",
            DISTRICTS[district],
        )  # fmt: skip
        if not credits:
            return NOTHING
        return self.send("centre", f"/credits/{credits[place % len(credits)][0]}/cancellation")

    def do_remove(self, name, place, reason):
        if len(self.model.units[name].members) < 2:
            return NOTHING
        ((_, member),) = self.members(name, [place])
        ((version,),) = self.rows("SELECT version FROM member WHERE id = ?", member)
        return self.send(name, f"/members/{member}/removal", ("reason", reason), ("version", version))

    def members(self, name, places):
        all_of_them = self.model.units[name].members
        chosen = {all_of_them[place % len(all_of_them)].person: None for place in places}
        marks = ", ".join("?" * len(chosen))
        rows = self.rows(
            f"SELECT id FROM member WHERE unit_id = ? AND left_on IS NULL AND person_id IN ({marks}) ORDER BY id",
            self.unit_ids[name], *chosen,
        )  # fmt: skip
        return [("member", member) for (member,) in rows]

    def do_offer(self, name, place, to):
        all_of_them = self.model.units[name].members
        if all_of_them[place % len(all_of_them)].person in self.model.units[to].gone:
            return NOTHING
        ((union,),) = self.rows("SELECT id FROM trade_union WHERE code = ?", self.code(to))
        fields = [*self.members(name, [place]), ("union", union), ("motive", "调动工作")]
        return self.send(name, "/members/transfers", *fields)

    def do_take(self, name):
        person = next((person for person, to in self.model.offers.items() if to == name), None)
        if person is None:
            return NOTHING
        offers = self.rows("SELECT id FROM membership_transfer WHERE status = 'open' AND person_id = ?", person)
        return self.send(name, f"/members/transfers/{offers[0][0]}/acceptance")

    def do_ask(self, name):
        return self.send(name, "/enrolments/conflicts")

    def conflict(self, conflict):
        found = self.rows(
            "SELECT id, version FROM claim_conflict WHERE status = 'open' AND person_id = ? AND claimant_id = ?",
            conflict.person, self.sheet_row(conflict.claimant)[0],
        )  # fmt: skip
        if not found:
            raise Fault(f"the site does not know the open conflict about {conflict.person}")
        return found[0]

    def do_judge(self, place, winner):
        waiting = opened(self.model)
        if not waiting:
            return NOTHING
        key, version = self.conflict(waiting[place % len(waiting)])
        fields = [("winner", winner), ("reason", "由缴纳社保的单位参保"), ("version", version)]
        return self.send("centre", f"/conflicts/{key}/decision", *fields)

    def do_yield(self, name, place):
        unit = self.model.units[name]
        own = [one for one in opened(self.model) if unit in (one.holder.unit, one.claimant.unit)]
        if not own:
            return NOTHING
        key, version = self.conflict(own[place % len(own)])
        return self.send(name, f"/enrolments/conflicts/{key}/yielding", ("version", version))

    def do_plan(self, name, plan):
        return self.send(name, "/enrolments/current/plan", ("plan", plan))

    def do_exclude(self, name, places):
        fields = self.members(name, places)
        return self.send(name, "/enrolments/current/exclusions", *fields, ("reason", "left"), ("note", ""))

    def do_restore(self, name, places):
        return self.send(name, "/enrolments/current/restorations", *self.members(name, places))

    def do_answer(self, name, places, said):
        chosen = self.members(name, places)
        if said is None:
            return self.send(name, "/enrolments/current/retirement/withdrawals", *chosen)
        return self.send(name, "/enrolments/current/retirement", *[(f"answer-{key}", said) for _, key in chosen])

    def do_confirm(self, name, place):
        ((_, member),) = self.members(name, [place])
        return self.send(name, f"/enrolments/confirmations/{member}")

    def do_confirm_all(self, name):
        unit = self.model.units[name]
        waiting = sum(awaits(self.model, unit, member) for member in unit.members)
        return self.send(name, "/enrolments/confirmations/all", ("expected", waiting))

    def do_submit(self, name, late=0):
        sheet = self.model.units[name].main
        row = self.sheet_row(sheet)
        heads = self.model.equation(sheet).get("enrolling", 0)
        stamp = (row[1] if row else 0) - late
        fields = [("checked", "yes"), ("heads", heads), ("stamp", stamp)]
        return self.send(name, "/enrolments/current/submission", *fields)

    def do_withdraw(self, name):
        return self.send(name, "/enrolments/current/withdrawal")

    def do_decline(self, name):
        return self.send(name, "/enrolments/current/declining", ("reason", "今年没有预算"))

    def lists(self, who, names):
        rows = [(unit.main, self.sheet_row(unit.main)) for unit in seen(self.model, who, names)]
        return [("list", f"{row[0]}-{sheet.version}") for sheet, row in rows if row and sheet.version]

    def do_approve(self, who, names):
        self.review(who, "/review/approve", self.lists(who, names))

    def do_take_back(self, who, names):
        self.review(who, "/review/take-back", self.lists(who, names))

    def do_return(self, who, names):
        self.review(who, "/review/return", [*self.lists(who, names), ("why", "wrong-roster"), ("note", "请核对")])

    def review(self, who, path, fields):
        answer = self.send(who, path, *fields)
        if answer.status not in (200, 303):
            raise Fault(f"{path} was answered {answer.status}: {plain(answer.text)[:600]}")

    def proves(self, who):
        """Proves anew who sends the next form: the proof holds for some minutes of the session."""
        if time.monotonic() - self.proved.get(who, -1_000) < 240:
            return
        proof = self.people[who].proof().items()
        self.send(who, "/members/export", ("numbers", "whole"), ("purpose", "bank"), *proof)
        self.proved[who] = time.monotonic()

    def do_lock(self, who):
        return self.hand_in(who, "/submissions")

    def hand_in(self, who, path):
        staying = self.model.staying(ready(self.model, OFFICERS[who])).values()
        heads = sum(len(people) for _, people in staying)
        self.proves(who)
        return self.send(who, path, *CONTACT, ("units", len(staying)), ("heads", heads), ("typed-heads", heads))

    def do_voucher(self, district):
        batch = self.model.latest(district)
        if batch is None:
            return NOTHING
        path = f"/batches/{self.batch_row(batch)[0]}/vouchers"
        return self.send(district, path, file=("files", "voucher.png", PICTURE))

    def do_decide(self, district, verdict):
        batch = self.model.latest(district)
        if batch is None:
            return NOTHING
        key, stamp = self.batch_row(batch)
        fields = [("verdict", verdict), ("reason", "请核对金额"), ("stamp", stamp)]
        self.proves("centre")
        return self.send("centre", f"/vouchers/{key}", *fields)

    def do_deadlines(self):
        return self.send("centre", "/deadlines")


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<head.*?</head>", "", html)))
