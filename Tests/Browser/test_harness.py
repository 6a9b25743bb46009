"""The harness itself: what it makes is what it says, and it notices what it is there to notice."""

import http.server
import threading
import time
from types import SimpleNamespace

import openpyxl
import pytest

from harness import member_lists
from harness.one_time_password import one_time_password
from harness.server import PERSONAL
from harness.visitor import Visitor


def test_one_time_passwords_are_those_of_rfc_6238():
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert [one_time_password(secret, at) for at in (59, 1111111109, 2000000000)] == ["287082", "081804", "279037"]


def test_identity_numbers_carry_the_check_digit_and_an_area_that_no_place_has():
    assert member_lists.citizen_number("19800101", 1, area="340524") == "34052419800101001X"
    made = member_lists.people(200)
    assert len({person.number for person in made}) == 200
    assert len({person.phone for person in made}) == 200
    assert all(person.number.startswith("3199") and len(person.number) == 18 for person in made)
    assert all((int(person.number[16]) % 2 == 1) == (person.sex == "男") for person in made)


@pytest.mark.parametrize("write", [member_lists.written_by_openpyxl, member_lists.written_by_libreoffice])
def test_a_list_holds_every_value_as_text(tmp_path, write):
    lines = member_lists.rows(member_lists.people(3), "示例工会", "319901000001", "示例公司")
    path = write(tmp_path / "members.xlsx", lines)
    read = [list(row) for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]
    assert read[0] == member_lists.COLUMNS
    assert [[value or "" for value in row] for row in read[1:]] == lines


def test_personal_data_is_recognised_in_a_log():
    person = member_lists.people(1)[0]
    assert PERSONAL.findall(f"member {person.number} phone {person.phone}") == [person.number, person.phone]
    assert PERSONAL.findall("request 1990053 in 199 ms") == []


PAGE = b"""<!doctype html><html lang="zh-CN"><head><title>t</title></head><body><main><h1>t</h1>
<ul class="equation"><li><a><span class="n">1,028</span><span class="l">\xe4\xbc\x9a\xe5\x91\x98</span></a></li></ul>
<script>document.body.dataset.ran = 'yes'</script>%s</main></body></html>"""


@pytest.fixture
def page_server():
    class OnePage(http.server.BaseHTTPRequestHandler):
        policy = "default-src 'none'; script-src 'self'"
        extra = b""
        delay = 0

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def do_GET(self):
            time.sleep(self.delay)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", self.policy)
            self.end_headers()
            self.wfile.write(PAGE % self.extra)

        def log_message(self, *_):
            pass

    listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), OnePage)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{listener.server_port}", answer=OnePage)
    listener.shutdown()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("act", ["presses", "clicks_twice", "opens"])
def test_an_act_is_over_when_its_answer_is_there(browser, page_server, scripts, act):
    page_server.answer.extra = b"""<form method="post" action="/done"><button type="submit">\xe5\xae\x8c\xe6\x88\x90</button>
        </form><a href="/done">\xe5\xae\x8c\xe6\x88\x90</a>"""
    visitor = Visitor(browser, page_server, scripts=scripts)
    visitor.page.goto("/")
    page_server.answer.delay = 1.5
    getattr(visitor, act)("完成")
    assert visitor.page.url.endswith("/done")
    visitor.page.goto("/elsewhere")
    visitor.page.go_back()
    assert visitor.page.url.endswith("/done")
    visitor.close()


def test_a_violation_of_the_content_security_policy_is_noticed(browser, page_server):
    visitor = Visitor(browser, page_server)
    with visitor.page.expect_console_message(lambda message: message.text.startswith("CSP:")):
        visitor.page.goto("/")
    assert any("CSP: script-src" in complaint for complaint in visitor.complaints)
    visitor.close()


def test_without_javascript_no_script_runs_and_the_page_can_still_be_read(browser, page_server):
    page_server.answer.policy = "default-src 'none'; script-src 'unsafe-inline'"
    with_scripts, without = Visitor(browser, page_server), Visitor(browser, page_server, scripts=False)
    for visitor in (with_scripts, without):
        visitor.page.goto("/")
        assert visitor.equation() == {"会员": 1028}
    assert with_scripts.page.locator("body[data-ran]").count() == 1
    assert without.page.locator("body[data-ran]").count() == 0
    with_scripts.close()
    without.close()


def test_what_is_not_accessible_is_found(browser, page_server):
    visitor = Visitor(browser, page_server)
    visitor.page.goto("/")
    visitor.finds_accessible()
    page_server.answer.extra = b'<input type="text">'
    visitor.page.goto("/")
    with pytest.raises(AssertionError, match="label"):
        visitor.finds_accessible()
    visitor.close()
