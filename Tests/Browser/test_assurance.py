"""What a security assessor tries on a running platform: its files, its commands, its ports (docs/reliability.md)."""

import http.client
import json
import re
import shutil
import socket
import sqlite3
import ssl
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from harness.form_client import FormClient
from harness.server import BINARY, PERSONAL, ROOT, Server


def run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=300, cwd=ROOT, stdin=subprocess.DEVNULL)


def bytes_of(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(data.glob("gonghui.db*")))


def request(server: Server, method: str, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request(method, path)
    answer = connection.getresponse()
    answer.body = answer.read().decode(errors="replace")
    connection.close()
    return answer


# Data at rest


def test_the_files_of_a_demonstration_hold_no_number_of_anybody(demonstration, tmp_path):
    """Document numbers and phones are the demonstration's own: those it tells, and those that a clerk takes out."""
    data = tmp_path / "data"
    shutil.copytree(demonstration.data, data)
    told = [member.document for member in demonstration.federation.members]
    assert told, "the demonstration tells no members"
    whole = bytes_of(data)
    for number in told:
        assert number.encode() not in whole
        assert number[-8:].encode() not in whole
    assert not re.search(PERSONAL.pattern.encode(), whole)
    assert not re.search(PERSONAL.pattern.encode(), re.sub(rb"\0", b"", whole)), "as UTF-16"


def test_a_lost_or_foreign_key_file_keeps_the_server_from_starting(demonstration, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(demonstration.data, data)
    keys = data / "keys.json"
    kept = keys.read_bytes()
    keys.unlink()
    refused = run("serve", "--data", str(data), "--port", "0")
    assert refused.returncode == 2 and str(keys) in refused.stderr and "密钥文件" in refused.stderr
    other = tmp_path / "other"
    assert run("migrate", "--data", str(other)).returncode == 0
    shutil.copy(other / "keys.json", keys)
    refused = run("serve", "--data", str(data), "--port", "0")
    assert refused.returncode == 2 and "不是此数据库使用的密钥" in refused.stderr
    keys.write_bytes(kept)
    keys.chmod(0o644)
    refused = run("serve", "--data", str(data), "--port", "0")
    assert refused.returncode == 2 and "chmod 600" in refused.stderr
    keys.chmod(0o600)
    assert run("verify", "--data", str(data)).returncode == 0


def test_keys_are_rotated_while_the_server_runs_and_kills_do_not_matter(start_server):
    server = start_server()
    keys = server.data / "keys.json"
    before = json.loads(keys.read_text())
    old = before["encryption"]["current"]
    cookie = server.minted_session(server.federation.account("clerk"))
    stop, answers = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            asked = urllib.request.Request(f"{server.url}/members", headers={"Cookie": f"__Host-sid={cookie}"})
            try:
                with urllib.request.urlopen(asked, timeout=20) as answer:
                    answers.append(answer.status)
            except urllib.error.HTTPError as error:
                answers.append(error.code)
            time.sleep(0.5)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        # Killed twice on its way, then left to finish.
        for patience in (6.5, 7.0):
            process = subprocess.Popen([BINARY, "keys", "rotate", "--data", str(server.data)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                process.wait(timeout=patience)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        status = server.command("keys")
        if old in status and not re.search(rf"密钥 {old}\t旧\t0 条", status):
            server.command("keys", "rotate")
        status = server.command("keys")
        assert re.search(rf"密钥 {old}\t旧\t0 条", status), status
        new = json.loads(keys.read_text())["encryption"]["current"]
        assert new != old and new in status
    finally:
        stop.set()
        reader.join()
    assert answers and set(answers) == {200}
    assert server.violations() == ""

    kept = server.data / "retired.json"
    for _ in range(40):
        done = run("keys", "retire", "--save", str(kept), "--data", str(server.data))
        if done.returncode == 0:
            break
        assert "一分钟后" in done.stderr, done.stderr
        time.sleep(3)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert old not in keys.read_text() and old in kept.read_text()
    mark = bytes([1]) + bytes.fromhex(old)
    server.stop()
    run("keys", "--data", str(server.data))
    with sqlite3.connect(server.data / "gonghui.db") as database:
        for table, column in sealed_columns(database):
            found = database.execute(f"SELECT count(*) FROM {table} WHERE substr({column}, 1, 5) = ?", (mark,)).fetchone()[0]
            assert found == 0, f"{table}.{column} has {found} values of the old key"
    # Who starts with the file of before is told which key it lacks.
    keys.write_text(json.dumps(before))
    keys.chmod(0o600)
    refused = run("serve", "--data", str(server.data), "--port", "0")
    assert refused.returncode == 2 and new in refused.stderr


def sealed_columns(database: sqlite3.Connection) -> list[tuple[str, str]]:
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = [(table, row[1]) for table in tables for row in database.execute(f"PRAGMA table_info({table})")]
    return [(table, column) for table, column in columns if column == "sealed" or column.endswith("_sealed")]


def test_a_row_changed_by_the_engines_own_tool_is_named(demonstration, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(demonstration.data, data)
    assert run("verify", "--data", str(data)).stdout == ""
    with sqlite3.connect(data / "gonghui.db") as database:
        event = database.execute("SELECT max(id) FROM event").fetchone()[0]
        with pytest.raises(sqlite3.DatabaseError):
            database.execute("UPDATE event SET account_id = 1 WHERE id = ?", (event,))
        with pytest.raises(sqlite3.DatabaseError):
            database.execute("DELETE FROM event WHERE id = ?", (event,))
        database.execute("DROP TRIGGER event_update_refused")
        database.execute("UPDATE event SET detail = 'tampered' WHERE id = ?", (event,))
        clerk = database.execute("SELECT min(account_id) FROM account_role WHERE role = 'clerk'").fetchone()[0]
        database.execute("INSERT INTO account_role (account_id, role) VALUES (?, 'reviewer')", (clerk,))
        database.execute("UPDATE account SET password_hash = 'scrypt$17$8$1$AAAA$AAAA' WHERE name = 'shili'")
        shili = database.execute("SELECT id FROM account WHERE name = 'shili'").fetchone()[0]
        card, other = database.execute("SELECT min(id), max(id) FROM service_card").fetchone()
        sealed = "SELECT number_sealed FROM service_card WHERE id = ?"
        database.execute(f"UPDATE service_card SET number_sealed = ({sealed}) WHERE id = ?", (other, card))
        document = database.execute("SELECT max(id) FROM identity_document").fetchone()[0]
        database.execute("UPDATE identity_document SET number_index = zeroblob(32) WHERE id = ?", (document,))
        file = database.execute("SELECT min(id) FROM stored_file").fetchone()[0]
        database.execute("UPDATE stored_file SET sha256 = zeroblob(32) WHERE id = ?", (file,))
        person, stranger = database.execute("SELECT min(id), max(id) FROM person").fetchone()
        database.execute("UPDATE person SET birth_day = '1970-01-02' WHERE id = ?", (person,))
        database.execute("UPDATE person SET seal = NULL WHERE id = ?", (stranger,))
    found = run("verify", "--data", str(data))
    assert found.returncode == 1
    for invariant, record in [
        ("I12", f"event {event}"), ("I8", f"account {clerk}"), ("I12", f"account {shili}"), ("I12", f"service_card {card}"),
        ("I12", f"identity_document {document}"), ("I12", f"stored_file {file}"),
        ("I12", f"person {person}"), ("I12", f"person {stranger}"),
    ]:
        assert re.search(rf"\b{invariant}\t{record}\b", found.stdout), (record, found.stdout)
    accepted = run("seal", "--data", str(data), "--record", f"person {person}")
    assert accepted.returncode == 0 and f"person {person}\t" in accepted.stdout
    assert not re.search(rf"\bperson {person}\b", run("verify", "--data", str(data)).stdout)
    assert "不需要重新加" in run("seal", "--data", str(data), "--record", f"person {person}").stderr
    assert "不是带校验的记录" in run("seal", "--data", str(data), "--record", f"event {event}").stderr


# Clerks whose lists can be handed in as the demonstration stands, and their plans.
AT_WORK = {"shili": "A", "yangli": "A"}


class Work:
    """Clerks who hand their lists in again and again until they are told to stop, and what was acknowledged to them."""

    def __init__(self, server: Server):
        self.clients = [FormClient(server, account) for account in server.federation.accounts if account.name in AT_WORK]
        self.acknowledged: list[int] = []
        self.troubles: list[str] = []
        self.changed = threading.Condition()
        self.over = threading.Event()

    def __enter__(self):
        for client in self.clients:
            chosen = client.form("/enrolments/current/plan", "/enrolments/current/plan")
            assert client.send(chosen, plan=AT_WORK[client.account.name]).status == 303
        self.threads = [threading.Thread(target=self._hand_in, args=(client,), daemon=True) for client in self.clients]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join(60)

    def _hand_in(self, client: FormClient):
        try:
            while not self.over.is_set():
                answer = client.send(
                    client.form("/enrolments/current/check", "/enrolments/current/submission"), checked="yes"
                )
                assert answer.status == 303, f"answered {answer.status}"
                with self.changed:
                    self.acknowledged.append(int(answer.location.split("?")[0].rsplit("/", 1)[-1]))
                    self.changed.notify_all()
        except Exception as trouble:
            with self.changed:
                self.troubles.append(f"{client.account.name}: {trouble!r}")
                self.changed.notify_all()

    def more(self) -> list[int]:
        """Waits until something more is acknowledged than was; gives everything that is."""
        with self.changed:
            before = len(self.acknowledged)
            assert self.changed.wait_for(lambda: self.troubles or len(self.acknowledged) > before, 60), "nobody works"
            assert self.troubles == []
            return list(self.acknowledged)


def test_a_backup_taken_while_people_work_is_restored_whole(start_server, tmp_path):
    """Each copy is one whole moment: all that was acknowledged before it is there, and every total fits."""
    server = start_server()
    copies = []
    with Work(server) as work:
        for number in range(3):
            before = work.more()
            copy = tmp_path / f"copy-{number}.db"
            assert run("backup", "--data", str(server.data), "--out", str(copy)).returncode == 0
            # Whoever worked when it began still does, so it was not the copy that waited for an idle moment.
            work.more()
            copies.append((copy, before))
    assert work.troubles == []
    for number, (copy, before) in enumerate(copies):
        restored = tmp_path / f"restored-{number}"
        assert run("restore", "--data", str(restored), "--from", str(copy)).returncode == 0
        shutil.copy(server.data / "keys.json", restored / "keys.json")
        verified = run("verify", "--data", str(restored))
        assert (verified.returncode, verified.stdout) == (0, "")
        with sqlite3.connect(restored / "gonghui.db") as database:
            kept = {row[0] for row in database.execute("SELECT id FROM enrolment_version")}
        assert set(before) <= kept, "an acknowledged list is not in the copy"


def test_a_backup_is_restored_row_for_row_and_never_over_a_database(start_server, tmp_path):
    server = start_server()
    copy = tmp_path / "copy.db"
    assert run("backup", "--data", str(server.data), "--out", str(copy)).returncode == 0
    restored = tmp_path / "restored"
    assert run("restore", "--data", str(restored), "--from", str(copy)).returncode == 0
    shutil.copy(server.data / "keys.json", restored / "keys.json")
    verified = run("verify", "--data", str(restored))
    assert verified.returncode == 0 and verified.stdout == ""
    server.stop()
    with sqlite3.connect(server.data / "gonghui.db") as first, sqlite3.connect(restored / "gonghui.db") as second:
        for table in ("person", "identity_document", "member", "event", "event_link", "trade_union", "account"):
            statement = f"SELECT * FROM {table} ORDER BY 1"
            assert first.execute(statement).fetchall() == second.execute(statement).fetchall(), table
    assert run("restore", "--data", str(restored), "--from", str(copy)).returncode == 2


# Ways in


def test_a_new_database_lets_nobody_in(tmp_path):
    data = tmp_path / "fresh"
    assert run("migrate", "--data", str(data)).returncode == 0
    with sqlite3.connect(data / "gonghui.db") as database:
        assert database.execute("SELECT count(*) FROM account").fetchone()[0] == 0
    assert run("demo", "session", "--account", "admin", "--data", str(data)).returncode == 2
    made = run("admin", "create", "--account", "root", "--name", "王管理", "--data", str(data))
    assert made.returncode == 0 and re.search(r"一次性密码：\S{16}", made.stdout)
    again = run("admin", "create", "--account", "second", "--name", "李管理", "--data", str(data))
    assert again.returncode == 2


def test_plain_http_is_refused_on_any_other_address_than_this_machine(demonstration, tmp_path):
    refused = run("serve", "--data", str(demonstration.data), "--host", "0.0.0.0", "--port", "0")
    assert refused.returncode == 2 and "--trusted-proxy" in refused.stderr


def certify(folder: Path, name: str) -> tuple[Path, Path]:
    """A self-made certificate for 127.0.0.1 and its key."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )
    key.chmod(0o600)
    return certificate, key


def test_the_server_speaks_tls_itself(demonstration, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(demonstration.data, data)
    certificate, key = certify(tmp_path, "own")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [BINARY, "serve", "--host", "0.0.0.0", "--port", str(port), "--data", str(data), "--tls-certificate",
         str(certificate), "--tls-key", str(key)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd=ROOT,
    )
    trusting = ssl.create_default_context(cafile=str(certificate))
    try:
        for _ in range(200):
            assert process.poll() is None
            try:
                with urllib.request.urlopen(f"https://127.0.0.1:{port}/login", timeout=5, context=trusting) as answer:
                    assert answer.status == 200
                    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
                    assert "Secure" in answer.headers["Set-Cookie"]
                    break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        else:
            pytest.fail("the server did not answer over TLS")
        cookie = run("demo", "session", "--account", "shili", "--data", str(data)).stdout.strip()
        asked = urllib.request.Request(f"https://127.0.0.1:{port}/members", headers={"Cookie": cookie})
        with urllib.request.urlopen(asked, timeout=20, context=trusting) as answer:
            assert answer.status == 200 and "会员" in answer.read().decode()
        # Neither plain http nor an older version is answered.
        with pytest.raises((urllib.error.URLError, ConnectionError, http.client.HTTPException)):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/login", timeout=5)
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
        old.set_ciphers("ALL:@SECLEVEL=0")
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        with pytest.raises((ssl.SSLError, ConnectionError)):
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                old.wrap_socket(connection)
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_a_certificate_that_will_not_do_is_refused_before_the_port_opens(demonstration, tmp_path):
    certificate, key = certify(tmp_path, "own")
    _, other = certify(tmp_path, "other")
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_text("nonsense")
    nonsense.chmod(0o600)
    open_to_all = tmp_path / "open.key"
    shutil.copy(key, open_to_all)
    open_to_all.chmod(0o644)
    for given, words in [
        (["--tls-certificate", str(certificate)], "--tls-key"),
        (["--tls-key", str(key)], "--tls-certificate"),
        (["--tls-certificate", str(tmp_path / "missing"), "--tls-key", str(key)], "找不到证书文件"),
        (["--tls-certificate", str(certificate), "--tls-key", str(tmp_path / "missing")], "找不到私钥文件"),
        (["--tls-certificate", str(nonsense), "--tls-key", str(key)], "不是 PEM 格式的证书"),
        (["--tls-certificate", str(certificate), "--tls-key", str(nonsense)], "不是 PEM 格式的私钥"),
        (["--tls-certificate", str(certificate), "--tls-key", str(other)], "不是一对"),
        (["--tls-certificate", str(certificate), "--tls-key", str(open_to_all)], "chmod 600"),
        (["--trusted-proxy", "nowhere"], "不是地址或网段"),
        (["--trusted-proxy", "0.0.0.0/0"], "不是地址或网段"),
    ]:
        refused = run("serve", "--data", str(demonstration.data), "--port", "0", *given)
        assert refused.returncode == 2 and words in refused.stderr, (given, refused.stderr)


@pytest.mark.parametrize(
    "path", ["/.git/config", "/.env", "/keys.json", "/gonghui.db", "/../var/gonghui.db", "/assets/", "/assets/..%2f..%2fkeys.json",
             "/admin", "/debug", "/metrics", "/server-status", "/docs/", "/openapi.json", "/Package.swift"]
)
def test_nothing_lies_about(start_server, path):
    server = start_server()
    answer = request(server, "GET", path)
    assert answer.status in (303, 404), path
    assert answer.getheader("Server") is None and answer.getheader("X-Powered-By") is None
    assert "Swift" not in answer.body and "SQL" not in answer.body


def test_unknown_methods_are_refused(start_server):
    server = start_server()
    for method in ("TRACE", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "PROPFIND", "NONSENSE"):
        answer = request(server, method, "/login")
        assert answer.status in (400, 405, 501), f"{method}: {answer.status}"
        assert "TRACE" not in answer.body


def test_a_slow_sender_does_not_keep_others_out(start_server):
    server = start_server()
    slow = []
    for _ in range(40):
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        connection.sendall(b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\na")
        slow.append(connection)
    assert request(server, "GET", "/login").status == 200
    for connection in slow:
        connection.close()
    assert server.process.poll() is None


# In the browser


def test_pages_keep_nothing_in_the_browser_and_back_shows_nothing(start_server, visitors):
    server = start_server()
    visitor = visitors(server).logs_in(server.federation.account("clerk"))
    for path in (
        "/", "/workbench", "/members/import", "/members/export", "/members/new", "/enrolments", "/enrolments/current/check",
        "/cards/candidates", "/coverage", "/members",
    ):
        visitor.page.goto(path)
        # What a part of the page keeps for itself may be there; never a number, a name or a key of the session.
        texts = visitor.page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert not PERSONAL.search(texts) and "会员" not in texts, f"{path} keeps {texts}"
        assert visitor.page.evaluate("() => document.cookie") == "", f"a script can read a cookie of {path}"
    visitor.logs_out()
    visitor.page.go_back()
    expect(visitor.page.get_by_role("heading", name="会员信息管理")).to_have_count(0)


def test_a_password_can_be_pasted(start_server, visitors):
    server = start_server()
    visitor = visitors(server)
    visitor.page.goto("/login")
    field = visitor.page.get_by_label("密码", exact=True)
    pasted = field.evaluate(
        """field => {
            const given = new DataTransfer(); given.setData('text/plain', 'x');
            return field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: given, cancelable: true, bubbles: true}));
        }"""
    )
    assert pasted, "the page stops a paste"
    assert field.get_attribute("autocomplete") == "current-password"
    assert field.get_attribute("maxlength") is None or int(field.get_attribute("maxlength")) >= 128


def test_no_page_asks_anything_of_another_machine(start_server, visitors):
    server = start_server()
    visitor = visitors(server)
    asked = []
    visitor.page.on("request", lambda asking: asked.append(asking.url))
    visitor.is_let_in(server.federation.account("clerk"))
    for path in ("/", "/workbench", "/members", "/members/import", "/enrolments", "/cards/candidates", "/guide", "/support"):
        visitor.page.goto(path)
    elsewhere = [url for url in asked if not url.startswith((server.url, "data:", "about:", "blob:"))]
    assert elsewhere == []
