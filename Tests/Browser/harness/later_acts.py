"""The acts that follow the season's first ones: a new year, second officers, moves, 即时参保, registers, corrections."""

from harness.acts import CONTACT, NOTHING, Acts, yuan
from harness.bank import made
from harness.correction_rules import about, seen_by
from harness.instant_rules import UNCOVERED, convertible, instant_ready, waiting_instants, whoever
from harness.move_rules import asker
from harness.proposal_rules import OFFICERS, newest
from harness.records import Correction
from harness.second_officer import done
from harness.year_rules import HALVES

ORDINALS = "甲乙丙丁戊己庚辛壬癸"


class LaterActs(Acts):
    # Where the lists of the registers are, in the order in which they came.
    registers: list[str]
    # The keys of the requests for another place.
    moves: list[int]

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

    # 转移组织

    def do_move(self, name, to):
        unit = self.model.units[name]
        ((union,),) = self.rows("SELECT union_id FROM enrolling_unit WHERE id = ?", self.unit_ids[name])
        ((above,),) = self.rows("SELECT id FROM trade_union WHERE code = ?", self.code(to))
        sent = self.send(asker(unit), f"/unions/{union}/transfer", ("superior", above), ("note", "企业搬迁"))
        if sent.status == 303:
            self.moves.append(int(sent.location.rsplit("/", 1)[-1]))
        return sent

    def do_place(self, at, verdict):
        if not self.moves:
            return NOTHING
        at %= len(self.moves)
        who = self.model.moves[at].asker if verdict == "withdrawal" else self.model.moves[at].decider
        return self.send(who, f"/union-requests/{self.moves[at]}/{verdict}", ("reason", "先办完这一年"))

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

    # 即时参保

    def do_instant(self, name, plan, entry=UNCOVERED):
        ready = len(instant_ready(self.model, self.model.units[name], entry))
        path = f"/enrolments/instant/{entry}"
        return self.send(name, path, ("all", "yes"), ("ready", ready), ("plan", plan))

    def do_convert(self, name):
        unit = self.model.units[name]
        main = unit.main_of(self.model.covering)
        row = self.sheet_row(main)
        if row is None or not main.version:
            return NOTHING
        return self.send(name, f"/enrolments/lapsed/{row[0]}", ("heads", len(convertible(self.model, unit))))

    def do_withdraw_instant(self, name):
        sheet = self.model.units[name].newest_instant
        if not sheet:
            return NOTHING
        key, stamp = self.sheet_row(sheet)
        return self.send(name, f"/enrolments/instant/lists/{key}/withdrawal", ("stamp", stamp))

    def do_confirm_instant(self, district):
        waiting = waiting_instants(self.model, district)
        if not waiting:
            return NOTHING
        fields = [("list", f"{self.sheet_row(sheet)[0]}-{sheet.version}") for sheet in waiting]
        staying = self.model.staying(waiting).values()
        fields += [("units", len(staying)), ("heads", sum(len(people) for _, people in staying))]
        rates = self.model.instant_rates_of
        premium = sum(len(who) * sum(rates(one.handed_plan, one.unit, one.year)) for one, who in staying)
        self.proves(district)
        return self.send(district, "/instant-review/confirmation", *fields, ("premium", premium), *CONTACT)

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
