"""What the browser tests stand on: a browser, a server with a fresh demonstration, and the people who use it."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from harness.server import BINARY, ROOT, Demonstration, Server
from harness.visitor import Visitor

CHROMIUM = os.environ.get("GONGHUI_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
# A loaded machine may take its time; nothing here measures it.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Chromium's own sandbox cannot be set up by root; it opens nothing but our pages.
        # The environment's language decides what the browser writes into its own fields (2023/11/20, 选择文件), and its
        # character set whether a file may keep a Chinese name; C.UTF-8 is on every machine.
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--lang=zh-CN"],
            env={**os.environ, "LANGUAGE": "zh_CN", "LC_ALL": "C.UTF-8"},
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory) -> Demonstration:
    return Demonstration(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(scope="session")
def rehearsed(tmp_path_factory, demonstration) -> SimpleNamespace:
    """A whole plan year that was rehearsed, with the lists of the manuals' examples."""
    folder = tmp_path_factory.mktemp("rehearsed")
    subprocess.run(
        [BINARY, "rehearse", "--out", str(folder / "out"), "--data", str(folder / "data"), "--json"],
        capture_output=True,
        check=True,
        timeout=300,
        cwd=ROOT,
    )
    return SimpleNamespace(data=folder / "data", federation=demonstration.federation)


@pytest.fixture
def start_server(tmp_path, demonstration) -> Iterator[Callable[..., Server]]:
    """Starts servers, each with a demonstration of its own, and stops them; none may have logged personal data."""
    servers: list[Server] = []

    def start(
        engine: str = "sqlite", business_date: str = "2023-11-20", begins_with: Demonstration = demonstration
    ) -> Server:
        postgres = os.environ.get("GONGHUI_TEST_POSTGRES") if engine == "postgres" else None
        if engine == "postgres" and not postgres:
            assert os.environ.get("GONGHUI_REQUIRE_POSTGRES") != "1", "GONGHUI_TEST_POSTGRES names no PostgreSQL"
            pytest.skip("GONGHUI_TEST_POSTGRES names no PostgreSQL")
        folder = tmp_path / f"server-{len(servers)}"
        folder.mkdir()
        server = Server(folder, business_date, postgres, begins_with)
        servers.append(server)
        return server.start()

    yield start
    for server in servers:
        server.stop()
    for server in servers:
        assert server.personal_data_in_log() == [], "the log holds personal data"


@pytest.fixture
def visitors(browser) -> Iterator[Callable[..., Visitor]]:
    """Makes people in front of browsers; none of them may have met a complaint of the browser."""
    present: list[Visitor] = []

    def arrive(server: Server, **choices) -> Visitor:
        visitor = Visitor(browser, server, **choices)
        present.append(visitor)
        return visitor

    yield arrive
    complaints = [complaint for visitor in present for complaint in visitor.complaints]
    for visitor in present:
        visitor.close()
    assert complaints == [], "the browser complained:\n" + "\n".join(complaints)
