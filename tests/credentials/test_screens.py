"""Verification, certificate and revocation on a phone, at a desk, in the dark and right to left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from credentials.models import Credential
from people.models import User
from tests.browsers import DESK, follow
from tests.conftest import Cast
from tests.credentials.issued import REASON, issued
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [{}, {"color_scheme": "dark", "viewport": DESK}, {"locale": "ar", "color_scheme": "dark"}]


@pytest.fixture
def held(cast: Cast) -> Credential:
    User.objects.filter(pk=cast.learner.pk).update(name="Maximiliane-Theodora Oluwaseun Abdurrahman van den Heuvel")
    return issued(cast.learner, at=timezone.now())


@pytest.mark.parametrize("look", LOOKS, ids=["phone", "dark desk", "arabic dark"])
def test_every_screen_is_clean(
    cast: Cast, held: Credential, open_page: Callable[..., Page], axe: Callable[[Page], list[str]], look: dict[str, Any]
) -> None:
    stranger, holder = open_page(**look), open_page(cast.learner, **look)
    paths = ["/verify/", "/verify/?code=12", f"/v/{held.code}/", "/v/NOSUCHCODE/"]
    for page, path in [*((stranger, path) for path in paths), (holder, held.get_absolute_url())]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
        assert axe(page) == []


def test_an_administrator_revokes_step_by_step_without_javascript(
    cast: Cast, held: Credential, open_page: Callable[..., Page]
) -> None:
    page = open_page(cast.administrator, java_script_enabled=False)
    page.goto(f"/v/{held.code}/")
    follow(page.get_by_role("link", name="Open the whole certificate"))
    follow(page.get_by_role("link", name="Revoke"))
    page.fill("input[type=password]", PASSWORD)
    follow(page.get_by_role("button", name="Confirm"))
    page.fill("textarea", REASON)
    follow(page.get_by_role("button", name="Revoke the certificate"))
    expect(page.locator("main")).to_contain_text("The certificate is revoked.")
    expect(page.locator("main")).to_contain_text(REASON)


def test_the_page_of_revocation_is_clean(
    cast: Cast, held: Credential, open_page: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = open_page(cast.administrator)
    page.goto(f"{held.get_absolute_url()}revoke/")
    page.fill("input[type=password]", PASSWORD)
    follow(page.get_by_role("button", name="Confirm"))
    page.fill("textarea", " ")
    follow(page.get_by_role("button", name="Revoke the certificate"))
    expect(page.get_by_role("alert")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(page) == []
