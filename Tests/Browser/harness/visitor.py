"""A person in front of a browser: what she opens, types and clicks, and what the browser complains about meanwhile."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Download, Locator, Page, expect

from harness.federation import Account
from harness.one_time_password import next_one_time_password
from harness.server import COOKIE, Server

SCREENSHOTS = Path(os.environ.get("GONGHUI_SCREENSHOTS", "/tmp/gonghui-screenshots"))

REPORT_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', event =>
    console.error(`CSP: ${event.violatedDirective} blocked ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))
"""

# Marks what a link or a submit button leads away from: the page, or the part of it that the answer takes the place of.
MARK_WHAT_IS_LEFT = """
(control, scripts) => {
    const link = control.closest('a[href]');
    const leads = link
        ? !link.hasAttribute('download') && !link.getAttribute('href').startsWith('#')
        : control.form && control.type === 'submit' && (control.form.noValidate || control.form.checkValidity());
    if (!leads) return false;
    const partial = [control, control.form].find(part => part && part.matches('[data-hx-get], [data-hx-post]'));
    const left = scripts && partial ? document.querySelector(partial.dataset.hxTarget) : document.documentElement;
    left?.setAttribute('data-left', '');
    return Boolean(left);
}
"""


class Visitor:
    """One person with a browser window of her own.

    Every action goes through what the page shows (labels, names of links and buttons), so that the same steps hold with
    and without JavaScript. What the browser complains about is collected in `complaints`.
    """

    def __init__(self, browser: Browser, server: Server, scripts: bool = True, viewport: tuple[int, int] = (1366, 768)):
        self.server = server
        self.scripts = scripts
        self.account: Account | None = None
        self.complaints: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.context = browser.new_context(
            base_url=server.url,
            java_script_enabled=scripts,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": viewport[0], "height": viewport[1]},
            accept_downloads=True,
        )
        self.context.set_default_timeout(20_000)
        if scripts:
            self.context.add_init_script(REPORT_VIOLATIONS)
        self.page: Page = self.context.new_page()
        self.context.on("page", self._listen)
        self.context.on("request", self._asks)
        self._listen(self.page)

    def _listen(self, page: Page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("dialog", self._met_dialog)

    def _asks(self, request) -> None:
        """Keeps which pages were asked for and which forms were sent, for others to try in vain."""
        if request.is_navigation_request() or request.method == "POST":
            self.asked.append((request.method, request.url.removeprefix(self.server.url)))

    def _heard(self, message) -> None:
        # A refused form (422), an absent page (404) and the like are answers, which Chromium logs as errors.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _met_dialog(self, dialog) -> None:
        self.complaints.append(f"{self.page.url}: a dialog opened: {dialog.message}")
        dialog.dismiss()

    def close(self) -> None:
        self.context.close()

    # Coming in

    def logs_in(self, account: Account) -> "Visitor":
        """Fills the login form as a person does: account, password, what the picture shows, and the second factor."""
        page = self.page
        self.account = account
        page.goto("/login")
        self.fills_login(account.name, account.password)
        if "/second-factor" in page.url and account.totp_secret:
            page.get_by_label("动态口令", exact=True).fill(next_one_time_password(account.totp_secret, self.server.data))
            self.presses("验证")
        expect(page.get_by_role("link", name="业务工作台")).to_be_visible()
        return self

    def fills_login(self, name: str, password: str, captcha: str | None = None) -> None:
        """Fills and sends the form of the login page; without a captcha given, what the picture shows."""
        page = self.page
        page.get_by_label("账号").fill(name)
        page.get_by_label("密码", exact=True).fill(password)
        page.get_by_label("验证码", exact=True).fill(captcha or self.server.captcha_of(self.cookie()))
        self.presses(re.compile("^登录$"))

    def is_let_in(self, account: Account) -> "Visitor":
        """Comes in with a session from the command line, where logging in is not what is tested."""
        self.account = account
        self.context.add_cookies(
            [
                {
                    "name": COOKIE,
                    "value": self.server.minted_session(account),
                    "url": self.server.url.replace("http:", "https:"),
                    "secure": True,
                    "httpOnly": True,
                    "sameSite": "Lax",
                }
            ]
        )
        self.page.goto("/")
        return self

    def proves_who_he_is(self) -> None:
        """Fills in what a form asks of somebody who has not proved for a while who he is, if it does."""
        password = self.page.get_by_label("登录密码")
        if password.count():
            password.fill(self.account.password)
        code = self.page.get_by_label("动态口令", exact=True)
        if code.count():
            code.fill(next_one_time_password(self.account.totp_secret, self.server.data))

    def logs_out(self) -> None:
        self.page.locator("header summary").last.click()
        self.presses("退出登录")
        expect(self.page.get_by_role("button", name="登录", exact=True)).to_be_visible()

    def cookie(self) -> str:
        for cookie in self.context.cookies(self.server.url.replace("http:", "https:")):
            if cookie["name"] == COOKIE:
                return cookie["value"]
        raise AssertionError("the browser holds no session")

    # Doing

    def opens(self, *links: str | re.Pattern) -> Page:
        """Follows links by the words they show, one after the other: `opens("会员管理", "会员信息")`."""
        for words in links:
            link = self.page.get_by_role("link", name=words, exact=True).first
            with self.sees_the_answer(link):
                link.click()
        return self.page

    def opens_number(self, term: str) -> Page:
        """Opens the people behind a number of the equation."""
        words = self.page.locator(".l", has_text=re.compile(f"^{term}$"))
        link = self.page.locator("ul.equation a").filter(has=words)
        with self.sees_the_answer(link):
            link.click()
        return self.page

    def presses(self, name: str | re.Pattern) -> Page:
        """Presses a button and waits for what the platform answers, so that nobody goes on before it is done."""
        button = self.page.get_by_role("button", name=name).first
        with self.sees_the_answer(button):
            button.click()
        return self.page

    def clicks_twice(self, name: str | re.Pattern) -> Page:
        """Double-clicks a button, as people do who know it from their desktop."""
        button = self.page.get_by_role("button", name=name).first
        with self.sees_the_answer(button):
            button.dblclick(no_wait_after=True)
        return self.page

    @contextmanager
    def sees_the_answer(self, control: Locator) -> Iterator[None]:
        """Waits after an act on a link or button until what was on the page has made room for what it leads to."""
        leads = control.evaluate(MARK_WHAT_IS_LEFT, self.scripts)
        yield
        if leads:
            expect(self.page.locator("[data-left]")).to_have_count(0)
            self.page.wait_for_load_state("domcontentloaded")

    def downloads(self, control: Locator) -> Download:
        with self.page.expect_download() as download:
            control.click(no_wait_after=True)
        return download.value

    def moves_to(self, day: str) -> Page:
        """Changes the business date of the demonstration, in the bar that stands on every page."""
        self.page.get_by_label("换到").fill(day)
        return self.presses("更换业务日期")

    # Seeing

    def sees(self, *words: str | re.Pattern) -> Page:
        for word in words:
            expect(self.page.get_by_text(word).filter(visible=True).first).to_be_visible()
        return self.page

    def equation(self) -> dict[str, int]:
        """The equation on the page: what each number counts, and the number."""
        terms = {}
        for term in self.page.locator("ul.equation > li").all():
            number = re.sub(r"[^\d]", "", term.locator(".n").inner_text())
            terms[term.locator(".l").inner_text().strip()] = int(number)
        return terms

    def photographs(self, name: str) -> Path:
        """A picture of the whole page, for a person to look at."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        # Hiding the caret would leave a style at every field, which htmx carries over and the policy then refuses.
        self.page.screenshot(path=path, full_page=True, caret="initial")
        return path

    def finds_accessible(self) -> None:
        """No violation of the accessibility rules on this page, as axe knows them."""
        assert self.scripts, "axe runs in the page, and needs JavaScript"
        results = Axe().run(self.page)
        assert results.violations_count == 0, f"{self.page.url}: {results.generate_report()}"

    def fits(self, width: int) -> bool:
        """Whether the page needs no scrolling sideways in a window of that width."""
        usual = self.page.viewport_size
        self.page.set_viewport_size({"width": width, "height": usual["height"]})
        needed = self.page.evaluate("document.scrollingElement.scrollWidth")
        self.page.set_viewport_size(usual)
        return needed <= width

    def looks_at(self, name: str) -> None:
        """A picture, its width on a desk and on a telephone, and with JavaScript the page's accessibility."""
        self.photographs(name if self.scripts else f"{name}-without-javascript")
        for width in (1366, 360):
            assert self.fits(width), f"{self.page.url} scrolls sideways at {width} pixels"
        if self.scripts:
            self.finds_accessible()
