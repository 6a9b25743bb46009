"""Somebody who speaks HTTP without a browser: fetches pages, fills in their forms, sends them.

For tests that need many requests at once and must see every answer; it keeps what the server said, outside the server.
"""

import http.client
import re
import urllib.parse
import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser

from harness.federation import Account
from harness.one_time_password import next_one_time_password
from harness.server import COOKIE, Server


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    content: bytes
    # The session that the answer gives, if any.
    cookie: str = ""

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


class FormReader(HTMLParser):
    """Collects the forms of a page with the values that a browser would send."""

    def __init__(self):
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        # Forms with the buttons that send them elsewhere, and what these add.
        self.buttons: list[tuple[Form, str, dict[str, str]]] = []
        self.select: str | None = None

    def sendable(self) -> list[Form]:
        """Each form as its own button sends it, and as those buttons do that say where it goes."""
        elsewhere = [Form(action, {**form.fields, **more}) for form, action, more in self.buttons]
        return self.forms + elsewhere

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self.forms.append(Form(found.get("action") or ""))
            if "id" in found:
                self.by_id[found["id"]] = self.forms[-1]
        if not self.forms:
            return
        form = self.by_id.get(found.get("form"), self.forms[-1])
        fields = form.fields
        name = found.get("name")
        if tag == "button" and "formaction" in found:
            self.buttons.append((form, found["formaction"], {name: found.get("value") or ""} if name else {}))
        if tag == "input" and name:
            if found.get("type") in ("radio", "checkbox") and "checked" not in found:
                return
            if found.get("type") not in ("submit", "file"):
                fields[name] = found.get("value") or ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in found or self.select not in fields):
            fields[self.select] = found.get("value") or ""


class FormClient:
    """One account with a session of its own; every request is a connection of its own."""

    def __init__(self, server: Server, account: Account, cookie: str | None = None):
        self.server = server
        self.account = account
        self.cookie = server.minted_session(account) if cookie is None else cookie

    def proof(self) -> dict[str, str]:
        """What proves anew who sends a form."""
        secret = self.account.totp_secret
        code = {"code": next_one_time_password(secret, self.server.data)} if secret else {}
        return {"password": self.account.password, **code}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def form(self, path: str, action: str) -> Form:
        """The form of a page that is sent to an address with that ending."""
        page = self.get(path)
        reader = FormReader()
        reader.feed(page.text)
        for form in reader.sendable():
            if form.action.endswith(action):
                return form
        raise LookupError(f"{path} answers {page.status} and has no form to {action}")

    def send(self, form: Form, file: tuple[str, str, bytes] | None = None, **fields: str) -> Answer:
        if file is None:
            body = urllib.parse.urlencode({**form.fields, **fields}).encode()
            return self._ask("POST", form.action, body, "application/x-www-form-urlencoded")
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {**form.fields, **fields}.items()
        ]
        name, file_name, content = file
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n\r\n'
        parts += [head.encode(), content, b"\r\n"]
        parts.append(f"--{boundary}--\r\n".encode())
        return self._ask("POST", form.action, b"".join(parts), f"multipart/form-data; boundary={boundary}")

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        headers = {"Cookie": f"{COOKIE}={self.cookie}", "Origin": self.server.url}
        if kind:
            headers["Content-Type"] = kind
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            given = re.search(rf"{COOKIE}=([^;]+)", response.getheader("Set-Cookie") or "")
            cookie = given.group(1) if given else ""
            return Answer(response.status, response.getheader("Location") or "", response.read(), cookie)
        finally:
            connection.close()
