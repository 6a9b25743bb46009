"""Drives the site through a season by plain HTTP, one act of the model after the other, and reads what came of it."""

import shutil
import sqlite3
from pathlib import Path

from harness.acts import DISTRICTS
from harness.form_client import FormClient
from harness.later_acts import LaterActs
from harness.ledger_acts import LedgerActs
from harness.model import Model
from harness.move_rules import PLACES
from harness.proposal_rules import OFFICERS
from harness.records import Batch, Member, Sheet, Unit
from harness.server import Demonstration, Server
from harness.years import FIRST_YEAR

# Account of the clerk: the name of the unit, the account of its level 2, the account of its district.
UNITS = {
    "shili": ("示例科技有限公司", "binhai", "donghai"),
    "yanshi": ("演示精密仪器有限公司", "binhai", "donghai"),
    "yangli": ("样例餐饮有限公司", "shanqian", "xiling"),
    # Their lists have been handed in as the season begins; their clerks do nothing more.
    "haifeng": ("海风物流有限公司", "binhai", "donghai"),
    "xinshi": ("新试重工有限公司", None, "donghai"),
}
CLERKS = ["shili", "yanshi", "yangli"]


class Season(LaterActs, LedgerActs):
    """One server with its data, the people who use it, and the model that follows."""

    def __init__(self, folder: Path, demonstration: Demonstration, first_day: str):
        self.server = Server(folder, first_day, demonstration=demonstration)
        self.server.start()
        accounts = {account.name: account for account in self.server.federation.accounts}
        self.database = sqlite3.connect(f"file:{self.server.data}/gonghui.db?mode=ro", uri=True)
        names = dict.fromkeys([*CLERKS, *PLACES, *OFFICERS, "centre"])
        self.people = {name: FormClient(self.server, accounts[name]) for name in names}
        self.tokens: dict[str, str] = {}
        self.proved: dict[str, float] = {}
        self.statements: list[int] = []
        self.lines: list[int] = []
        self.written: list[str] = []
        self.registers: list[str] = []
        self.moves: list[int] = []
        self.model = self.read_model(first_day)

    def end(self) -> None:
        self.database.close()
        self.server.stop()
        shutil.rmtree(self.server.data, ignore_errors=True)

    # Reading the data, past the site

    def rows(self, statement: str, *values) -> list[tuple]:
        return self.database.execute(statement, values).fetchall()

    def read_model(self, day: str) -> Model:
        """The facts from which the season begins."""
        plans = {
            plan: (premium, city, district)
            for plan, premium, city, district in self.rows(
                "SELECT type, premium_fen, city_fen, default_district_fen FROM plan WHERE year = ?", FIRST_YEAR,
            )
        }
        units: dict[str, Unit] = {}
        self.unit_ids: dict[str, int] = {}
        for name, (title, reviewer, district) in UNITS.items():
            (self.unit_ids[name],) = self.rows("SELECT id FROM enrolling_unit WHERE name = ?", title)[0]
            # Of those whose clerks do nothing it is enough to know who stands on their lists.
            members = self.rows(MEMBERS, self.unit_ids[name]) if name in CLERKS else []
            known = [Member(*row) for row in members]
            unit = Unit(name, reviewer, district, known, has_others=name not in CLERKS)
            unit.sheets = [Sheet(unit, FIRST_YEAR, 0)]
            units[name] = unit
            for key, status, version, plan in self.rows(
                "SELECT id, status, current_version, plan_type FROM unit_enrolment WHERE unit_id = ? AND year = ?",
                self.unit_ids[name], FIRST_YEAR,
            ):
                handed, *rates = self.rows(
                    "SELECT plan_type, city_fen, district_fen, base_fen FROM enrolment_version WHERE enrolment_id = ?"
                    " AND version = ?", key, version,
                )[0]  # fmt: skip
                people = self.people_of(key)
                unit.sheets = [Sheet(unit, FIRST_YEAR, 0, status, version, plan, handed, tuple(rates), people)]
        model = Model(units, plans, day)
        for member in self.server.federation.members:
            unit = self.unit_ids.get(member.union)
            for person, status in self.rows(PERSON, unit, member.name) if member.union in CLERKS else []:
                model.documents[person], model.known_as[person] = member.document, status
        return model

    def people_of(self, enrolment: int) -> frozenset[int]:
        return frozenset(
            person for (person,) in self.rows(
                "SELECT person_id FROM enrolment_person WHERE bucket = 'enrolling' AND version_id = (SELECT v.id FROM"
                " enrolment_version v JOIN unit_enrolment e ON e.id = v.enrolment_id AND e.current_version = v.version"
                " WHERE e.id = ?)", enrolment,
            )
        )  # fmt: skip

    def sheet_row(self, sheet: Sheet) -> tuple[int, int] | None:
        """Key and stamp of a list; nothing as long as it has no row."""
        found = self.rows(
            "SELECT id, version FROM unit_enrolment WHERE unit_id = ? AND year = ? AND ordinal = ?",
            self.unit_ids[sheet.unit.name], sheet.year, sheet.ordinal,
        )  # fmt: skip
        return found[0] if found else None

    def batch_row(self, batch: Batch) -> tuple[int, int]:
        return self.rows(
            "SELECT s.id, s.version FROM district_submission s JOIN trade_union u ON u.id = s.district_id"
            " WHERE u.code = ? AND s.year >= ? ORDER BY s.id", DISTRICTS[batch.district], FIRST_YEAR,
        )[[other for other in self.model.batches if other.district == batch.district].index(batch)]  # fmt: skip


PERSON = """
SELECT p.id, p.social_insurance FROM member m JOIN person p ON p.id = m.person_id WHERE m.unit_id = ? AND p.name = ?
"""
# Without an address a bank sends no card; sealed as it is, its length still tells one that is cut short.
MEMBERS = """
SELECT p.id, p.social_insurance, c.issued_on,
    p.statutory_day, p.second_statutory_day,
    CASE WHEN length(m.address_sealed) > 60 THEN d.expiry END, a.answer, a.about_day
FROM member m JOIN person p ON p.id = m.person_id
    LEFT JOIN service_card c ON c.person_id = p.id AND c.status = 'issued'
    JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
    LEFT JOIN retirement_answer a ON a.person_id = p.id
WHERE m.unit_id = ? AND m.left_on IS NULL AND m.category = 'enterprise' ORDER BY m.id
"""
