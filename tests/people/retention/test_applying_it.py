"""What has been kept long enough goes, and nothing else; a dry run changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import call_command

from credentials.models import CertificatePrint
from people.models import AuditEntry, ClaimCode, Notice, RollImport
from people.retention.services import apply_retention
from people.services import Message, notify_people
from readiness.models import IssuedDocument
from tests.conftest import NOW, Cast


def day(n: float) -> datetime:
    return NOW + timedelta(days=n)


@pytest.fixture
def old_rows(cast: Cast) -> Cast:
    """Of everything one row that is old enough and one that is not."""
    for at in (day(-731), day(-729)):
        notify_people(messages=[Message(cast.learner.pk, "You are late", "en", "/learn/")], at=at)
    for number, at in enumerate((day(-91), day(-89))):
        row = UserSession.objects.create(user=cast.learner, ip="192.0.2.1", session_key=f"key{number}", user_agent="Phone")
        UserSession.objects.filter(pk=row.pk).update(created_at=at)
        Session.objects.create(session_key=f"key{number}", session_data="x", expire_date=day(-1 if number == 0 else 1))
        RollImport.objects.create(
            unit=cast.alpha,
            sent_by=cast.administrator,
            file_name="roll.csv",
            takes_effect_on=at,
            sent_at=day(-8 + 2 * number),
            rows=[["QM-1", "Amina Diallo"]],
        )
    return cast


def counts() -> dict[str, int]:
    return {each.rule.model: each.rows for each in apply_retention(at=NOW, dry_run=True)}


def test_a_dry_run_counts_and_changes_nothing(old_rows: Cast) -> None:
    assert counts() == {"people.Notice": 1, "usersessions.UserSession": 1, "sessions.Session": 1, "people.RollImport": 1}
    assert Notice.objects.exclude(text="").count() == 2
    assert not AuditEntry.objects.filter(event="retention applied").exists()


def test_what_is_due_goes_and_the_rest_stays(old_rows: Cast) -> None:
    apply_retention(at=NOW)
    assert sorted(Notice.objects.values_list("text", flat=True)) == ["", "You are late"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["key1"]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["key1"]
    assert sorted(RollImport.objects.values_list("state", flat=True)) == ["discarded", "mapping"]
    assert "Amina" not in str(RollImport.objects.get(state="discarded").rows)
    [entry] = AuditEntry.objects.filter(event="retention applied")
    assert (entry.actor, entry.data) == (None, {"rows": 4, "rules": 4})


def test_applied_twice_it_finds_nothing_more(old_rows: Cast) -> None:
    apply_retention(at=NOW)
    assert apply_retention(at=NOW) == []
    assert AuditEntry.objects.filter(event="retention applied").count() == 1


def test_many_rows_go_in_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("people.retention.services.BATCH", 3)
    notify_people(messages=[Message(cast.learner.pk, f"Text {n}", "en") for n in range(10)], at=day(-800))
    assert [each.rows for each in apply_retention(at=NOW)] == [10]
    assert not Notice.objects.exclude(text="").exists()


def test_a_file_goes_with_its_row(cast: Cast, django_capture_on_commit_callbacks: object) -> None:
    row = CertificatePrint(unit=cast.alpha, asked_by=cast.commander, asked_at=day(-2), state="ready")
    row.file.save("old.pdf", ContentFile(b"%PDF"))
    storage, name = row.file.storage, row.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        apply_retention(at=NOW)
    assert not storage.exists(name)
    row.refresh_from_db()
    assert (row.state, row.file.name) == ("gone", "")


def test_a_document_keeps_its_word_and_loses_its_list_after_ten_years(cast: Cast) -> None:
    numbers = {"strength": 3, "certified": 2, "on": NOW.date(), "content": {"rows": ["Amina Diallo"]}, "people": ["CODE"]}
    files = {"pdf": b"%PDF", "workbook": b"PK", "digest": "0" * 64, "code": "DOCUMENTCODE"}
    document = IssuedDocument.objects.create(unit=cast.alpha, issued_by=cast.commander, issued_at=NOW, **numbers, **files)
    apply_retention(at=day(3651))
    document.refresh_from_db()
    assert bytes(document.pdf).startswith(b"%PDF")
    apply_retention(at=day(3653))
    document = IssuedDocument.objects.get()
    assert (bytes(document.pdf), bytes(document.workbook), document.content, document.people) == (b"", b"", {}, [])
    assert (document.digest, document.strength) == ("0" * 64, 3)


def test_old_slips_go(cast: Cast) -> None:
    ClaimCode.objects.create(user=cast.learner, code_hash="x", issued_at=day(-120), expires_at=day(-106))
    apply_retention(at=NOW)
    assert not ClaimCode.objects.exists()


def test_the_command_says_counts(old_rows: Cast) -> None:
    out = StringIO()
    call_command("apply_retention", "--dry-run", stdout=out)
    assert "people.Notice" in out.getvalue()
    assert "nothing was changed" in out.getvalue()
    assert Notice.objects.exclude(text="").count() == 2
