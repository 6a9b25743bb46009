"""Reports how long a refused login takes for an unknown account, a wrong password and a locked account.

Usage: python3 Tests/Scanners/login_times.py [--rounds 40]
Measured from outside, with the real hash; each attempt comes from a browser of its own, as a guesser's would.
"""

import argparse
import base64
import hashlib
import http.client
import os
import re
import socket
import sqlite3
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("GONGHUI_BINARY", str(ROOT / ".build/release/gonghui"))


class Guesser:
    """Sends the login form as a person would, with the captcha that the picture shows."""

    def __init__(self, data: Path, port: int):
        self.data, self.port = data, port
        self.turn = 0

    def request(self, method: str, path: str, body: str | None = None, cookie: str = "") -> tuple[int, str, str]:
        # An address of its own for each attempt: the pace of one address is not what is measured.
        address = f"10.{self.turn >> 16 & 255}.{self.turn >> 8 & 255}.{self.turn & 255}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"X-Forwarded-For": address, "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text, given = answer.read().decode(), answer.getheader("Set-Cookie") or ""
        connection.close()
        return answer.status, text, given

    def attempt(self, account: str, password: str) -> float:
        """Seconds that the answer to the form took."""
        self.turn += 1
        _, page, given = self.request("GET", "/login")
        cookie = given.split(";", 1)[0]
        token = hashlib.sha256(base64.urlsafe_b64decode(cookie.split("=", 1)[1] + "=")).digest()
        with sqlite3.connect(f"file:{self.data}/gonghui.db?mode=ro", uri=True) as database:
            captcha = database.execute("SELECT captcha FROM session WHERE token_hash = ?", (token,)).fetchone()[0]
        csrf = re.search(r'name="csrf" value="([^"]+)"', page)[1]
        form = urllib.parse.urlencode(
            {"csrf": csrf, "account": account, "password": password, "captcha": captcha, "return": ""})
        start = time.perf_counter()
        status, _, _ = self.request("POST", "/login", form, cookie)
        assert status == 422, f"the login of {account} was answered with {status}"
        return time.perf_counter() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=40)
    rounds = arguments.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="gonghui-login-") as name:
        data = Path(name) / "data"
        subprocess.run([BINARY, "demo", "make", "--json", "--data", str(data)], check=True, capture_output=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen(
            [BINARY, "serve", "--port", str(port), "--trusted-proxy", "127.0.0.1", "--data", str(data)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        try:
            for _ in range(200):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/login", timeout=5).close()
                    break
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.1)
            guesser = Guesser(data, port)
            for _ in range(6):
                guesser.attempt("yanshi", "wrong")
            times: dict[str, list[float]] = {"unknown": [], "wrong": [], "locked": []}
            for turn in range(rounds):
                times["unknown"].append(guesser.attempt(f"nobody{turn}", "Gonghui-Demo-2024"))
                # Another account after every fourth failure, so that none is locked by the measurement.
                accounts = ["shili", "haifeng", "kongbai", "chuchuang", "xinshi", "yangli", "fanben", "binhai", "shanqian", "donghai"]
                times["wrong"].append(guesser.attempt(accounts[turn // 4 % len(accounts)], "wrong"))
                times["locked"].append(guesser.attempt("yanshi", "Gonghui-Demo-2024"))
        finally:
            server.terminate()
            server.wait(timeout=20)
    medians = {kind: statistics.median(found) for kind, found in times.items()}
    for kind, median in medians.items():
        spread = statistics.quantiles(times[kind], n=10)
        print(f"{kind:8} median {median * 1000:7.1f} ms, nine of ten below {spread[-1] * 1000:7.1f} ms")
    difference = (max(medians.values()) - min(medians.values())) / min(medians.values())
    print(f"difference of the medians: {difference:.1%} (wanted: below 5 % on an idle machine)")


if __name__ == "__main__":
    main()
