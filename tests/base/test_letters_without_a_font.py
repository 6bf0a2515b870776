"""A letter that no font here holds prints as a sign in its place: the sheet keeps to its standards, and the issuer is told."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from base.glyphs import REPLACEMENT, missing_letters, printable, with_replacements
from credentials.models import CertificatePrint, Requirement
from credentials.sheet import pdf_of
from people.models import User
from readiness.models import IssuedDocument
from tests.conftest import Cast
from tests.credentials.issued import issued
from tests.readiness.papers import pdf_text

ClientOf = Callable[[User | None], Client]
AT = timezone.now() - timedelta(minutes=5)
ABEBE = "Abebe አበበ"


@pytest.fixture
def abebe(cast: Cast) -> User:
    """The learner by a name in a script without a font here."""
    User.objects.filter(pk=cast.learner.pk).update(name=ABEBE)
    cast.learner.refresh_from_db()
    return cast.learner


def declared(pdf: bytes) -> list[bool]:
    xmp = PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data().decode()
    return [words in xmp for words in ("<pdfaid:part>3</pdfaid:part>", "<pdfuaid:part>1</pdfuaid:part>")]


def test_what_the_fonts_hold_is_known() -> None:
    assert set("Aé Ж فراس ١٢ नेपाल – ’") <= printable()
    assert REPLACEMENT in printable()
    assert missing_letters({"name": ABEBE, "more": ["\u200fفراس", ("💂",)]}) == set("አበ💂")
    assert missing_letters({"badge": ABEBE}, ("badge",)) == set()
    assert with_replacements({"name": ABEBE, "badge": "አ", "n": 1}, set("አበ"), ("badge",)) == {
        "name": f"Abebe {REPLACEMENT * 3}",
        "badge": "አ",
        "n": 1,
    }


def test_a_certificate_keeps_to_its_standards_and_its_signed_file_to_its_bytes(abebe: User) -> None:
    credential = issued(abebe, at=AT)
    pdf = pdf_of(credential)
    assert declared(pdf) == [True, True]
    reader = PdfReader(io.BytesIO(pdf))
    assert "Abebe" in reader.pages[0].extract_text()
    ((_name, [attached]),) = reader.attachments.items()
    assert attached == bytes(credential.signature.document)


def test_one_name_takes_the_standards_from_nobody_and_the_page_tells_of_it(cast: Cast, abebe: User, client_of: ClientOf) -> None:
    for person in (abebe, cast.comrade):
        issued(person, at=AT)
    page = client_of(cast.commander).post(f"/prints/units/{cast.alpha.pk}/", {"achievement": ""}, follow=True)
    assert "1 certificate has letters for which there is no font" in page.content.decode()
    made = CertificatePrint.objects.get()
    with made.file.open() as file:
        assert declared(file.read()) == [True, True]


def test_whoever_issues_a_document_is_told_which_letters(cast: Cast, abebe: User, client_of: ClientOf) -> None:
    achievement = issued(abebe, at=AT).achievement
    Requirement.objects.create(unit=cast.alpha, achievement=achievement, due_on=timezone.localdate())
    data = {"kind": "certification", "achievement": "core", "language": "fr"}
    path = f"/readiness/documents/units/{cast.alpha.pk}/"
    page = client_of(cast.commander).post(path, data, follow=True).content.decode()
    assert "printed as a sign in their place: በ አ. Look at the names." in page
    document = IssuedDocument.objects.get()
    assert declared(bytes(document.pdf)) == [True, True]
    assert f"Abebe {REPLACEMENT}" in pdf_text(document)


def test_nobody_is_told_where_every_letter_is_printed(cast: Cast, client_of: ClientOf) -> None:
    issued(cast.learner, at=AT)
    data = {"kind": "certification", "achievement": "core", "language": "ar"}
    path = f"/readiness/documents/units/{cast.alpha.pk}/"
    assert "sign in their place" not in client_of(cast.commander).post(path, data, follow=True).content.decode()
