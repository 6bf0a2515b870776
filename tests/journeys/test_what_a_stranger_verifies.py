"""In a real browser: a document and a certificate before a stranger, a paper of others approved, a name shared, data taken away.

axe looks at every page.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from credentials.models import ExternalCertificate, Requirement
from credentials.services import revoke_credential
from readiness.models import IssuedDocument
from tests.browsers import DESK, follow
from tests.conftest import Cast
from tests.credentials.issued import REASON, issued
from tests.factories.courses import make_achievement


@pytest.fixture
def ground(cast: Cast) -> Cast:
    achievement = make_achievement()
    Requirement.objects.create(
        unit=cast.alpha, achievement=achievement, due_on=timezone.localdate() + timedelta(days=9), accepts_external=True
    )
    issued(cast.learner, achievement, at=timezone.now() - timedelta(minutes=5))
    return cast


def test_a_document_and_a_certificate_before_a_stranger(ground: Cast, open_page: Callable[..., Page], axe: Any) -> None:
    commander, stranger = open_page(ground.commander, DESK), open_page()
    commander.goto(f"/readiness/documents/units/{ground.alpha.pk}/")
    assert axe(commander) == []
    follow(commander.get_by_role("button", name="Issue it"))
    expect(commander.get_by_role("heading", level=1)).to_have_text("Certification of completion of training")
    assert axe(commander) == []
    document, held = IssuedDocument.objects.get(), ground.learner.credentials.get()  # type: ignore[attr-defined]

    stranger.goto("/verify/")
    stranger.fill("input[name=code]", document.code.lower())
    follow(stranger.get_by_role("button", name="Verify", exact=True))
    expect(stranger.get_by_role("heading", name="Genuine")).to_be_visible()
    stranger.fill("input[name=person]", held.code)
    follow(stranger.get_by_role("button", name="Check", exact=True))
    expect(stranger.get_by_text("Yes: this certificate is on the list.")).to_be_visible()
    assert axe(stranger) == []

    stranger.goto(f"/v/{held.code}/#{held.signature.claim}")
    expect(stranger.get_by_role("heading", name="Valid", exact=True)).to_be_visible()
    revoke_credential(credential=held, by=ground.administrator, reason=REASON, at=timezone.now())
    stranger.reload()
    expect(stranger.get_by_role("heading", name="Revoked", exact=True)).to_be_visible()
    assert axe(stranger) == []


def test_a_paper_of_others_is_recorded_and_approved(
    ground: Cast, open_page: Callable[..., Page], axe: Any, tmp_path: Path
) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4 scan")
    row = record_as_administrator(ground)
    second = open_page(ground.administrator)
    second.goto("/external/new/")
    assert axe(second) == []
    second.select_option("select[name=holder]", str(ground.comrade.pk))
    for name, value in (("title", "UN Core"), ("provider", "ITS"), ("earned_on", "2026-01-10")):
        second.fill(f"input[name={name}]", value)
    second.set_input_files("input[name=scan]", tmp_path / "scan.pdf")
    follow(second.get_by_role("button", name="Record it"))
    expect(second.get_by_text("External, waits for approval")).to_be_visible()
    second.goto(f"/external/{row.pk}/")
    assert axe(second) == []
    follow(second.get_by_role("button", name="Approve it"))
    expect(second.get_by_text("External, approved")).to_be_visible()


def record_as_administrator(ground: Cast) -> ExternalCertificate:
    """Recorded by a training officer, so that the administrator is the second person."""
    from tests.credentials.test_training_elsewhere import officer_of, recorded

    return recorded(ground, officer_of(ground))


def test_the_holder_shares_and_takes_the_own_data_away(ground: Cast, open_page: Callable[..., Page], axe: Any) -> None:
    held = ground.learner.credentials.get()  # type: ignore[attr-defined]
    holder, stranger = open_page(ground.learner), open_page()
    holder.goto(held.get_absolute_url())
    holder.get_by_text("What happened to it").click()
    follow(holder.get_by_role("button", name="Make a link"))
    assert axe(holder) == []
    link = holder.locator(".plan-body .code").inner_text().split("/s/")[1]
    stranger.goto(f"/s/{link}")
    expect(stranger.get_by_text("Amina Diallo")).to_be_visible()
    assert axe(stranger) == []
    follow(holder.get_by_role("button", name="Withdraw"))
    assert stranger.goto(f"/s/{link}").status == 404  # type: ignore[union-attr]
    holder.goto("/me/data/")
    with holder.expect_download() as taken:
        holder.get_by_role("link", name="Download as a file").click()
    assert held.code in Path(taken.value.path()).read_text()
    assert axe(holder) == []
    with holder.expect_download() as whole:
        holder.get_by_role("link", name="Download everything (ZIP)").click()
    with zipfile.ZipFile(whole.value.path()) as archive:
        assert {"own-data.json", "own-data.pdf", f"certificates/certificate-{held.code}.json"} <= set(archive.namelist())
        assert archive.read("own-data.pdf").startswith(b"%PDF")
