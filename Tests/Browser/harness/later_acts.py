"""The acts that follow the season's first ones: a new year, second officers, instant lists that came back, corrections."""

from harness.acts import Acts, yuan
from harness.bank import made
from harness.correction_rules import about, seen_by
from harness.form_client import Answer
from harness.instant_rules import waiting_instants, whoever
from harness.proposal_rules import OFFICERS, newest
from harness.records import Correction
from harness.second_officer import done
from harness.year_rules import HALVES

NOTHING = Answer(422, "", b"")
ORDINALS = "甲乙丙丁戊己庚辛壬癸"


class LaterActs(Acts):
    # Where the lists of the registers are, in the order in which they came.
    registers: list[str]

    # A new year

    def do_publish(self, year):
        made = self.send("centre", "/plan-years", ("year", year))
        if made.status != 303:
            return made
        form = self.people["centre"].form(f"/plan-years/{year}", f"/plan-years/{year}")
        prices = {}
        for place, (premium, city) in HALVES.items():
            prices |= {f"plan-{place}-half-premium": yuan(premium), f"plan-{place}-half-city": yuan(city)}
        done(self.people["centre"].send(form, **prices))
        path = f"/plan-years/{year}/publication"
        stamp = self.people["centre"].form(path, path).fields["stamp"]
        return self.send("centre", path, ("confirmed", "yes"), ("stamp", stamp))

    def do_begin(self, name, exclusions):
        return self.send(name, "/enrolments/current/last-year", ("exclusions", exclusions))

    # 复核

    def do_control(self, who, rule):
        self.proves(who)
        form = self.people[who].form("/submissions/rule", "/submissions/rule")
        fields = [("control", rule), ("reason", "两人核对"), ("stamp", form.fields["stamp"])]
        return self.send(who, "/submissions/rule", *fields)

    def do_propose(self, who):
        return self.hand_in(who, "/submissions/proposals")

    def do_second(self, who, verdict):
        if newest(self.model, OFFICERS[who]) is None:
            return NOTHING
        ((key,),) = self.rows(
            "SELECT max(p.id) FROM submission_proposal p JOIN trade_union u ON u.id = p.district_id WHERE u.code = ?",
            self.code(OFFICERS[who]),
        )  # fmt: skip
        self.proves(who)
        return self.send(who, f"/submissions/proposals/{key}/{verdict}", ("reason", "请核对人数"))

    # Cards

    def do_card(self, name, place):
        """Orders a card and brings the bank's answer."""
        member = self.members(name, [place])
        ordered = self.send(name, "/cards/batches", *member)
        if ordered.status != 303:
            return ordered
        key = ordered.location.split("?")[0].rsplit("/", 1)[-1]
        ((version, batch),) = self.rows("SELECT version, number FROM card_batch WHERE id = ?", key)
        ((number,),) = self.rows("SELECT number FROM member WHERE id = ?", member[0][1])
        done(self.send(name, f"/cards/batches/{key}/submission", ("version", version), ("people", 1)))
        self.proves("centre")
        done(self.send("centre", f"/cards/batches/{key}/hand-over"))
        return self.send("centre", f"/cards/batches/{key}/result", file=("file", "result.xlsx", made(batch, number)))

    # 登记名单

    def do_register(self, kind, places):
        numbers = list(self.model.documents.values())
        rows = "".join(f"身份证,{numbers[place % len(numbers)]}\n" for place in places)
        file = ("file", "名单.csv", f"证件类型,证件号码\n{rows}".encode())
        staged = done(self.send("centre", "/registers", ("kind", kind), ("as-of", self.model.day), file=file))
        self.registers.append(staged.location)
        return self.send("centre", f"{staged.location}/application")

    def do_unregister(self, place):
        if not self.registers:
            return NOTHING
        return self.send("centre", f"{self.registers[place % len(self.registers)]}/undoing", ("reason", "文件选错"))

    # 即时参保 that came back

    def do_return_instant(self, district):
        waiting = waiting_instants(self.model, district)
        if waiting:
            fields = [("list", f"{self.sheet_row(waiting[0])[0]}-{waiting[0].version}")]
            self.review(district, "/instant-review/return", [*fields, ("why", "wrong-roster"), ("note", "请核对")])

    def do_again(self, name, plan):
        sheet = self.model.units[name].newest_instant
        if not sheet:
            return NOTHING
        key, stamp = self.sheet_row(sheet)
        everybody = [("all", "yes"), ("ready", len(whoever(self.model, sheet.unit, sheet)))]
        path = f"/enrolments/instant/lists/{key}/again"
        return self.send(name, path, *everybody, ("plan", plan), ("stamp", stamp))

    # 更正申请

    def do_correct(self, name, place, kind):
        subject = about(self.model, name, place)
        if subject is None:
            return NOTHING
        sheet, person = subject
        ((coverage,),) = self.rows(
            "SELECT c.id FROM coverage c JOIN enrolment_version v ON v.id = c.version_id"
            " WHERE v.enrolment_id = ? AND c.person_id = ?", self.sheet_row(sheet)[0], person,
        )  # fmt: skip
        tens, ones = divmod(len(self.model.corrections), len(ORDINALS))
        fields = [("kind", kind), ("name", f"更{ORDINALS[tens]}{ORDINALS[ones]}"), ("document", "")]
        return self.send(name, f"/corrections/coverages/{coverage}", *fields, ("note", "登记时写错"))

    def do_recall(self, name, place):
        own = seen_by(self.model, name)
        if not own:
            return NOTHING
        return self.send(name, f"/corrections/{self.correction(own[place % len(own)])}/withdrawal")

    def do_look(self, who, place, verdict):
        seen = seen_by(self.model, who)
        if not seen:
            return NOTHING
        key = self.correction(seen[place % len(seen)])
        act = {"accept": "acceptance", "return": "return"}[verdict]
        return self.send(who, f"/corrections/{key}/{act}", ("reason", "请写明原因"))

    def correction(self, correction: Correction) -> int:
        """Its key: those about the same person of the same list are told apart by their order."""
        of_list = [one for one in self.model.corrections if one.sheet is correction.sheet]
        alike = [one for one in of_list if one.person == correction.person]
        rows = self.rows(
            "SELECT q.id FROM enrolment_correction q JOIN coverage c ON c.id = q.coverage_id"
            " JOIN enrolment_version v ON v.id = c.version_id"
            " WHERE v.enrolment_id = ? AND c.person_id = ? ORDER BY q.id",
            self.sheet_row(correction.sheet)[0], correction.person,
        )  # fmt: skip
        return rows[[one is correction for one in alike].index(True)][0]
