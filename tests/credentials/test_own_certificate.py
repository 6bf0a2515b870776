"""A certificate is read by its holder, by those who command the holder today, and by administrators."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from credentials.models import Credential
from credentials.services import revoke_credential
from people.models import Posting, User
from people.services import place_unit, post_person
from tests.conftest import Cast
from tests.credentials.issued import REASON, issued
from tests.factories.people import LONG_AGO, CountryFactory, UnitFactory, UserFactory

ClientOf = Callable[[User | None], Client]


def addresses(held: Credential) -> list[str]:
    return [held.get_absolute_url(), f"{held.get_absolute_url()}sheet.pdf"]


def statuses(client: Client, held: Credential) -> list[int]:
    return [client.get(address).status_code for address in addresses(held)]


@pytest.fixture
def held(cast: Cast) -> Credential:
    return issued(cast.learner, at=timezone.now())


@pytest.mark.parametrize("role", ["learner", "commander", "administrator"])
def test_holder_commander_and_administrator_read_page_and_sheet(
    cast: Cast, client_of: ClientOf, held: Credential, role: str
) -> None:
    assert statuses(client_of(getattr(cast, role)), held) == [200, 200]


@pytest.mark.parametrize("role", ["comrade", "other_commander", "trainer"])
def test_for_others_it_is_not_there(cast: Cast, client_of: ClientOf, held: Credential, role: str) -> None:
    assert statuses(client_of(getattr(cast, role)), held) == [404, 404]


def test_strangers_are_sent_to_sign_in(held: Credential) -> None:
    for address in addresses(held):
        assert Client().get(address)["Location"].startswith("/account/login/")


def test_a_commander_of_another_country_finds_nothing(cast: Cast, client_of: ClientOf, held: Credential) -> None:
    country = CountryFactory(code="QN", name="Norland")
    unit, officer = UnitFactory(country=country), UserFactory(country=country)
    place_unit(unit=unit, parent=None, on=LONG_AGO)
    post_person(user=officer, unit=unit, on=LONG_AGO, role=Posting.Role.COMMANDER, at=timezone.now())
    assert statuses(client_of(officer), held) == [404, 404]


def test_a_former_commander_finds_nothing_any_more(cast: Cast, client_of: ClientOf, held: Credential) -> None:
    today = timezone.localdate()
    Posting.objects.filter(user=cast.commander).update(ends_on=today - timedelta(days=1))
    assert statuses(client_of(cast.commander), held) == [404, 404]


def test_a_commander_loses_sight_of_a_soldier_who_leaves(cast: Cast, client_of: ClientOf, held: Credential) -> None:
    post_person(user=cast.learner, unit=cast.bravo, on=timezone.localdate(), at=timezone.now())
    assert statuses(client_of(cast.commander), held) == [404, 404]
    assert statuses(client_of(cast.other_commander), held) == [200, 200]


def test_an_acting_commander_reads_on_the_days_of_the_command_only(cast: Cast, client_of: ClientOf, held: Credential) -> None:
    today = timezone.localdate()
    acting = post_person(
        user=cast.comrade,
        unit=cast.alpha,
        on=today,
        until=today,
        role=Posting.Role.ACTING_COMMANDER,
        is_main=False,
        at=timezone.now(),
    )
    assert statuses(client_of(cast.comrade), held) == [200, 200]
    Posting.objects.filter(pk=acting.pk).update(starts_on=today + timedelta(days=1), ends_on=today + timedelta(days=9))
    assert statuses(client_of(cast.comrade), held) == [404, 404]


def test_an_unknown_code_is_not_there(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.administrator).get("/certificates/NOSUCHCODE/").status_code == 404


def test_the_sheet_is_one_page_of_pdf_that_nobody_keeps(cast: Cast, client_of: ClientOf, held: Credential) -> None:
    answer = client_of(cast.learner).get(addresses(held)[1])
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="certificate-{held.code}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) == 1
    assert "Amina Diallo" in pages[0].extract_text()


def test_the_sheet_has_the_same_bytes_each_time_and_for_everybody(cast: Cast, client_of: ClientOf, held: Credential) -> None:
    sheets = {client_of(person).get(addresses(held)[1]).content for person in (cast.learner, cast.commander, cast.learner)}
    assert len(sheets) == 1


def test_sheets_are_drawn_at_a_bounded_rate(
    cast: Cast, client_of: ClientOf, held: Credential, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("credentials.views.certificates.SHEETS_A_MINUTE", "2/m/user")
    client = client_of(cast.learner)
    answers = [client.get(addresses(held)[1]) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    told = answers[-1].content.decode()
    assert "Wait one minute" in told
    assert f'href="{held.get_absolute_url()}">Back to the certificate' in told
    assert client_of(cast.commander).get(addresses(held)[1]).status_code == 200


def test_the_page_says_what_to_do_when_it_expires_soon_or_has_expired(cast: Cast, client_of: ClientOf, held: Credential) -> None:
    today = timezone.localdate()
    for days, word in ((-1, "Repeat the course to earn a new one."), (9, "Repeat the course before that day.")):
        Credential.objects.filter(pk=held.pk).update(issued_on=LONG_AGO, expires_on=today + timedelta(days=days))
        assert word in client_of(cast.learner).get(held.get_absolute_url()).content.decode()
        assert "Repeat the course" not in client_of(cast.commander).get(held.get_absolute_url()).content.decode()


def test_a_replaced_one_leads_to_the_newer_one(cast: Cast, client_of: ClientOf, held: Credential) -> None:
    newer = issued(cast.learner, at=timezone.now())
    assert newer.get_absolute_url() in client_of(cast.learner).get(held.get_absolute_url()).content.decode()


def test_the_holder_reads_who_revoked_it_and_why_the_commander_not(cast: Cast, client_of: ClientOf, held: Credential) -> None:
    revoke_credential(credential=held, by=cast.administrator, reason=REASON, at=timezone.now())
    text = client_of(cast.learner).get(held.get_absolute_url()).content.decode()
    assert REASON in text
    assert cast.administrator.name in text
    commanders = client_of(cast.commander).get(held.get_absolute_url()).content.decode()
    assert "It was revoked on" in commanders
    assert REASON not in commanders
    assert cast.administrator.name not in commanders


def test_names_are_shown_and_never_run(cast: Cast, client_of: ClientOf) -> None:
    User.objects.filter(pk=cast.learner.pk).update(name="<script>alert(1)</script>")
    text = client_of(cast.learner).get(issued(cast.learner).get_absolute_url()).content.decode()
    assert "<script>alert" not in text
