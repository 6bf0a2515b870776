"""Documents that a commander signs: frozen when issued, verified by a stranger without the list, withdrawn and replaced."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from pypdf import PdfReader

from credentials.models import Achievement, Credential
from credentials.services import new_code, revoke_credential
from people.models import AuditEntry, Unit, User
from readiness.models import IssuedDocument
from tests.conftest import Cast
from tests.credentials.issued import REASON, issued
from tests.factories.classes import make_class, make_session, mark
from tests.factories.courses import make_course
from tests.readiness.papers import AT, ClientOf, cells, issue, pdf_text

PERSONAL = ("Amina", "Diallo", "QM-", "Alpha", "A Coy", "MERCON", "Battalion", "UNAK")


def test_a_certification_has_its_figures_its_list_and_one_code(company: Cast, client_of: ClientOf) -> None:
    document = issue(company, client_of)
    assert (document.strength, document.certified) == (3, 2)
    text = pdf_text(document)
    for words in ("2 of 3 people", "Amina Diallo", "Jonas Weber", "UNAK", "Alpha Company", "Annex: nominal list", "Commander"):
        assert words in text
    for words in ("1 Pl", date_format(timezone.localdate(AT), "j N Y"), Credential.objects.latest("pk").grouped_code):
        assert words in text.split("Annex: nominal list")[1]
    assert "Grace Mensah" not in text
    assert document.grouped_code in text
    assert {"Amina Diallo", "Jonas Weber", document.code} <= set(cells(document))
    assert sorted(document.people) == sorted(Credential.objects.values_list("code", flat=True))


def test_it_keeps_to_the_standards(company: Cast, client_of: ClientOf) -> None:
    for language in ("en", "fr", "ar"):
        root = PdfReader(io.BytesIO(bytes(issue(company, client_of, language=language).pdf))).trailer["/Root"]
        xmp = root["/Metadata"].get_data().decode()
        assert "<pdfaid:part>3</pdfaid:part>" in xmp
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
        assert root["/Lang"] == language


def test_a_gap_list_names_who_lacks_it(company: Cast, client_of: ClientOf) -> None:
    document = issue(company, client_of, "gaps")
    text = pdf_text(document)
    assert "1 of 3 people lack it." in text
    assert "Grace Mensah" in text
    assert "Amina Diallo" not in text
    assert document.people == []


def test_a_training_report_names_lessons_hours_instructors_and_results(company: Cast, client_of: ClientOf) -> None:
    course = make_course(achievement=Achievement.objects.get(), slug="core")
    before = AT - timedelta(days=3)
    taught = make_class(
        course, company.administrator, company.learner, at=before, instructors=[company.trainer], unit=company.alpha
    )
    session = make_session(taught, before)
    mark(session, company.trainer, before, present=company.learner)
    text = pdf_text(issue(company, client_of, "report"))
    assert company.trainer.name in text
    assert f"{session.hours:g}" in text
    assert "2 of 3 people of the unit hold it today." in text


CHANGES: dict[str, Callable[[Cast], Any]] = {
    "renamed": lambda cast: User.objects.update(name="Somebody Else"),
    "unit renamed": lambda cast: Unit.objects.update(name="New", short_name="New"),
    "revoked": lambda cast: [
        revoke_credential(credential=row, by=cast.administrator, reason=REASON, at=timezone.now())
        for row in Credential.objects.all()
    ],
    "achievement renamed": lambda cast: Achievement.objects.update(name="Another"),
    "transferred": lambda cast: cast.learner.postings.update(ends_on=timezone.localdate() - timedelta(days=1)),  # type: ignore[attr-defined]
}


@pytest.mark.parametrize("change", CHANGES)
def test_no_later_change_reaches_it(company: Cast, client_of: ClientOf, change: str) -> None:
    document = issue(company, client_of)
    CHANGES[change](company)
    for name, kept in (("document.pdf", document.pdf), ("document.xlsx", document.workbook)):
        served = client_of(company.commander).get(f"/readiness/documents/{document.pk}/{name}").content
        assert served == bytes(kept)
    assert sha256(bytes(document.pdf)).hexdigest() == document.digest
    text = Client().get(f"/v/{document.code}/").content.decode()
    assert "Human rights for peacekeepers" in text


def test_a_stranger_sees_that_it_is_genuine_and_nobody_on_it(company: Cast, client_of: ClientOf) -> None:
    document = issue(company, client_of)
    answer = Client().get(f"/v/{document.code}/")
    text = answer.content.decode()
    for words in ("Genuine", "Human rights for peacekeepers", "Strength", "<dd>3</dd>", "Number certified", "<dd>2</dd>"):
        assert words in text
    assert not [word for word in PERSONAL if word in text]
    assert not [code for code in document.people if code in text]
    assert "noindex" in answer["X-Robots-Tag"]
    assert len(answer.content) <= 10 * 1024


def test_a_stranger_checks_one_person_by_code(company: Cast, client_of: ClientOf) -> None:
    document = issue(company, client_of)
    listed, beside = document.people[0], issued(company.other_commander, at=AT).code

    def told(code: str) -> str:
        return Client().post(f"/v/{document.code}/", {"person": code}).content.decode()

    assert "Yes: this certificate is on the list. Today it is: Valid" in told(listed.lower())
    assert "No certificate with this code is on the list." in told(beside)
    assert "No certificate with this code is on the list." in told(new_code())
    revoke_credential(credential=Credential.objects.get(code=listed), by=company.administrator, reason=REASON, at=timezone.now())
    assert "Today it is: Revoked" in told(listed)
    by_address = Client().get(f"/v/{document.code}/", {"person": listed}).content.decode()
    assert "on the list" not in by_address.replace("Is one person on the list?", "")
    assert '<form method="get"' not in by_address


def test_a_wrong_one_is_withdrawn_and_replaced(company: Cast, client_of: ClientOf) -> None:
    document, client = issue(company, client_of), client_of(company.commander)
    assert "Write why it is withdrawn." in client.post(f"/readiness/documents/{document.pk}/withdraw/", {}).content.decode()
    client.post(f"/readiness/documents/{document.pk}/withdraw/", {"reason": "Wrong day.", "replace": "on"})
    newer = IssuedDocument.objects.latest("pk")
    assert newer.replaces == document
    text = Client().get(f"/v/{document.code}/").content.decode()
    assert "It is genuine, and was withdrawn on" in text
    assert "Another one replaces it." in text
    assert "Wrong day." not in text
    assert newer.code not in text
    assert "Genuine" in Client().get(f"/v/{newer.code}/").content.decode()
    client.post(f"/readiness/documents/{document.pk}/withdraw/", {"reason": "Again.", "replace": "on"})
    assert IssuedDocument.objects.count() == 2


def test_one_that_was_withdrawn_before_is_replaced_later_and_once(company: Cast, client_of: ClientOf) -> None:
    document, client = issue(company, client_of), client_of(company.commander)
    page, path = f"/readiness/documents/{document.pk}/", f"/readiness/documents/{document.pk}/replace/"
    assert client.post(path).status_code == 404
    client.post(f"{page}withdraw/", {"reason": "Wrong day."})
    assert IssuedDocument.objects.count() == 1
    assert path in client.get(page).content.decode()
    first, second = client.post(path), client.post(path)
    newer = IssuedDocument.objects.latest("pk")
    assert newer.replaces == document
    assert first["Location"] == second["Location"] == f"/readiness/documents/{newer.pk}/"
    assert IssuedDocument.objects.count() == 2
    assert path not in client.get(page).content.decode()


def test_a_form_sent_twice_issues_once(company: Cast, client_of: ClientOf) -> None:
    text = client_of(company.commander).get(f"/readiness/documents/units/{company.alpha.pk}/").content.decode()
    (client_id,) = re.findall(r'name="client_id" value="([0-9a-f-]{36})"', text)
    assert issue(company, client_of, client_id=client_id) == issue(company, client_of, client_id=client_id)
    assert IssuedDocument.objects.count() == 1
    assert AuditEntry.objects.filter(event="document issued").count() == 1


def test_who_does_not_command_the_unit_finds_nothing(company: Cast, client_of: ClientOf) -> None:
    document = issue(company, client_of)
    paths = [f"/readiness/documents/units/{company.alpha.pk}/"]
    paths += [f"/readiness/documents/{document.pk}/{name}" for name in ("", "document.pdf", "document.xlsx", "withdraw/")]
    for path in paths:
        assert client_of(company.commander).get(path).status_code == 200
        for person in (company.learner, company.other_commander, company.trainer):
            assert client_of(person).get(path).status_code == 404
