"""kill -9 while several clients write: what the driver saw acknowledged is there after a restart, and nothing is broken.

The driver keeps every acknowledgement itself, outside the server. A round counts only when something had been
acknowledged in it before the kill.
"""

import contextlib
import http.client
import io
import random
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import openpyxl
import pytest

from harness import bank, member_lists
from harness.form_client import FormClient
from harness.server import Server

ROUNDS = 3
LIST_SIZE = 200


@dataclass
class Driver:
    """Clients that repeat one act until the server is gone, and what they were told."""

    server: Server
    acknowledged: dict[str, list[str]] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run_until_killed(self, clients: list[FormClient], act: Callable[[FormClient], str]) -> int:
        """Kills the server at a random moment after the first acknowledgement; gives how many there were."""
        first = threading.Event()
        count = 0

        def repeat(client: FormClient) -> None:
            nonlocal count
            while True:
                try:
                    told = act(client)
                except (ConnectionError, TimeoutError, http.client.HTTPException, OSError):
                    return
                except Exception as trouble:
                    with self.lock:
                        self.troubles.append(f"{client.account.name}: {trouble!r}")
                    return
                with self.lock:
                    self.acknowledged.setdefault(client.account.name, []).append(told)
                    count += 1
                first.set()

        threads = [threading.Thread(target=repeat, args=(client,), daemon=True) for client in clients]
        for thread in threads:
            thread.start()
        assert first.wait(60), f"nothing was acknowledged: {self.troubles}"
        time.sleep(random.uniform(0.02, 1.2))
        self.server.kill()
        for thread in threads:
            thread.join(60)
        assert self.troubles == []
        return count


@pytest.fixture
def driver(start_server) -> Driver:
    return Driver(start_server())


def rows_of(server: Server, statement: str, *values) -> list[tuple]:
    with sqlite3.connect(f"file:{server.data}/gonghui.db?mode=ro", uri=True) as database:
        return database.execute(statement, values).fetchall()


def test_acknowledged_submissions_survive(driver: Driver):
    server = driver.server
    accounts = [account for account in server.federation.accounts if account.name in SUBMITTERS]
    clients = [FormClient(server, account) for account in accounts]
    before = {account.name: versions_of(server, account.name) for account in accounts}
    for client in clients:
        chosen = client.form("/enrolments/current/plan", "/enrolments/current/plan")
        assert client.send(chosen, plan=SUBMITTERS[client.account.name]).status == 303

    def submit(client: FormClient) -> str:
        form = client.form("/enrolments/current/check", "/enrolments/current/submission")
        answer = client.send(form, checked="yes")
        assert answer.status == 303, f"answered {answer.status}"
        return answer.location

    for _ in range(ROUNDS):
        assert driver.run_until_killed(clients, submit) > 0
        server.start()
        assert server.violations() == ""
        for client in clients:
            told = driver.acknowledged.get(client.account.name, [])
            for location in told:
                assert client.get(location).status == 200, f"{location} was acknowledged and is gone"
            kept = versions_of(server, client.account.name) - before[client.account.name]
            # At most the last submission of each round may be there without an answer.
            assert len(told) <= kept <= len(told) + ROUNDS


def versions_of(server: Server, account: str) -> int:
    return rows_of(
        server,
        "SELECT count(*) FROM enrolment_version v JOIN account a ON a.id = v.submitted_by WHERE a.name = ?",
        account,
    )[0][0]


# Clerks whose lists can be handed in as the demonstration stands, and their plans.
SUBMITTERS = {"shili": "A", "xinshi": "A+", "yangli": "A", "fanben": "B+"}


def test_acknowledged_imports_survive(driver: Driver):
    server = driver.server
    accounts = [account for account in server.federation.accounts if account.name in SUBMITTERS]
    clients = [FormClient(server, account) for account in accounts]
    before = {account.name: members_of(server, account.union) for account in accounts}
    serials = iter(range(1_000, 1_000_000, LIST_SIZE))

    def bring_in(client: FormClient) -> str:
        with driver.lock:
            first = next(serials)
        union = server.federation.union(client.account.union)
        lines = member_lists.rows(member_lists.crowd(first, LIST_SIZE), union.name, union.code, union.enterprises[0].name)
        form = client.form("/members/import", "/members/import")
        staged = client.send(form, file=("file", "名册.xlsx", workbook(lines)))
        assert staged.status == 303, f"the upload was answered {staged.status}"
        confirmation = client.form(staged.location, "/confirmation")
        answer = client.send(confirmation)
        assert answer.status == 303, f"the confirmation was answered {answer.status}"
        return answer.location

    for _ in range(ROUNDS):
        assert driver.run_until_killed(clients, bring_in) > 0
        server.start()
        assert server.violations() == ""
        for client in clients:
            told = driver.acknowledged.get(client.account.name, [])
            for location in told:
                run = location.split("?")[0].rsplit("/", 1)[-1]
                status, new = rows_of(server, "SELECT status, new_count FROM member_import WHERE id = ?", run)[0]
                assert (status, new) == ("applied", LIST_SIZE)
                assert client.get(location).status == 200
            gained = members_of(server, client.account.union) - before[client.account.name]
            # Whole lists only, and none that was acknowledged is missing.
            assert gained % LIST_SIZE == 0
            assert len(told) <= gained // LIST_SIZE <= len(told) + ROUNDS


def test_a_long_import_goes_on_after_kills(start_server):
    """Read, repaired and written while the server is killed again and again: in the end as if nothing had happened."""
    server = start_server()
    account = next(account for account in server.federation.accounts if account.name == "shili")
    union = server.federation.union(account.union)
    client = FormClient(server, account)
    before = members_of(server, union.code)
    people = member_lists.crowd(600_000, LONG_LIST)
    lines = member_lists.rows(people, union.name, union.code, union.enterprises[0].name)
    for line in lines[:50]:
        line[2] = line[2][:6] + " " + line[2][6:]
    form = client.form("/members/import", "/members/import")
    staged = client.send(form, file=("file", "名册.xlsx", workbook(lines)))
    assert staged.status == 303, f"the upload was answered {staged.status}"
    run = staged.location.rsplit("/", 1)[-1]

    status_of = "SELECT status, rows, new_count, failed_count FROM member_import WHERE id = ?"
    survive(server)
    assert until(server, status_of, run, "staged") == ("staged", LONG_LIST, LONG_LIST - 50, 50)
    assert client.send(client.form(staged.location, "/repair")).status == 303
    survive(server)
    assert until(server, status_of, run, "staged") == ("staged", LONG_LIST, LONG_LIST, 0)
    assert client.send(client.form(staged.location, "/confirmation")).status == 303
    survive(server)
    assert until(server, status_of, run, "applied") == ("applied", LONG_LIST, LONG_LIST, 0)
    assert members_of(server, union.code) - before == LONG_LIST
    assert rows_of(server, "SELECT count(*) FROM roster_job") == [(0,)]
    assert server.violations() == ""


def test_a_long_comparison_goes_on_after_kills(start_server):
    """Killed again and again while the roster is read and carried out: everybody stands in it and is entered once."""
    server = start_server()
    account = next(account for account in server.federation.accounts if account.name == "shili")
    union = server.federation.union(account.union)
    client = FormClient(server, account)
    before = members_of(server, union.code)
    people = member_lists.crowd(900_000, LONG_LIST)
    lines = member_lists.rows(people, union.name, union.code, union.enterprises[0].name)
    form = client.form("/members/comparisons/new", "/members/comparisons")
    begun = client.send(form, file=("file", "名册.xlsx", workbook(lines)))
    assert begun.status == 303, f"the upload was answered {begun.status}"
    run = begun.location.rsplit("/", 1)[-1]
    survive(server)
    counts = "SELECT status, new_count, same_count, missing_count FROM member_comparison WHERE id = ?"
    assert until(server, counts, run, "compared") == ("compared", LONG_LIST, 0, before)
    lines_of = "SELECT part, count(*), count(DISTINCT position), count(DISTINCT member_id) FROM member_comparison_line"
    assert rows_of(server, f"{lines_of} WHERE comparison_id = ? GROUP BY part ORDER BY part", run) == [
        ("missing", before, before, before),
        ("new", LONG_LIST, LONG_LIST, 0),
    ]
    assert rows_of(server, "SELECT count(*) FROM roster_job") == [(0,)]
    assert members_of(server, union.code) == before
    assert server.violations() == ""

    chosen = client.form(f"{begun.location}?part=new", "/decisions")
    assert client.send(chosen, all="import").status == 303
    assert client.send(client.form(f"{begun.location}/execution", "/execution")).status == 303
    survive(server)
    assert until(server, "SELECT count(*) FROM roster_job WHERE comparison_id = ?", run, 0) == (0,)
    done = "SELECT effect, count(*) FROM member_comparison_line WHERE comparison_id = ? AND effect IS NOT NULL GROUP BY 1"
    assert rows_of(server, done, run) == [("imported", LONG_LIST)]
    assert rows_of(server, "SELECT executed_count FROM member_comparison WHERE id = ?", run) == [(LONG_LIST,)]
    assert members_of(server, union.code) - before == LONG_LIST
    acts = "SELECT count(*) FROM event WHERE subject = 'member-comparison' AND subject_id = ? AND action = 'executed'"
    assert rows_of(server, acts, run) == [(1,)]
    assert server.violations() == ""


def test_a_bank_answer_is_applied_whole_or_not_at_all(start_server, tmp_path):
    """Killed again and again while the cards of a large batch are written: all of them or none, and once."""
    server = start_server()
    people = {account.name: account for account in server.federation.accounts}
    clerk, centre = FormClient(server, people["yangli"]), FormClient(server, people["centre"])
    union = server.federation.union(people["yangli"].union)
    lines = member_lists.rows(member_lists.crowd(800_000, LARGE_BATCH), union.name, union.code, union.enterprises[0].name)
    staged = clerk.send(clerk.form("/members/import", "/members/import"), file=("file", "名册.xlsx", workbook(lines)))
    run = staged.location.rsplit("/", 1)[-1]
    until(server, "SELECT status FROM member_import WHERE id = ?", run, "staged")
    clerk.send(clerk.form(staged.location, "/confirmation"))
    until(server, "SELECT status FROM member_import WHERE id = ?", run, "applied")

    ready = clerk.form("/cards/candidates?part=ready&choose=everybody", "size=20")
    batch = clerk.send(ready).location
    assert clerk.send(clerk.form(f"{batch}/submission", "/submission")).status == 303
    handing = centre.form(f"{batch}/order-file", "/hand-over")
    assert centre.send(handing, **centre.proof()).status == 303
    order = tmp_path / "order.xlsx"
    order.write_bytes(centre.send(centre.form(f"{batch}/order-file", "/order-file")).content)
    people_in_batch = len(bank.ordered(order))
    assert people_in_batch >= LARGE_BATCH
    answer = bank.answers(order, tmp_path / "answer.xlsx").read_bytes()

    key = batch.rsplit("/", 1)[-1]
    count = "SELECT b.status, b.issued, (SELECT count(*) FROM card_batch_line l WHERE l.batch_id = b.id AND l.card_id IS NOT NULL) FROM card_batch b WHERE b.id = ?"
    interrupted = 0
    for _ in range(4):
        form = centre.form(batch, "/result")
        sender = threading.Thread(target=bring, args=(centre, form, answer), daemon=True)
        sender.start()
        waits_for_a_long_write(server)
        server.kill()
        sender.join(60)
        server.start()
        assert server.violations() == ""
        state = rows_of(server, count, key)[0]
        assert state in [("in-production", 0, 0), ("produced", people_in_batch, people_in_batch)]
        if state[0] == "produced":
            break
        interrupted += 1
        if interrupted == 2:
            assert centre.send(centre.form(batch, "/result"), file=("file", "结果.xlsx", answer)).status == 303
            break
    assert interrupted > 0, "no kill fell into the middle of the answer"
    assert rows_of(server, count, key) == [("produced", people_in_batch, people_in_batch)]
    assert rows_of(server, "SELECT count(*) FROM event WHERE action = 'apply-full-result' AND subject_id = ?", key) == [
        (1,)
    ]
    assert server.violations() == ""


LARGE_BATCH = 6_000


def waits_for_a_long_write(server: Server) -> None:
    """Until the server has kept everybody else from writing for a while, as only a large transaction does."""
    probe = sqlite3.connect(f"{server.data}/gonghui.db", timeout=0, isolation_level=None)
    locked_since, end = None, time.monotonic() + 30
    with contextlib.closing(probe):
        while time.monotonic() < end:
            try:
                probe.execute("BEGIN IMMEDIATE")
                probe.execute("ROLLBACK")
                locked_since = None
            except sqlite3.OperationalError:
                locked_since = locked_since or time.monotonic()
                if time.monotonic() - locked_since > 0.02:
                    return
            time.sleep(0.001)
    raise AssertionError("the server wrote nothing large")


def bring(centre: FormClient, form, answer: bytes) -> None:
    """Sends the bank's answer; that the server is killed meanwhile is what is tried."""
    try:
        centre.send(form, file=("file", "结果.xlsx", answer))
    except (ConnectionError, TimeoutError, http.client.HTTPException, OSError):
        return


LONG_LIST = 6_000


def survive(server: Server) -> None:
    for _ in range(3):
        time.sleep(random.uniform(0.02, 0.5))
        server.kill()
        server.start()


def until(server: Server, statement: str, run: str, wanted: str | int) -> tuple:
    """The row once its first column says so."""
    for _ in range(600):
        row = rows_of(server, statement, run)[0]
        if row[0] == wanted:
            return row
        time.sleep(0.1)
    raise AssertionError(f"after a minute it is {row}")


def members_of(server: Server, union_code: str) -> int:
    return rows_of(
        server,
        "SELECT count(*) FROM member m JOIN trade_union u ON u.id = m.union_id WHERE u.code = ? AND m.left_on IS NULL",
        union_code,
    )[0][0]


def workbook(lines: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for line in [member_lists.COLUMNS, *lines]:
        book.active.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
