"""Photographs that were kept with place, time and device lose them by one command; their picture stays."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image

from base.bare_pictures import bare_picture, carries_more
from credentials.external.services import record_external
from credentials.models import ExternalCertificate
from people.models import AuditEntry
from tests.conftest import Cast
from tests.credentials.test_scans_without_a_place import KINDS, SECRETS, is_red, photograph, seen

KEPT = {"JPEG": photograph(turned=6), "PNG": photograph("PNG", turned=6)}


def kept(cast: Cast, content: bytes, kind: str) -> ExternalCertificate:
    """As it was kept in earlier days: to the byte as it came."""
    now = timezone.now()
    what = {"achievement_key": "core", "title": "UN Core", "provider": "ITS", "earned_on": timezone.localdate(now)}
    row = record_external(holder=cast.learner, **what, scan=b"x", scan_type=kind, by=cast.administrator, at=now)  # type: ignore[arg-type]
    row.scan.save("old", ContentFile(content), save=False)
    row.scan_digest = sha256(content).hexdigest()
    row.save()
    return row


def content_of(row: ExternalCertificate) -> bytes:
    with ExternalCertificate.objects.get(pk=row.pk).scan.open() as file:
        content: bytes = file.read()
    return content


def stripped(capture: Any) -> None:
    with capture(execute=True):
        call_command("strip_scans")


@pytest.mark.parametrize("form", KEPT)
def test_a_kept_photograph_is_drawn_anew(cast: Cast, form: str, django_capture_on_commit_callbacks: Any) -> None:
    row = kept(cast, KEPT[form], KINDS[form])
    name, storage = row.scan.name, row.scan.storage
    stripped(django_capture_on_commit_callbacks)
    after = content_of(row)
    assert [word for word in SECRETS if word in after] == []
    assert seen(after).size == (40, 80)
    assert is_red(seen(after), (20, 5))
    row.refresh_from_db()
    assert row.scan_digest == sha256(after).hexdigest()
    assert not storage.exists(name)
    [entry] = AuditEntry.objects.filter(event="scan drawn anew")
    assert entry.data == {"external": row.pk, "holder": cast.learner.pk}


def test_the_second_time_nothing_is_touched(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    rows = [kept(cast, content, KINDS[form]) for form, content in KEPT.items()]
    stripped(django_capture_on_commit_callbacks)
    before = [content_of(row) for row in rows]
    stripped(django_capture_on_commit_callbacks)
    assert [content_of(row) for row in rows] == before
    assert AuditEntry.objects.filter(event="scan drawn anew").count() == len(rows)


def test_a_document_and_a_scan_that_is_gone_are_left_alone(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    document, gone = kept(cast, b"%PDF-1.4 Exif", "application/pdf"), kept(cast, KEPT["JPEG"], "image/jpeg")
    gone.scan.storage.delete(gone.scan.name)
    stripped(django_capture_on_commit_callbacks)
    assert content_of(document) == b"%PDF-1.4 Exif"


def test_one_that_cannot_be_read_is_named_and_the_others_are_done(cast: Cast) -> None:
    broken, good = kept(cast, photograph()[:400], "image/jpeg"), kept(cast, KEPT["PNG"], "image/png")
    with pytest.raises(CommandError, match=f"look at them by hand: {broken.pk}\\."):
        call_command("strip_scans")
    assert content_of(broken) == photograph()[:400]
    assert [word for word in SECRETS if word in content_of(good)] == []


MODES = [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "1"), ("PNG", "L")]


@pytest.mark.parametrize(("form", "mode"), MODES)
def test_what_is_bare_is_told_from_what_is_not(form: str, mode: str) -> None:
    content = photograph(form, mode=mode)
    bare = bare_picture(content, KINDS[form])
    assert carries_more(content, KINDS[form])
    assert not carries_more(bare, KINDS[form])
    assert carries_more(bare + b"x", KINDS[form])
    assert carries_more(bare[:-3], KINDS[form])


def test_a_comment_alone_is_found() -> None:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "JPEG", comment=b"Checkpoint Nine")
    assert carries_more(file.getvalue(), "image/jpeg")
