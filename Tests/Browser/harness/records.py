"""What the model keeps: people, lists, batches, and what is asked about them."""

from dataclasses import dataclass, field

from harness.years import first_day

CLAIMING = {"submitted", "endorsed", "approved", "locked", "in-force"}


@dataclass
class Member:
    person: int
    insurance: str
    card_on: str | None
    # The statutory day of retirement, and a woman's second one.
    statutory_day: str | None
    second_day: str | None
    # Until when his document is good: a day or some other word; nothing when he can get no card as he is known.
    expiry: str | None
    # What was said about his retirement, and about which day.
    answer: str | None = None
    about: str | None = None
    # The years of which this was done.
    confirmed: frozenset[int] = frozenset()
    excluded: frozenset[int] = frozenset()
    put_back: frozenset[int] = frozenset()
    # The day on which he came to his unit; nothing when he was there before the season.
    joined: str = ""

    def question_day(self, year: int) -> str | None:
        """The day that raises the question of retirement: the second one once it lies before the year."""
        second = self.second_day
        return second if second and second < first_day(year) else self.statutory_day

    def answered(self, year: int) -> str | None:
        """What holds of the answer: whoever went on working is asked anew when another day has come."""
        asked = self.question_day(year)
        over = self.about and asked and self.about < asked and self.answer != "retired"
        return None if over else self.answer

    def take_off(self, year: int) -> None:
        self.excluded |= {year}
        self.put_back -= {year}

    def bring_back(self, year: int) -> None:
        if year in self.excluded:
            self.excluded -= {year}
            self.put_back |= {year}


@dataclass
class Sheet:
    """A unit's list of a year: that of 集中参保 (ordinal 0), or one of 即时参保."""

    unit: "Unit"
    year: int
    ordinal: int
    status: str = "not-started"
    version: int = 0
    plan: str | None = None
    # Of the newest version: its plan, the shares a head of city, district and unit, and its people.
    handed_plan: str | None = None
    rates: tuple[int, int, int] = (0, 0, 0)
    people: frozenset[int] = frozenset()
    # Everybody whom the newest version tells of, in whatever bucket.
    listed: frozenset[int] = frozenset()
    reopened: str | None = None
    batch: "Batch | None" = None
    # People whom a correction took off the locked list; the list itself names them still.
    voided: frozenset[int] = frozenset()

    @property
    def heads(self) -> int:
        return len(self.people)

    @property
    def amounts(self) -> tuple[int, int, int]:
        return tuple(self.heads * rate for rate in self.rates)

    @property
    def claims(self) -> frozenset[int]:
        """Whom the list keeps from others."""
        return self.people - self.voided if self.status in CLAIMING else frozenset()

    @property
    def owed(self) -> int:
        return len(self.claims) * self.rates[2]

    @property
    def creditor(self) -> str:
        """The district that has handed it in and pays for it, and before that the one in which the unit stands."""
        return self.batch.district if self.batch else self.unit.district


@dataclass
class Unit:
    name: str
    reviewer: str | None
    district: str
    members: list[Member]
    # The lists of all years, the oldest first.
    sheets: list[Sheet] = field(default_factory=list)
    # People whose membership has ended.
    gone: set[int] = field(default_factory=set)
    # Whether it has members of whom the model keeps nothing, because nobody works on its lists.
    has_others: bool = False

    @property
    def main(self) -> Sheet:
        """The list of 集中参保 on which the unit works now."""
        return next(sheet for sheet in reversed(self.sheets) if not sheet.ordinal)

    @property
    def newest_instant(self) -> Sheet | None:
        return next((sheet for sheet in reversed(self.sheets) if sheet.ordinal), None)

    def of(self, year: int) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet.year == year]

    def main_of(self, year: int) -> Sheet | None:
        return next((sheet for sheet in self.of(year) if not sheet.ordinal), None)

    @property
    def dead(self) -> set[int]:
        return {member.person for member in self.members if member.insurance == "deceased"}


@dataclass
class Conflict:
    """A person whom one list names and another unit wants."""

    person: int
    holder: Sheet
    claimant: Sheet
    status: str = "open"


@dataclass
class Correction:
    """更正申请: what a unit asks to be put right about a person of a locked list."""

    kind: str
    sheet: Sheet
    person: int
    # How often his name and number had been put right when this was asked for.
    seen: int = 0
    status: str = "submitted"


@dataclass
class Proposal:
    """What one officer of a district would hand in, for a second one to confirm."""

    district: str
    proposer: str
    # Of each list its unit, version, plan, rates and people, as it would be locked.
    lists: list[tuple]
    status: str = "waiting"


@dataclass
class Move:
    """转移组织: where a union asks to stand, who asks for it and who decides."""

    unit: Unit
    to: str
    asker: str
    decider: str
    status: str = "open"


@dataclass
class Register:
    """登记名单 that the centre has brought in."""

    kind: str
    people: set[int]
    undone: bool = False


@dataclass
class Line:
    """A line of a bank statement: money that came in."""

    # Whose statement, and which of all that were read.
    keeper: str
    statement: int
    day: str
    amount: int
    # What its remark names, and who has paid; what is owed is told by a unit or district and the place of the list or
    # batch among those it has.
    names: tuple[str, int] | None
    payer: str | None
    status: str = "open"
    # What it pays; nothing as long as it is open or set aside.
    pays: tuple[str, int] | None = None


@dataclass
class Batch:
    district: str
    kind: str
    sheets: list[Sheet]
    locked_on: str
    due_on: str
    # Which of the district's credits, and how much of it.
    credit: list[tuple[int, int]]
    status: str = "awaiting-voucher"

    @property
    def year(self) -> int:
        return self.sheets[0].year

    def sums(self) -> tuple[int, int, int, int]:
        """Heads and the shares of city, districts and units."""
        parts = [sum(sheet.amounts[part] for sheet in self.sheets) for part in range(3)]
        return (sum(sheet.heads for sheet in self.sheets), *parts)

    @property
    def owed(self) -> int:
        _, _, district, base = self.sums()
        return 0 if self.status == "lapsed" else district + base - sum(amount for _, amount in self.credit)
