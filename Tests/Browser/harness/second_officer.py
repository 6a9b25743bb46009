"""A second officer for a district, who comes in as every new one does: account, code, role, password, second factor."""

import re
import time
from dataclasses import replace
from pathlib import Path

from harness.federation import Account
from harness.form_client import Answer, FormClient
from harness.one_time_password import STEP, one_time_password
from harness.server import Demonstration, Server

PASSWORD = "Qingfeng-Mingyue-7"


class Staffed:
    """A demonstration in which a district has a second officer; servers start from it as from the first one."""

    def __init__(self, folder: Path, demonstration: Demonstration, of: str, name: str):
        server = Server(folder, demonstration=demonstration).start()
        try:
            first = next(one for one in server.federation.accounts if one.name == of)
            officer = comes_in(server, Account(name, PASSWORD, ("district-officer",), first.union))
        finally:
            server.stop()
        self.data = server.data
        self.federation = replace(server.federation, accounts=(*server.federation.accounts, officer))


def comes_in(server: Server, officer: Account) -> Account:
    accounts = {account.name: account for account in server.federation.accounts}
    system, security = (FormClient(server, accounts[name]) for name in ("xitong", "anquan"))
    form = system.form("/accounts/new", "/accounts")
    page = done(system.send(form, **{"name": officer.name, "display-name": "卫复核", "union": officer.union})).location
    form = system.form(page, "/reset")
    code = secret(done(system.send(form, **system.proof())))
    done(security.send(security.form(page, "/roles"), role="district-officer", **security.proof()))
    stranger = FormClient(server, officer, cookie="")
    stranger.cookie = stranger.get("/login/reset").cookie
    chosen = {"account": officer.name, "code": code, "password": PASSWORD, "again": PASSWORD}
    done(stranger.send(stranger.form("/login/reset", "/login/reset"), **chosen))
    # A district's officer does nothing before he has a second factor. The code is that of the last half minute, so that
    # the present one is still his to prove who he is.
    oneself = FormClient(server, officer)
    key = secret(oneself.get("/account/second-factor")).replace(" ", "")
    form = oneself.form("/account/second-factor", "/account/second-factor")
    done(oneself.send(form, code=one_time_password(key, time.time() - STEP)))
    return replace(officer, totp_secret=key)


def done(answer: Answer) -> Answer:
    assert answer.status in (200, 303), f"the form was answered {answer.status}: {answer.text[:2000]}"
    return answer


def secret(answer: Answer) -> str:
    return re.search(r'class="secret">([^<]+)<', answer.text).group(1).strip()
