"""Whoever counts by a certificate of others is shown so on the page, in the file and in the document."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from credentials.external.services import decide_external, record_external
from credentials.models import Credential, ExternalCertificate, Requirement
from people.models import User
from people.services import post_person
from readiness.export import headings, lines
from readiness.models import IssuedDocument
from readiness.names import names, proof_of
from tests.conftest import Cast
from tests.credentials.issued import issued
from tests.factories.courses import make_achievement
from tests.factories.people import LONG_AGO, UserFactory
from tests.people.at_the_door import confirm_identity
from tests.readiness.contingents import reading
from tests.readiness.papers import pdf_text

ClientOf = Callable[[User | None], Client]
PROVIDER = "Integrated Training Service"


def external(cast: Cast, holder: User, *, days: int | None) -> ExternalCertificate:
    """Approved, and valid for so many days from today; None: without end."""
    today, officer = timezone.localdate(), UserFactory()
    row = record_external(
        holder=holder,
        achievement_key="core",
        title="UN Core Pre-deployment Training",
        provider=PROVIDER,
        earned_on=today - timedelta(days=30),
        expires_on=None if days is None else today + timedelta(days=days),
        scan=b"%PDF-1.4 scan",
        scan_type="application/pdf",
        by=officer,
        at=timezone.now(),
    )
    return decide_external(row=row, approve=True, by=cast.administrator, at=timezone.now())


@pytest.fixture
def asked(cast: Cast) -> Requirement:
    """The learner: an own certificate that has expired, and one of others that is valid for 400 days."""
    achievement = make_achievement()
    issued(cast.learner, achievement, at=timezone.now() - timedelta(days=900))
    external(cast, cast.learner, days=400)
    return Requirement.objects.create(
        unit=cast.alpha, achievement=achievement, due_on=timezone.localdate(), accepts_external=True
    )


def row_of(text: str, name: str) -> str:
    return next(part for part in text.split("<tr>") if name in part and 'scope="row"' in part)


def test_the_names_say_external_and_its_last_day(cast: Cast, client_of: ClientOf, asked: Requirement) -> None:
    text = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/names/").content.decode()
    row = row_of(text, cast.learner.name)
    until = timezone.localdate() + timedelta(days=400)
    assert "Qualified" in row
    assert ">External<" in row
    assert date_format(until, "j N Y") in row
    assert "(expired)" not in row


def test_one_that_does_not_count_here_is_shown_beside_the_own(cast: Cast, client_of: ClientOf, asked: Requirement) -> None:
    Requirement.objects.update(accepts_external=False)
    text = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/names/").content.decode()
    row = row_of(text, cast.learner.name)
    assert "External, does not count here" in row
    assert "(expired)" in row


def test_the_file_names_who_issued_it(cast: Cast, client_of: ClientOf, asked: Requirement) -> None:
    client = client_of(cast.commander)
    confirm_identity(client)
    answer = client.get(f"/readiness/units/{cast.alpha.pk}/names.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[arg-type]
    by_name = {row["Name"]: row for row in rows}
    until = timezone.localdate() + timedelta(days=400)
    assert by_name[cast.learner.name]["External, issued by"] == PROVIDER
    assert by_name[cast.learner.name]["Valid until"] == until.isoformat()
    assert by_name[cast.comrade.name]["External, issued by"] == ""


def numbered(number: str) -> None:
    ExternalCertificate.objects.update(number=number)


@pytest.mark.parametrize("number", ["ITS-2026-0417", ""])
def test_its_number_identifies_it_on_the_page_in_the_file_and_in_the_annex(
    cast: Cast, client_of: ClientOf, asked: Requirement, number: str
) -> None:
    numbered(number)
    client = client_of(cast.commander)
    confirm_identity(client)
    row = row_of(client.get(f"/readiness/units/{cast.alpha.pk}/names/").content.decode(), cast.learner.name)
    assert f"<bdi>{PROVIDER}</bdi>" in row
    assert (f"<bdi>{number}</bdi>" in row) == bool(number)
    answer = client.get(f"/readiness/units/{cast.alpha.pk}/names.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[arg-type]
    by_name = {row["Name"]: row["Certificate"] for row in rows}
    assert by_name[cast.learner.name] == (number or "External")
    assert by_name[cast.comrade.name] == ""
    data = {"kind": "certification", "achievement": "core", "language": "en"}
    client.post(f"/readiness/documents/units/{cast.alpha.pk}/", data)
    content = IssuedDocument.objects.get().content
    [line] = content["tables"][0]["rows"]
    told = [cell for cell in line if "External" in cell]
    assert [PROVIDER in cell and number in cell for cell in told] == [True]


def test_an_own_certificate_is_identified_by_its_code(cast: Cast, client_of: ClientOf, asked: Requirement) -> None:
    held = issued(cast.comrade, at=timezone.now())
    shown = names(reading(cast.alpha, timezone.localdate()))
    by_name = {line[2]: line[6] for line in lines(shown, "", timezone.localdate())}
    assert by_name[cast.comrade.name] == held.grouped_code


def test_the_certification_lists_it_as_external_without_the_expired_code(
    cast: Cast, client_of: ClientOf, asked: Requirement
) -> None:
    data = {"kind": "certification", "achievement": "core", "language": "en"}
    client_of(cast.commander).post(f"/readiness/documents/units/{cast.alpha.pk}/", data)
    document = IssuedDocument.objects.get()
    assert document.people == []
    text = pdf_text(document)
    assert PROVIDER in " ".join(text.split())
    assert Credential.objects.get().grouped_code not in text


def test_of_several_the_longest_lasting_is_shown_and_one_without_end_before_all(cast: Cast, asked: Requirement) -> None:
    on = timezone.localdate()

    def until() -> object:
        return proof_of(names(reading(cast.alpha, on)).get(user=cast.learner), on).until

    external(cast, cast.learner, days=100)
    assert until() == on + timedelta(days=400)
    external(cast, cast.learner, days=None)
    external(cast, cast.learner, days=90)
    assert until() is None


def test_one_without_end_says_so(cast: Cast, client_of: ClientOf, asked: Requirement) -> None:
    external(cast, cast.learner, days=None)
    text = client_of(cast.commander).get(f"/readiness/units/{cast.alpha.pk}/names/").content.decode()
    assert "No end" in row_of(text, cast.learner.name)


@pytest.mark.parametrize(("own_age", "days", "is_external"), [(10, 900, False), (700, 400, True), (700, 5, False)])
def test_the_own_one_is_shown_unless_the_other_makes_the_difference(
    cast: Cast, asked: Requirement, own_age: int, days: int, is_external: bool
) -> None:
    """Ages of an own certificate of 24 months: lasting beside a longer one, soon to expire beside a longer and a shorter one."""
    on, person = timezone.localdate(), UserFactory(name="Somebody Else")
    post_person(user=person, unit=cast.alpha, on=LONG_AGO, at=timezone.now())
    issued(person, asked.achievement, at=timezone.now() - timedelta(days=own_age))
    external(cast, person, days=days)
    assert proof_of(names(reading(cast.alpha, on)).get(user=person), on).is_external is is_external
    assert len(next(iter(lines(names(reading(cast.alpha, on)), "", on)))) == len(headings())
