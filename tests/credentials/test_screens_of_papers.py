"""Papers and the audit log on a phone, at a desk in the dark and right to left: axe finds nothing, nothing is pushed sideways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from credentials.models import CertificatePrint
from credentials.services import revoke_credential
from people.models import AuditEntry, User
from readiness.documents.services import withdraw_document
from tests.browsers import DESK
from tests.conftest import Cast
from tests.credentials.issued import REASON
from tests.factories.stage import document_of, furnish, officials_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [
    {"locale": "ar", "color_scheme": "dark"},
    {"locale": "fr", "viewport": DESK},
]
every_look = pytest.mark.parametrize("look", LOOKS, ids=["arabic dark phone", "french desk"])
OpenPage = Callable[..., Page]
Axe = Callable[[Page], list[str]]


@pytest.fixture
def stage(cast: Cast) -> dict[str, Any]:
    return furnish(cast) | officials_of(cast)


def clean(page: Page, axe: Axe, path: str = "") -> None:
    """The page as it stands, or at a path of this site."""
    if path:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status < 500, path
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path or page.url
    assert axe(page) == [], path or page.url


def pressed(page: Page, selector: str = "main form button[type=submit]") -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


@every_look
def test_the_audit_log(stage: dict[str, Any], open_page: OpenPage, axe: Axe, look: dict[str, Any]) -> None:
    page = open_page(stage["auditor"], **look)
    held = stage["learner-credential"]
    found = f"/audit/?kind=credential&number={held.code}"
    for path in ("/audit/", found, "/audit/?event=nothing", "/audit/?actor=x", "/audit/?kind=unit", "/audit/entries.csv?actor=x"):
        clean(page, axe, path)
    assert AuditEntry.objects.exists()


@every_look
def test_prints_in_every_state(cast: Cast, stage: dict[str, Any], open_page: OpenPage, axe: Axe, look: dict[str, Any]) -> None:
    page, asked = open_page(cast.commander, **look), stage["print"]
    clean(page, axe, f"/prints/units/{cast.alpha.pk}/")
    now = timezone.now()
    states: dict[str, dict[str, Any]] = {
        "ready": {"unprinted": 2},
        "under way": {"state": "waiting", "done": 50, "total": 120, "beat_at": now + timedelta(hours=1)},
        "stopped": {"state": "waiting", "done": 50, "total": 120, "beat_at": now - timedelta(hours=1)},
        "failed": {"state": "failed"},
        "gone": {"state": "gone"},
    }
    for values in states.values():
        CertificatePrint.objects.filter(pk=asked.pk).update(**values)
        clean(page, axe, f"/prints/{asked.pk}/")


@every_look
def test_documents_of_a_unit(cast: Cast, stage: dict[str, Any], open_page: OpenPage, axe: Axe, look: dict[str, Any]) -> None:
    page, document = open_page(cast.commander, **look), stage["document"]
    for path in (f"/readiness/documents/units/{cast.alpha.pk}/", f"/readiness/documents/{document.pk}/"):
        clean(page, axe, path)
    clean(page, axe, f"/readiness/documents/{document.pk}/withdraw/")
    pressed(page)
    clean(page, axe)  # without a reason
    withdraw_document(document=document, reason="Wrong day.", by=cast.commander, at=timezone.now())
    clean(page, axe, f"/readiness/documents/{document.pk}/")
    stranger = open_page(**look)
    clean(stranger, axe, f"/v/{document.code}/")
    clean(stranger, axe, f"/v/{document_of(cast, timezone.now(), kind='certification').code}/")
    stranger.fill("#person", "NOBODY")
    pressed(stranger)
    clean(stranger, axe)


@every_look
def test_training_done_elsewhere(cast: Cast, stage: dict[str, Any], open_page: OpenPage, axe: Axe, look: dict[str, Any]) -> None:
    row = stage["external"]
    for person, path in (
        (cast.learner, "/external/"),
        (cast.administrator, "/external/"),
        (cast.administrator, f"/external/{row.pk}/"),
        (stage["officer"], f"/external/{row.pk}/"),  # who decides
        (cast.administrator, "/external/new/"),
    ):
        clean(open_page(person, **look), axe, path)
    page = open_page(stage["officer"], **look)
    page.goto("/external/new/")
    pressed(page)
    clean(page, axe)  # every field asked for


@every_look
def test_a_signed_file(cast: Cast, stage: dict[str, Any], open_page: OpenPage, axe: Axe, look: dict[str, Any]) -> None:
    page, held = open_page(**look), stage["learner-credential"]
    genuine = bytes(held.signature.document).decode()
    clean(page, axe, "/verify/file/")
    for text in (genuine, genuine.replace("Completed", "Failed"), "{}", "nonsense", ""):
        page.goto("/verify/file/")
        page.fill("textarea", text)
        pressed(page)
        clean(page, axe)
    revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=timezone.now())
    page.fill("textarea", genuine)
    pressed(page)
    clean(page, axe)


@every_look
def test_what_the_holder_shares_and_takes_away(
    cast: Cast, stage: dict[str, Any], open_page: OpenPage, axe: Axe, look: dict[str, Any]
) -> None:
    clean(open_page(**look), axe, f"/s/{stage['link'].token}/")
    page = open_page(User.objects.get(pk=cast.learner.pk), **look)
    for path in (stage["learner-credential"].get_absolute_url(), "/me/data/"):
        clean(page, axe, path)
