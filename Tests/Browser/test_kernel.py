"""What the server asks of the kernel, and what it does when that says no (docs/reliability.md, items 27, 40, 44, 57).

Where strace is missing, or may not watch another process, these tests are reported as skipped with the reason.
"""

import http.client
import re
import socket
from pathlib import Path

from harness.form_client import FormClient
from harness.member_lists import citizen_number
from harness.tracing import Tracing


def roster_of(name: str, serial: int) -> bytes:
    """A list of one invented person."""
    return f"姓名,证件号码,手机号码\n{name},{citizen_number('19850601', serial, '319988')},1997777000{serial}\n".encode()


def day_of_work(server) -> None:
    """What touches most of the program: pages, a list read in, a workbook out, a notice, somebody of the district."""
    federation = server.federation
    clerk, officer = FormClient(server, federation.account("clerk")), FormClient(server, federation.account("district-officer"))
    for path in ("/", "/members", "/cards", "/workbench", "/enrolments", "/statistics", "/guide"):
        assert clerk.get(path).status == 200, path
    for path in ("/", "/review", "/batches", "/monitor"):
        assert officer.get(path).status in (200, 303), path
    assert clerk.get("/captcha/x").status in (200, 303, 404)
    exported = clerk.send(clerk.form("/members/export", "/members/export"), numbers="masked")
    assert exported.content.startswith(b"PK"), exported.status
    roster = roster_of("会员壬", 1)
    staged = clerk.send(
        clerk.form("/members/import", "/members/import"), ("file", "名册.csv", roster),
        category="outside-enterprise",
    )
    assert staged.status == 303, staged.text[:500]
    assert clerk.get(staged.location).status == 200


def test_no_program_is_run_and_no_other_machine_is_asked(start_server, tmp_path):
    server = start_server()
    calls = tmp_path / "calls"
    with Tracing(server.process.pid, calls, "-e", "trace=execve,execveat,accept4,connect,sendto") as tracing:
        day_of_work(server)
    programs = [call for call in tracing.calls if re.search(r"\bexecve(at)?\(", call)]
    assert programs == [], "the server ran another program"
    assert any("accept4(" in call for call in tracing.calls), "nothing was watched"
    named = [call for call in tracing.calls if re.search(r"sa_family=AF_INET6?\b", call)]
    elsewhere = [call for call in named if not re.search(r'inet_addr\("127\.|inet_pton\(AF_INET6, "::1"', call)]
    assert elsewhere == [], "the server asked another machine"


def test_a_disk_that_takes_nothing_more_undoes_the_act_and_is_over_without_a_restart(start_server, tmp_path):
    server = start_server()
    clerk = FormClient(server, server.federation.account("clerk"))
    assert server.violations() == ""
    form = clerk.form("/members/import", "/members/import")
    roster = roster_of("会员癸", 2)

    def imports() -> int:
        return len(set(re.findall(r'href="/members/imports/(\d+)"', clerk.get("/members/imports").text)))

    known = imports()
    full = ("-e", "trace=write,pwrite64,fsync,fdatasync,ftruncate", "-e", "inject=pwrite64:error=ENOSPC")
    with Tracing(server.process.pid, tmp_path / "full", *full):
        refused = clerk.send(form, ("file", "名册.csv", roster), category="outside-enterprise")
        assert refused.status == 503, refused.status
        assert "稍后" in refused.text or "重新" in refused.text
    assert server.process.poll() is None, "a full disk ended the server"
    assert imports() == known, "something of the refused list was kept"
    again = clerk.send(
        clerk.form("/members/import", "/members/import"), ("file", "名册.csv", roster), category="outside-enterprise")
    assert again.status == 303, "after the disk has room again the server takes lists again"
    assert imports() == known + 1
    assert server.violations() == ""


def resident_kilobytes(pid: int) -> int:
    return int(re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text()).group(1))


def test_hundreds_of_slow_senders_cost_nobody_else_anything(start_server):
    """Headers that never end, and bodies that come byte by byte (slowloris)."""
    server = start_server()
    clerk = FormClient(server, server.federation.account("clerk"))
    assert clerk.get("/members").status == 200
    before = resident_kilobytes(server.process.pid)
    heads = [b"GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\n"]
    slow = []
    for number in range(400):
        connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        connection.sendall(heads[number % 2])
        slow.append(connection)
    for _ in range(10):
        for connection in slow:
            try:
                connection.sendall(b"a")
            except OSError:
                pass  # The server has had enough of this one.
        assert clerk.get("/members").status == 200
    grown = resident_kilobytes(server.process.pid) - before
    assert grown < 200_000, f"slow senders cost {grown} kB"
    for connection in slow:
        connection.close()
    answer = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    answer.request("GET", "/login")
    assert answer.getresponse().status == 200
    assert server.process.poll() is None
