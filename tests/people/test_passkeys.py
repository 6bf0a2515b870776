"""A passkey is added and opens the account, in a real browser under the strict policy."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import follow
from tests.conftest import Cast
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONES_OWN_LOCK = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A page in a browser whose passkeys answer by themselves."""
    page = open_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONES_OWN_LOCK})
    return page


def test_a_passkey_is_added_and_then_opens_the_account_without_a_password(phone: Page, cast: Cast) -> None:
    phone.goto("/account/login/?next=/account/2fa/webauthn/add/")
    phone.fill("input[name=login]", cast.commander.username)
    phone.fill("input[name=password]", PASSWORD)
    follow(phone.locator("main form button").first)
    phone.fill("input[name=password]", PASSWORD)
    follow(phone.locator("main form button").first)
    follow(phone.get_by_role("button", name="Add the passkey"))
    expect(phone).to_have_url(re.compile("/account/2fa/recovery-codes/$"))
    phone.goto("/me/")
    follow(phone.get_by_role("button", name="Finish and clear"))
    expect(phone).to_have_url(re.compile("/me/finish/$"))
    phone.goto("/account/login/")
    follow(phone.get_by_role("button", name="Sign in with a passkey"))
    expect(phone).to_have_url(re.compile("/learn/$"))
    expect(phone.locator("header")).to_contain_text(cast.commander.short_label)


def test_without_a_fitting_passkey_the_page_says_what_to_do(phone: Page, cast: Cast) -> None:
    phone.context.new_cdp_session(phone).send("WebAuthn.disable")
    phone.add_init_script("navigator.credentials.get = () => Promise.reject(new Error('none'))")
    phone.goto("/account/login/")
    expect(phone.locator("[data-passkey-error]")).to_be_hidden()
    phone.get_by_role("button", name="Sign in with a passkey").click()
    expect(phone.locator("[data-passkey-error]")).to_be_visible()
