"""Lets wapiti and sqlmap loose on a demonstration with TLS, and says what they found.

Usage: python Tests/Scanners/scan.py [--accounts shili donghai xitong] [--seconds 300] [--only wapiti|sqlmap]
One account after the other, each in a demonstration of its own. Exits with 0 when nothing was found, the server is the same process as before, and its records are sound.
"""

import argparse
import html
import json
import os
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("GONGHUI_BINARY", str(ROOT / ".build/release/gonghui"))
TOOLS = Path(sys.executable).parent
QUIET = ["nice", "-n", "19"]
PERSONAL = re.compile(r"(?<![0-9A-Za-z])3199\d{13}[\dXx](?![0-9A-Za-z])|(?<![0-9A-Za-z])199\d{8}(?![0-9A-Za-z])")

# What wapiti looks for; the modules for other makers' programs (WordPress, log4shell) have nothing to ask here.
MODULES = "sql,timesql,xss,permanentxss,redirect,csrf,file,exec,crlf,cookieflags,http_headers,csp,xxe,ssrf"
# Where filters by name or number are sent: they look for something and change nothing that anybody sees.
SEARCHES = ("/search", "/filter", "/look-up", "/members/numbers")
UNTRIED = {"csrf", "idempotency"}
# How often those may be sent (`Pace.search`), so that sqlmap sees answers and not refusals.
SEARCH_SECONDS = 2
# Ends the session, or hands the business day back and forth.
LEFT_OUT = ["/logout", "/demo/business-date", "/account/sessions", "/account/password"]


def certify(folder: Path) -> None:
    """A self-made certificate for 127.0.0.1 and its key, good for a day."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "certificate.pem"],
        check=True, capture_output=True, cwd=folder,
    )
    (folder / "key.pem").chmod(0o600)


def unverified() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Site:
    """A demonstration of its own with TLS on a free loopback port."""

    def __init__(self, folder: Path):
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.run("demo", "make", "--json")
        certify(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [BINARY, "serve", "--host", "127.0.0.1", "--port", str(port), "--data", str(self.data),
                 "--tls-certificate", str(folder / "certificate.pem"), "--tls-key", str(folder / "key.pem")],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=ROOT, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"},
            )
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"https://127.0.0.1:{port}/login", timeout=5, context=unverified()):
                    break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        self.address = f"https://127.0.0.1:{port}"

    def run(self, *arguments: str) -> str:
        done = subprocess.run([BINARY, *arguments, "--data", str(self.data)], capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, f"gonghui {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def cookie(self, account: str) -> str:
        return self.run("demo", "session", "--account", account)

    def complaints(self) -> list[str]:
        """What is wrong with the server after all that."""
        found = []
        if self.process.poll() is not None:
            found.append(f"the server ended with {self.process.returncode}")
        log = self.log.read_text(errors="replace")
        found += [f"personal data in the log: {len(PERSONAL.findall(log))} times"] if PERSONAL.search(log) else []
        found += [f"our own fault: {line}" for line in log.splitlines() if " error " in line.lower()][:10]
        verified = self.run("verify") if self.process.poll() is None else ""
        return found + ([f"verify: {verified}"] if verified else [])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def fields(form: str) -> dict[str, str]:
    """What a form sends: hidden fields as they are, everything else as 1."""
    found = {}
    for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", form):
        name = re.search(r' name="([^"]+)"', tag)
        value = re.search(r' value="([^"]*)"', tag)
        if name:
            found[name[1]] = html.unescape(value[1]) if value and 'type="hidden"' in tag else "1"
    return found


def addresses(site: Site, cookie: str) -> tuple[list[str], list[tuple[str, dict[str, str]]]]:
    """The pages that links lead to, and what can be asked with parameters, one for each set of names.

    Links and forms of addresses have no fields of their own beside the address; forms that search by POST do.
    """
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=unverified()))
    seen, found, waiting = set(), {}, ["/"]
    while waiting and len(seen) < 80:
        path = waiting.pop(0)
        try:
            with opener.open(urllib.request.Request(site.address + path, headers={"Cookie": cookie}), timeout=20) as answer:
                page = answer.read().decode(errors="replace")
        except (urllib.error.URLError, ConnectionError):
            continue
        links = [html.unescape(link) for link in re.findall(r'href="(/[^"#]*)"', page)]
        for form in re.findall(r"<form\b[^>]*>.*?</form>", page, re.S):
            head = form.split(">", 1)[0]
            action = re.search(r'action="(/[^"]*)"', head)
            if not action:
                continue
            bare, typed = action[1].split("?")[0], fields(form)
            if 'method="post"' not in head.lower():
                links.append(bare + "?" + "&".join(f"{name}=1" for name in typed))
            elif bare.endswith(SEARCHES) and typed.keys() - UNTRIED:
                pattern = re.sub(r"/\d+", "/:id", bare)
                found.setdefault((pattern, tuple(sorted(typed))), (site.address + action[1], typed))
        for link in links:
            bare, _, query = link.partition("?")
            if any(bare.startswith(left_out) for left_out in LEFT_OUT) or bare.startswith("/assets"):
                continue
            if query:
                names = tuple(sorted(urllib.parse.parse_qs(query, keep_blank_values=True)))
                pattern = re.sub(r"/\d+", "/:id", bare)
                found.setdefault((pattern, names), (site.address + link, {}))
            if bare not in seen:
                seen.add(bare)
                waiting.append(bare)
    return [site.address + path for path in sorted(seen)], list(found.values())


def wapiti(site: Site, cookie: str, folder: Path, seconds: int) -> list[str]:
    report = folder / "wapiti.json"
    pages, queries = addresses(site, cookie)
    asked = [address for address, typed in queries if not typed]
    starts = [part for address in pages + asked for part in ("-s", address)]
    left_out = [part for path in LEFT_OUT for part in ("-x", f"{site.address}{path}*")]
    command = [
        *QUIET, str(TOOLS / "wapiti"), "-u", f"{site.address}/", "--verify-ssl", "0", "-H", f"Cookie: {cookie}",
        "--drop-set-cookie", "-m", MODULES, "-d", "4", "--max-links-per-page", "40", "--max-files-per-dir", "12",
        "--max-scan-time", str(seconds), "--max-attack-time", str(max(20, seconds // 5)), "--flush-session",
        "--store-session", str(folder / "wapiti"), "-v", "0", "-f", "json", "-o", str(report), "--no-bugreport", *starts, *left_out,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds * 4 + 120, stdin=subprocess.DEVNULL)
    assert report.exists(), f"wapiti wrote no report: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    result = json.loads(report.read_text())
    print(f"wapiti: {result['infos'].get('crawled_pages_nbr', '?')} pages, "
          f"{sum(map(len, result['vulnerabilities'].values()))} findings, {sum(map(len, result['anomalies'].values()))} anomalies")
    kinds = {**result["vulnerabilities"], **result["anomalies"]}
    return [
        f"wapiti, {kind}: {entry['method']} {entry['path']} {entry.get('parameter') or ''}: {entry['info']}"
        for kind, entries in kinds.items() for entry in entries
    ]


def sqlmap(site: Site, cookie: str, folder: Path, seconds: int) -> list[str]:
    _, targets = addresses(site, cookie)
    sent = sum(bool(typed) for _, typed in targets)
    print(f"sqlmap: {len(targets) - sent} addresses with parameters, {sent} forms that search")
    end, findings = time.monotonic() + seconds, []
    for target, typed in targets:
        left = int(end - time.monotonic())
        if left < 5:
            print(f"sqlmap: the time is over, {target} and what follows was not asked")
            break
        command = [
            *QUIET, str(TOOLS / "sqlmap"), "-u", target, "--cookie", cookie, "--batch", "--level", "2", "--risk", "1",
            "--technique", "BEU", "--skip", "cookie", "--drop-set-cookie", "--ignore-code", "400,404,409,422,429", "--flush-session", "--disable-coloring",
            "--output-dir", str(folder / "sqlmap"), "--time-limit", str(min(left, 120 if typed else 60)),
        ]
        if typed:
            tried = [name for name in typed if name not in UNTRIED]
            command += ["--data", urllib.parse.urlencode(typed), "-p", ",".join(tried), "--delay", str(SEARCH_SECONDS)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=left + 60, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            continue
        if "identified the following injection point" in done.stdout:
            findings.append(f"sqlmap: {target}\n{done.stdout[-1500:]}")
        if os.environ.get("GONGHUI_SCAN_VERBOSE"):
            print(target, done.stdout[-700:], sep="\n")
    return findings


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--accounts", nargs="+", default=["shili", "donghai", "xitong"])
    arguments.add_argument("--seconds", type=int, default=300, help="for each scanner and account")
    arguments.add_argument("--only", choices=["wapiti", "sqlmap"])
    chosen = arguments.parse_args()
    findings = []
    for account in chosen.accounts:
        print(f"as {account}", flush=True)
        with tempfile.TemporaryDirectory(prefix="gonghui-scan-") as name:
            folder = Path(name)
            site = Site(folder)
            try:
                for scanner in (wapiti, sqlmap):
                    if chosen.only in (None, scanner.__name__):
                        found = scanner(site, site.cookie(account), folder, chosen.seconds)
                        findings += [f"as {account}: {finding}" for finding in found]
                findings += [f"as {account}: {complaint}" for complaint in site.complaints()]
            finally:
                site.stop()
    print(*findings or ["nothing was found"], sep="\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
