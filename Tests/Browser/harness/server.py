"""The server under test: the release binary on a loopback port, with a demonstration of its own."""

import base64
import hashlib
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

from harness.federation import Account, Federation

ROOT = Path(__file__).resolve().parents[3]
BINARY = os.environ.get("GONGHUI_BINARY", str(ROOT / ".build/release/gonghui"))
COOKIE = "__Host-sid"

PERSONAL = re.compile(r"(?<![0-9A-Za-z])3199\d{13}[\dXx](?![0-9A-Za-z])|(?<![0-9A-Za-z])199\d{8}(?![0-9A-Za-z])")


class Demonstration:
    """A demonstration in SQLite that servers start from, each with a copy of its own."""

    def __init__(self, folder: Path):
        self.data = folder / "data"
        done = subprocess.run(
            [BINARY, "demo", "--json", "--data", str(self.data)], capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        self.federation = Federation.read(json.loads(done.stdout))


class Server:
    """One server with a fresh demonstration federation, on SQLite or on a PostgreSQL database of its own."""

    def __init__(
        self,
        folder: Path,
        business_date: str = "2023-11-20",
        postgres: str | None = None,
        demonstration: "Demonstration | None" = None,
    ):
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.business_date = business_date
        self.database = self.new_database(postgres) if postgres else None
        if demonstration and not postgres:
            shutil.copytree(demonstration.data, self.data)
            self.federation = demonstration.federation
        else:
            self.federation = Federation.read(json.loads(self.command("demo", "--json")))
        self.port = 0
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # Starting and stopping

    def start(self) -> "Server":
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        arguments = ["serve", "--host", "127.0.0.1", "--port", str(self.port), "--business-date", self.business_date]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [BINARY, *arguments, *self._store()], stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=ROOT
            )
        for _ in range(200):
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}:\n{self.log.read_text()[-2000:]}")
            try:
                with urllib.request.urlopen(f"{self.url}/login", timeout=5):
                    return self
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"the server did not answer within 20 seconds:\n{self.log.read_text()[-2000:]}")

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def kill(self) -> None:
        """Ends the server as a power cut would: kill -9."""
        self.process.kill()
        self.process.wait()
        self.process = None

    # Commands of the binary

    def command(self, *arguments: str, expected: int = 0) -> str:
        """Runs a command on this server's data and gives what it printed."""
        done = subprocess.run(
            [BINARY, *arguments, *self._store()], capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL
        )
        assert done.returncode == expected, f"gonghui {' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout

    def minted_session(self, account: Account) -> str:
        """The value of a session's cookie, without logging in; only demonstration databases give one."""
        return self.command("demo", "session", "--account", account.name).strip().split("=", 1)[-1]

    def captcha_of(self, cookie: str) -> str:
        """What the picture shows to the visitor with that cookie: a person reads it, a test asks the database."""
        token = hashlib.sha256(base64.urlsafe_b64decode(cookie + "=")).digest()
        if self.database:
            line = self._psql(self.database, f"SELECT captcha FROM session WHERE token_hash = '\\x{token.hex()}'")
            return line.strip()
        with sqlite3.connect(f"file:{self.data}/gonghui.db?mode=ro", uri=True) as database:
            found = database.execute("SELECT captcha FROM session WHERE token_hash = ?", (token,)).fetchone()
        assert found and found[0], "no captcha is kept for this session"
        return found[0]

    # What it leaves behind

    def personal_data_in_log(self) -> list[str]:
        """Identity and phone numbers that the log holds; there must be none."""
        return PERSONAL.findall(self.log.read_text(errors="replace")) if self.log.exists() else []

    def violations(self) -> str:
        """What `gonghui verify` finds broken; it prints nothing when all is well."""
        return self.command("verify").strip()

    def _store(self) -> list[str]:
        store = ["--data", str(self.data)]
        return [*store, "--database", self.database] if self.database else store

    @staticmethod
    def new_database(server_url: str) -> str:
        """An empty database on that server, as an address."""
        name = f"gonghui_browser_{uuid.uuid4().hex[:12]}"
        Server._psql(
            server_url,
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'",
        )
        address, _, query = server_url.partition("?")
        scheme, rest = address.split("://", 1)
        database = f"{scheme}://{rest.split('/', 1)[0]}/{name}"
        return f"{database}?{query}" if query else database

    @staticmethod
    def _psql(url: str, statement: str) -> str:
        done = subprocess.run(
            ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--command", statement, url],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout
