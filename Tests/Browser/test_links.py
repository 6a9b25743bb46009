"""Nobody is led where he may not go: every link that an account meets answers."""

import re
from collections import deque
from urllib.parse import urlsplit

from harness.visitor import Visitor

ACCOUNTS = ["shili", "haifeng", "kongbai", "binhai", "donghai", "centre"]


def test_every_link_answers(start_server, visitors):
    server = start_server()
    for name in ACCOUNTS:
        account = next(account for account in server.federation.accounts if account.name == name)
        walks(visitors(server, scripts=False).is_let_in(account), name)


def walks(visitor: Visitor, name: str):
    met, waiting, shapes = {"/"}, deque(["/"]), set()
    while waiting:
        address = waiting.popleft()
        answer = visitor.context.request.get(address)
        assert answer.status == 200, f"{name} is led to {address}, which answers {answer.status}"
        if "html" not in answer.headers["content-type"]:
            continue
        for link in re.findall(r'<a [^>]*href="([^"]+)"', answer.text()):
            parts = urlsplit(link.replace("&amp;", "&"))
            if parts.scheme or parts.netloc or not parts.path.startswith("/"):
                continue
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            # One of a kind is enough: one member, one page of a list.
            shape = re.sub(r"\d+", "0", target)
            if target in met or shape in shapes:
                continue
            met.add(target)
            shapes.add(shape)
            waiting.append(target)
    assert len(met) > 10
