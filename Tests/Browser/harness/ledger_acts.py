"""The acts at the bank's statements: files that are read, lines that are booked, set aside and opened again."""

import uuid

from harness.acts import DISTRICTS, NOTHING, Acts, Fault, plain, yuan
from harness.form_client import Answer
from harness.ledger_rules import (
    ASIDE,
    Key,
    coming,
    decided,
    of_newest,
    payable,
    payment,
    proposals,
    settled,
    subject,
)
from harness.records import Batch, Line

HEAD = "交易日期,收入金额,付款人,附言,流水号\n"


class LedgerActs(Acts):
    # The keys of the statements and of their lines, and each line as the bank wrote it, in the order of the model.
    statements: list[int]
    lines: list[int]
    written: list[str]

    def do_statement(self, who, lines):
        found = coming(self.model, who, lines)
        rows = [self.written[one] if isinstance(one, int) else self.row(one) for one in found]
        return self.upload(who, rows, [row for row, one in zip(rows, found) if isinstance(one, Line)])

    def row(self, line: Line | str) -> str:
        """As the bank writes it, with a number of its own; or one with words where an amount should be."""
        serial = uuid.uuid4().hex
        if isinstance(line, str):
            return f"{self.model.day},{line},某付款人,参保费,{serial}\n"
        remark = self.number(line.names) if line.names else "参保费"
        payer = self.name_of(line.payer) if line.payer else "某付款人"
        return f"{line.day},{yuan(line.amount)},{payer},{remark},{serial}\n"

    def upload(self, who: str, rows: list[str], new: list[str]) -> Answer:
        sent = self.send(who, "/ledger/statements", file=("file", "明细.csv", (HEAD + "".join(rows)).encode()))
        if sent.status == 303:
            key = int(sent.location.rsplit("/", 1)[-1])
            brought = self.rows("SELECT id FROM bank_line WHERE statement_id = ? ORDER BY row_number", key)
            if len(brought) != len(new):
                raise Fault(f"a statement with {len(new)} new lines has brought {len(brought)}")
            self.statements.append(key)
            self.lines += [line for (line,) in brought]
            self.written += new
        return sent

    def do_sure(self, who, more=0):
        lines = of_newest(self.model, who)
        if lines is None:
            return NOTHING
        expected = len(proposals(self.model, lines)) + more
        return self.send(who, f"/ledger/statements/{self.newest(who)}/sure", ("expected", expected))

    def newest(self, who: str) -> int:
        return [key for key, keeper in zip(self.statements, self.model.statements) if keeper == who][-1]

    def do_book(self, who, decisions):
        chosen = decided(self.model, who, decisions)
        if not chosen or any(what is None for _, what in chosen):
            return NOTHING
        fields = [(f"line-{self.key_of(line)}", what if what == ASIDE else self.field(what)) for line, what in chosen]
        return self.send(who, f"/ledger/statements/{self.newest(who)}/bookings", *fields)

    def do_pay(self, who, target, exactly):
        line = payment(self.model, who, target, exactly)
        if line is None:
            return NOTHING
        row = self.row(line)
        sent = self.upload(who, [row], [row])
        if sent.status != 303:
            raise Fault(f"the statement was answered {sent.status}: {plain(sent.text)[:600]}")
        if exactly and line.names in payable(self.model, line):
            return self.send(who, f"{sent.location}/sure", ("expected", 1))
        return self.send(who, f"{sent.location}/bookings", (f"line-{self.lines[-1]}", self.field(line.names)))

    def do_undo(self, who, place=None):
        line = settled(self.model, who, place)
        if line is None:
            return NOTHING
        sent = self.send(who, f"/ledger/lines/{self.key_of(line)}/undoing", ("reason", "记错了"))
        # Of a line that is open already the ledger says that nothing was booked.
        return NOTHING if sent.location == "/ledger" else sent

    # How the site knows them

    def key_of(self, line: Line) -> int:
        return self.lines[[one is line for one in self.model.lines].index(True)]

    def receivable(self, key: Key) -> tuple[str, int]:
        """The table and the key of what is owed."""
        found = subject(self.model, key)
        if isinstance(found, Batch):
            return "district_submission", self.batch_row(found)[0]
        return "unit_enrolment", self.sheet_row(found)[0]

    def field(self, key: Key) -> str:
        table, row = self.receivable(key)
        return f"{'s' if table == 'district_submission' else 'e'}-{row}"

    def number(self, key: Key) -> str:
        table, row = self.receivable(key)
        return self.rows(f"SELECT number FROM {table} WHERE id = ?", row)[0][0]

    def name_of(self, target: str) -> str:
        """Under which name somebody pays: a unit under its own, a district's union under its."""
        if target in self.unit_ids:
            return self.rows("SELECT name FROM enrolling_unit WHERE id = ?", self.unit_ids[target])[0][0]
        return self.rows("SELECT name FROM trade_union WHERE code = ?", DISTRICTS[target])[0][0]
