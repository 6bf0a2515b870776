"""A passkey is added and opens the account, in a real browser under the strict policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

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
def phone(open_page: Callable[..., Any]) -> Any:
    """A page in a browser whose passkeys answer by themselves."""
    page = open_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONES_OWN_LOCK})
    return page


def test_a_passkey_is_added_and_then_opens_the_account_without_a_password(phone: Any, live_server: Any, cast: Cast) -> None:
    complaints: list[str] = []
    phone.on("console", lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None)
    phone.goto(f"{live_server.url}/account/login/?next=/account/2fa/webauthn/add/")
    phone.fill("input[name=login]", cast.commander.username)
    phone.fill("input[name=password]", PASSWORD)
    phone.click("main form button")
    phone.fill("input[name=password]", PASSWORD)
    phone.click("main form button")
    phone.click("text=Add the passkey")
    phone.wait_for_url("**/account/2fa/recovery-codes/")
    phone.goto(f"{live_server.url}/me/")
    phone.click("text=Finish and clear")
    phone.wait_for_url("**/me/finish/")
    phone.goto(f"{live_server.url}/account/login/")
    phone.click("text=Sign in with a passkey")
    phone.wait_for_url("**/learn/")
    assert cast.commander.short_label in phone.inner_text("header")
    assert complaints == []


def test_without_a_fitting_passkey_the_page_says_what_to_do(phone: Any, live_server: Any, cast: Cast) -> None:
    phone.context.new_cdp_session(phone).send("WebAuthn.disable")
    phone.add_init_script("navigator.credentials.get = () => Promise.reject(new Error('none'))")
    phone.goto(f"{live_server.url}/account/login/")
    assert not phone.is_visible("[data-passkey-error]")
    phone.click("text=Sign in with a passkey")
    phone.wait_for_selector("[data-passkey-error]", state="visible")
