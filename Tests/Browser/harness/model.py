"""A simple model of enrolment: what each actor may do on which day of plan years, and whose heads and money come out.

It is written from the rules (domain, section 5), not from the code, and predicts of every act whether it is done or
refused and what all lists, batches, credits and bookings are afterwards. Amounts are in fen, days are ISO texts.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from harness.records import CLAIMING, Batch, Conflict, Correction, Line, Member, Move, Proposal, Register, Sheet, Unit
from harness.years import FIRST_YEAR, closes, first_day, opens, register_as_of

CITY = "city"
RETURN_DAYS, VOUCHER_DAYS, INSTANT_VOUCHER_DAYS = 3, 5, 15
OPEN = {"not-started", "draft", "submitted", "endorsed", "returned", "approved"}
DONE, REFUSED = "done", "refused"


def later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


@dataclass
class Model:
    units: dict[str, Unit]
    # Premium and the city's share of each plan, and the district's share where nothing else was set.
    plans: dict[str, tuple[int, int, int]]
    day: str
    # The years that the centre has published; each has the plans of the first.
    years: list[int] = field(default_factory=lambda: [FIRST_YEAR])
    # Premium and the city's share for at most half a year, in years that have such a price.
    halves: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    splits: dict[tuple[int, str, str], int] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    # Of each district: year, what is left and the amount, in the order in which they were entered; nothing is left of
    # a cancelled one.
    credits: dict[str, list[list[int]]] = field(default_factory=dict)
    # Other last days of steps: the year, the step, for whom (a unit, a district or the city), the day; the newest holds.
    extensions: list[tuple[int, str, str, str]] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    # The numbers of documents that tests may know, and what was known of these people before any list.
    documents: dict[int, str] = field(default_factory=dict)
    known_as: dict[int, str] = field(default_factory=dict)
    registers: list[Register] = field(default_factory=list)
    # People offered to another unit, each with the unit.
    offers: dict[int, str] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    # How often the name and number of people were put right.
    renamed: dict[int, int] = field(default_factory=dict)
    # Which credits refund a correction: nobody takes them back.
    refunds: set[tuple[str, int]] = field(default_factory=set)
    # Of districts that have decided it: whether one or two people hand in, and who said so.
    controls: dict[str, tuple[str, str]] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    # The bank statements that were read, by who keeps them, and the lines that each brought.
    statements: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    # What is so now

    @property
    def year(self) -> int:
        """The year that people enrol for: the newest whose season has begun."""
        begun = [year for year in self.years if opens("share-setting", year) <= self.day]
        return max(begun, default=min(self.years))

    @property
    def covering(self) -> int:
        """The year of 即时参保: that of the day, or the nearest that there is."""
        return min(max(int(self.day[:4]), min(self.years)), max(self.years))

    def last(self, window: str, place: str = CITY, year: int | None = None) -> str:
        """The last day of a step for a unit, a district or the city: what was granted to the nearest holds."""
        year = year or self.year
        above = [place, self.units[place].district, CITY] if place in self.units else [place, CITY]
        for one in above:
            days = [day for *what, day in self.extensions if what == [year, window, one]]
            if days:
                return days[-1]
        return closes(window, year)

    def within(self, window: str, place: str = CITY, year: int | None = None) -> bool:
        return opens(window, year or self.year) <= self.day <= self.last(window, place, year)

    def may_prepare(self, sheet: Sheet) -> bool:
        if sheet.status not in OPEN | {"declined"}:
            return False
        return bool(sheet.reopened and self.day <= sheet.reopened) or self.within("enrolment", sheet.unit.name)

    def may_confirm(self, sheet: Sheet) -> bool:
        return bool(sheet.reopened and self.day <= sheet.reopened) or self.within("confirmation", sheet.unit.name)

    def rates_of(self, plan: str, unit: Unit, year: int) -> tuple[int, int, int]:
        premium, city, usual = self.plans[plan]
        share = self.splits.get((year, unit.name, plan), self.splits.get((year, unit.district, plan), usual))
        return city, share, premium - city - share

    def instant_rates_of(self, plan: str, unit: Unit, year: int) -> tuple[int, int, int]:
        """Who is covered from July, which is from the day after today, pays the price of half a year: what the city does
        not pay of it is split as that of the whole year, in whole fen, and the rest is the unit's."""
        city, share, base = self.rates_of(plan, unit, year)
        if self.day < f"{year}-06-30" or (year, plan) not in self.halves:
            return city, share, base
        half, city = self.halves[(year, plan)]
        district = (half - city) * share // (share + base) if share + base else 0
        return city, district, half - city - district

    def claimed(self, besides: Sheet | None, year: int) -> set[int]:
        found: set[int] = set()
        for unit in self.units.values():
            for sheet in unit.of(year):
                if sheet is not besides:
                    found |= sheet.claims
        return found

    @staticmethod
    def bucket(member: Member, claimed: set[int], year: int) -> str:
        if member.insurance == "deceased":
            return "deceased"
        if member.insurance == "retired" or member.answered(year) == "retired":
            return "retired"
        if member.card_on is None:
            return "no-card"
        if member.person in claimed:
            return "covered-elsewhere"
        if year in member.excluded:
            return "manually-excluded"
        if member.insurance == "unverified" and year not in member.confirmed:
            return "pending-confirmation"
        asked = member.question_day(year)
        if asked and asked < first_day(year) and member.answered(year) is None:
            if asked > register_as_of(year) or member.insurance != "insured":
                return "suspected-retired"
        return "enrolling"

    def equation(self, sheet: Sheet) -> dict[str, int]:
        claimed = self.claimed(sheet, sheet.year)
        counts: dict[str, int] = {}
        for member in sheet.unit.members:
            bucket = self.bucket(member, claimed, sheet.year)
            counts[bucket] = counts.get(bucket, 0) + 1
        return counts

    def those(self, unit: Unit, buckets: set[str], besides: Sheet | None, year: int) -> list[Member]:
        claimed = self.claimed(besides, year)
        return [member for member in unit.members if self.bucket(member, claimed, year) in buckets]

    def left_of_credit(self, district: str) -> int:
        return sum(left for _, left, _ in self.credits.get(district, []))

    def latest(self, district: str) -> Batch | None:
        own = [batch for batch in self.batches if batch.district == district]
        return own[-1] if own else None

    def gist(self) -> tuple:
        """All that acts change, to see whether one has changed anything."""
        sheets = [
            (sheet.status, sheet.version, sheet.plan, sheet.handed_plan, sheet.rates, sheet.people, sheet.voided,
             sheet.reopened)
            for unit in self.units.values()
            for sheet in unit.sheets
        ]
        people = [member for unit in self.units.values() for member in unit.members]
        answers = [
            (one.answer, one.about, one.confirmed, one.excluded, one.put_back, one.card_on, one.insurance)
            for one in people
        ]
        batches = [(batch.status, batch.due_on, tuple(batch.credit)) for batch in self.batches]
        left = {district: self.left_of_credit(district) for district in self.credits}
        asked = [conflict.status for conflict in self.conflicts], dict(self.offers)
        numbers = [(len(unit.members), unit.district, unit.reviewer) for unit in self.units.values()], asked
        rules = dict(self.splits), dict(self.rules), list(self.extensions), dict(self.controls)
        papers = [one.status for one in self.corrections], [one.status for one in [*self.proposals, *self.moves]]
        money = len(self.statements), list(self.lines)
        return self.day, list(self.years), sheets, answers, numbers, batches, left, rules, papers, money

    # What follows from an act

    def turn(self) -> None:
        """With the season of another year every unit has a list of that year to begin."""
        for unit in self.units.values():
            if unit.main.year != self.year:
                unit.sheets.append(Sheet(unit, self.year, 0))

    def hand_in(self, sheet: Sheet, people: list[Member], plan: str) -> None:
        sheet.status, sheet.version = "submitted", sheet.version + 1
        sheet.plan = sheet.handed_plan = plan
        sheet.rates = (self.instant_rates_of if sheet.ordinal else self.rates_of)(plan, sheet.unit, sheet.year)
        sheet.people = frozenset(member.person for member in people)
        sheet.listed = frozenset(member.person for member in sheet.unit.members)

    @staticmethod
    def staying(sheets: list[Sheet]) -> dict[int, tuple[Sheet, frozenset[int]]]:
        """Which lists would be locked, and with whom: who is gone or dead is struck, an empty list stays behind."""
        left = [(sheet, sheet.people - sheet.unit.gone - sheet.unit.dead) for sheet in sheets]
        return {place: (sheet, people) for place, (sheet, people) in enumerate(left) if people}

    def lock(self, district: str, sheets: list[Sheet], kind: str) -> str:
        staying = self.staying(sheets)
        if not staying:
            return REFUSED
        for sheet, people in staying.values():
            if people != sheet.people:
                sheet.people, sheet.version = people, sheet.version + 1
        sheets = [sheet for sheet, _ in staying.values()]
        due = self.last("voucher", district) if kind == "centralised" else later(self.day, INSTANT_VOUCHER_DAYS)
        batch = Batch(district, kind, sheets, self.day, due, [])
        left = sum(sheet.amounts[1] + sheet.amounts[2] for sheet in sheets)
        credits = self.credits.get(district, [])
        for place in sorted(range(len(credits)), key=lambda place: credits[place][0]):
            used = min(left, credits[place][1])
            if used:
                batch.credit.append((place, used))
                credits[place][1] -= used
                left -= used
        # Where nothing is to be paid there is nothing to wait for.
        if not left:
            batch.status = "completed"
        for sheet in sheets:
            sheet.status, sheet.batch, sheet.plan = "locked" if left else "in-force", batch, sheet.handed_plan
        self.batches.append(batch)
        return DONE

    def lapse(self, batch: Batch) -> None:
        batch.status = "lapsed"
        for sheet in batch.sheets:
            sheet.status = "lapsed"
        for place, amount in batch.credit:
            self.credits[batch.district][place][1] += amount
        batch.credit = []
        # There is no coverage left to correct.
        for correction in self.corrections:
            if correction.sheet in batch.sheets and correction.status in {"submitted", "endorsed"}:
                correction.status = "returned"

    def fixed_plan(self, unit: Unit, besides: Sheet | None, year: int) -> str | None:
        for sheet in unit.of(year):
            settled = sheet.status in {"locked", "in-force", "lapsed"}
            if sheet is not besides and (settled or (sheet.ordinal and sheet.status in CLAIMING)):
                return sheet.handed_plan
        return None
