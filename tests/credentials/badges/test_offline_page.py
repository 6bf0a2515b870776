"""A guard without a network: the page that was saved decides by itself, in a real browser that is offline."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page

from credentials.badges.rotation import rotate_key
from credentials.models import Credential
from credentials.services import call_for_renewal, revoke_credential
from credentials.sheet import qr_address
from tests.browsers import PHONE
from tests.conftest import Cast
from tests.credentials.issued import REASON, issued

TODAY = timezone.now()


@pytest.fixture
def saved(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """``saved(language)``: the page as it stands now, saved, and opened from the disk of a phone without a network."""
    context = browser.new_context(viewport=PHONE, locale="en", offline=True)
    faults: list[str] = []

    def opened(language: str = "en") -> Page:
        answer = Client().get("/verify/bluehelm-verify.html", headers={"accept-language": language})
        assert answer["Content-Disposition"] == 'attachment; filename="bluehelm-verify.html"'
        file = tmp_path / f"verify-{language}.html"
        file.write_bytes(answer.content)
        page = context.new_page()
        page.on("request", lambda request: faults.append(request.url) if not request.url.startswith("file:") else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(file.as_uri())
        return page

    yield opened
    context.close()
    assert not faults


def verdict(page: Page, address: str) -> str:
    page.fill("#scanned", address)
    page.click("#ask button")
    return page.get_attribute("#verdict", "data-state") or ""


def revoked(holder: Any, cast: Cast) -> Credential:
    return revoke_credential(credential=issued(holder, at=TODAY), by=cast.administrator, reason=REASON, at=TODAY)


def test_good_expired_revoked_and_tampered_are_told_apart(cast: Cast, saved: Callable[..., Page], axe: Any) -> None:
    good = issued(cast.learner, at=TODAY)
    expired = issued(cast.comrade, at=TODAY - timedelta(days=3 * 365))
    expiring = issued(cast.trainer, at=TODAY - timedelta(days=2 * 365 - 20))
    taken_back = revoked(cast.commander, cast)
    page = saved()
    assert verdict(page, qr_address(good)) == "valid"
    assert page.text_content("#card [data-say=initials]") == "A. D."
    assert "Human rights for peacekeepers" in (page.text_content("#card") or "")
    assert axe(page) == []
    assert verdict(page, qr_address(expired)) == "expired"
    assert verdict(page, qr_address(expiring)) == "expiring"
    assert verdict(page, qr_address(taken_back)) == "revoked"
    for address in tampered(qr_address(good), qr_address(expired)):
        assert verdict(page, address) in {"forged", "unreadable", "unknown-key"}, address
        assert not page.is_visible("#card")


def tampered(address: str, other: str) -> list[str]:
    """Another's code, another's claim, each part flipped, cut short, and nothing at all."""
    start, claim = address.split("#")
    payload, signature = claim.split(".")

    def flipped(text: str, at: int) -> str:
        return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]

    changed = [f"{start}#{flipped(payload, at)}.{signature}" for at in (2, 6, 9, 14, 18, 24, 40)]
    signed = [f"{start}#{payload}.{flipped(signature, at)}" for at in (0, 43, 60)]
    return [
        other.split("#", maxsplit=1)[0] + "#" + claim,
        start + "#" + other.split("#")[1],
        *changed,
        *signed,
        address[:-1],
        start,
        "x",
    ]


def test_a_newer_list_is_taken_in_and_a_forged_one_is_not(cast: Cast, saved: Callable[..., Page], tmp_path: Path) -> None:
    held = issued(cast.learner, at=TODAY)
    with time_machine.travel(TODAY - timedelta(hours=3)):
        page = saved()
    assert verdict(page, qr_address(held)) == "valid"
    revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=TODAY)
    newer = Client().get("/verify/revoked.json").content
    for content, told, state in (
        (newer.replace(b'"made_at": "2', b'"made_at": "3'), "not a list of this issuer", "valid"),
        (b"{", "not a list of this issuer", "valid"),
        (newer, "is genuine", "revoked"),
    ):
        (tmp_path / "list.json").write_bytes(content)
        page.evaluate("document.getElementById('list-told').textContent = ''")
        page.set_input_files("#newer", tmp_path / "list.json")
        page.locator("#list-told").filter(has_text=told).wait_for()
        assert verdict(page, qr_address(held)) == state


def test_a_replaced_one_and_one_whose_renewal_is_past_due_are_not_called_valid(cast: Cast, saved: Callable[..., Page]) -> None:
    before = TODAY - timedelta(days=30)
    replaced, newer = issued(cast.learner, at=before), issued(cast.learner, at=before)
    due = before.date() + timedelta(days=10)
    call_for_renewal(achievement_key="core", due_on=due, reason=REASON, by=cast.administrator, at=before)
    page = saved()
    assert verdict(page, qr_address(replaced)) == "superseded"
    assert verdict(page, qr_address(newer)) == "renewal-required"
    assert page.is_visible("#card")


def test_before_the_day_of_a_call_the_page_names_that_day(cast: Cast, saved: Callable[..., Page]) -> None:
    held = issued(cast.learner, at=TODAY)
    due = timezone.localdate(TODAY) + timedelta(days=90)
    call_for_renewal(achievement_key="core", due_on=due, reason=REASON, by=cast.administrator, at=TODAY)
    page = saved()
    assert verdict(page, qr_address(held)) == "valid"
    assert page.text_content("#card [data-say=until]") == f"{due:%-d %B %Y}"


def test_a_list_without_what_ended_earlier_is_not_taken_in(cast: Cast, saved: Callable[..., Page], tmp_path: Path) -> None:
    with time_machine.travel(TODAY - timedelta(hours=3)):
        page = saved()
    held = issued(cast.learner, at=TODAY)
    issued(cast.learner, at=TODAY)
    listed = json.loads(Client().get("/verify/revoked.json").content)
    for change in ({"ended": []}, {"ended": [{**listed["ended"][0], "why": "renewal", "day": 65000}]}):
        (tmp_path / "list.json").write_text(json.dumps(listed | change))
        page.evaluate("document.getElementById('list-told').textContent = ''")
        page.set_input_files("#newer", tmp_path / "list.json")
        page.locator("#list-told").filter(has_text="not a list of this issuer").wait_for()
    (tmp_path / "list.json").write_text(json.dumps(listed))
    page.set_input_files("#newer", tmp_path / "list.json")
    page.locator("#list-told").filter(has_text="is genuine").wait_for()
    assert verdict(page, qr_address(held)) == "superseded"


def test_a_key_that_came_later_cannot_be_decided(cast: Cast, saved: Callable[..., Page], settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_KEYS_DIR = tmp_path / "keys"
    old = issued(cast.learner, at=TODAY)
    page = saved()
    rotate_key()
    new = issued(cast.comrade, at=TODAY)
    assert verdict(page, qr_address(new)) == "unknown-key"
    assert verdict(page, qr_address(old)) == "valid"
    assert verdict(saved("ar"), qr_address(old)) == "valid"
