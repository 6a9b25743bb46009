"""Logging in as a person does: reading the page, filling the form, being told what to do."""

import re

import pytest
from playwright.sync_api import expect

ROLES = ["clerk", "reviewer", "district-officer", "centre"]


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_everybody_of_the_journey_logs_in_by_the_form(start_server, visitors, scripts):
    server = start_server()
    for role in ROLES:
        visitor = visitors(server, scripts=scripts)
        visitor.page.goto("/login")
        visitor.looks_at(f"1-login-{role}")
        visitor.logs_in(server.federation.account(role))
        visitor.sees("演示")
        visitor.looks_at(f"1-home-{role}")


def test_a_wrong_captcha_a_wrong_password_and_an_unknown_account_get_one_answer(start_server, visitors):
    server = start_server()
    account = server.federation.account("clerk")
    answers = []
    for name, password, captcha in [
        (account.name, account.password, "wrong"),
        (account.name, "not the password", None),
        ("nobody", account.password, None),
    ]:
        visitor = visitors(server)
        visitor.page.goto("/login")
        visitor.fills_login(name, password, captcha)
        answers.append(visitor.page.locator(".error-summary").inner_text())
        expect(visitor.page).to_have_title(re.compile("^错误："))
        expect(visitor.page.get_by_label("密码", exact=True)).to_have_value("")
    visitor.looks_at("1-login-refused")
    assert len(set(answers)) == 1


def test_after_logging_out_the_page_behind_shows_nothing(start_server, visitors):
    server = start_server()
    visitor = visitors(server).logs_in(server.federation.account("clerk"))
    home = visitor.page.url
    visitor.logs_out()
    visitor.page.goto(home)
    expect(visitor.page.get_by_role("button", name="登录")).to_be_visible()


def test_a_minted_session_is_let_in(start_server, visitors):
    server = start_server()
    visitors(server).is_let_in(server.federation.account("centre")).sees("业务工作台")
