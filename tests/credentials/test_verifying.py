"""A stranger with a code learns whether the certificate is genuine, and as little of the person as that needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from credentials.models import Credential
from credentials.services import new_code, revoke_credential
from credentials.sheet import qr_address
from people.models import User
from tests.conftest import NOW, Cast
from tests.credentials.issued import REASON, issued, verdict_page

ClientOf = Callable[[User | None], Client]
LONGEST = 10 * 1024
YEARS = timedelta(days=365)


def valid(cast: Cast) -> Credential:
    return issued(cast.learner)


def expiring(cast: Cast) -> Credential:
    return issued(cast.learner, at=NOW - 2 * YEARS + timedelta(days=30))


def expired(cast: Cast) -> Credential:
    return issued(cast.learner, at=NOW - 3 * YEARS)


def revoked(cast: Cast) -> Credential:
    return revoke_credential(credential=valid(cast), by=cast.administrator, reason=REASON, at=NOW)


def superseded(cast: Cast) -> Credential:
    older = issued(cast.learner, at=NOW - YEARS)
    issued(cast.learner)
    return older


SAID = {
    valid: "Valid until 24 November 2028.",
    expiring: "It expires soon.",
    expired: "Its holder must train again.",
    revoked: "It was withdrawn on 24 November 2026.",
    superseded: "Its holder received a newer certificate on 24 November 2026.",
}
each_state = pytest.mark.parametrize("make", SAID, ids=lambda make: make.__name__)


@pytest.fixture(autouse=True)
def _today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@each_state
def test_the_verdict_is_a_word_and_what_to_do(cast: Cast, make: Callable[[Cast], Credential]) -> None:
    text = verdict_page(make(cast).code)
    assert SAID[make] in text
    assert "Checked on 24 November 2026." in text
    assert "A. D." in text


@each_state
def test_no_name_no_number_and_no_unit_are_anywhere_in_the_answer(cast: Cast, make: Callable[[Cast], Credential]) -> None:
    answer = Client().get(f"/v/{make(cast).code}/")
    whole = answer.content.decode() + str(answer.headers)
    personal = ["Amina", "Diallo", cast.learner.username, cast.learner.service_number, REASON, "Private"]
    units = ["Platoon", "1 Pl", "Alpha", "A Coy", "Battalion", "1 Bn", "MERCON", "Meridia contingent"]
    assert not [word for word in [*personal, *units] if word in whole]


@each_state
def test_it_stays_out_of_search_engines_and_caches(cast: Cast, make: Callable[[Cast], Credential]) -> None:
    answer = Client().get(f"/v/{make(cast).code}/")
    assert "noindex" in answer["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


@each_state
def test_the_answer_is_light(cast: Cast, make: Callable[[Cast], Credential]) -> None:
    assert len(Client().get(f"/v/{make(cast).code}/").content) <= LONGEST


def test_an_unknown_code_is_called_unknown(db: None) -> None:
    answer = Client().get(f"/v/{new_code()}/")
    text = answer.content.decode()
    assert "Unknown" in text
    assert "noindex" in answer["X-Robots-Tag"]
    assert len(answer.content) <= LONGEST


def test_an_unknown_code_is_shown_in_groups_to_be_compared_with_the_paper(db: None) -> None:
    text = Client().get("/v/0123456789ABCDEFGHJKMNPQRS/").content.decode()
    assert "<bdi>0123 4567 89AB CDEF GHJK MNPQ RS</bdi>" in text


def test_a_replaced_one_does_not_give_the_newer_code_away(cast: Cast) -> None:
    older = superseded(cast)
    newer = Credential.objects.current().get()
    text = verdict_page(older.code)
    assert newer.code not in text
    assert newer.grouped_code not in text


def test_one_query_decides_whatever_the_code(cast: Cast, django_assert_num_queries: Callable[..., object]) -> None:
    from credentials.verdicts import verdict_on

    for code in (valid(cast).code, new_code(), ""):
        with django_assert_num_queries(1):
            verdict_on(code, NOW.date())


def test_the_address_in_the_qr_code_leads_to_the_verdict(cast: Cast) -> None:
    held = valid(cast)
    address, claim = qr_address(held).split("#")
    assert address == f"http://localhost:8000/v/{held.code}/"
    assert claim == held.signature.claim
    assert "Valid" in Client().get(address.removeprefix("http://localhost:8000")).content.decode()


def test_whoever_may_see_the_certificate_gets_a_way_to_it(cast: Cast, client_of: ClientOf) -> None:
    held = valid(cast)
    for person in (cast.learner, cast.commander, cast.administrator):
        assert held.get_absolute_url() in client_of(person).get(f"/v/{held.code}/").content.decode()
    for person in (cast.comrade, cast.other_commander, None):
        assert held.get_absolute_url() not in client_of(person).get(f"/v/{held.code}/").content.decode()


def test_the_page_speaks_arabic_and_keeps_the_title_in_its_own_direction(cast: Cast) -> None:
    text = verdict_page(valid(cast).code, headers={"accept-language": "ar"})
    assert '<html lang="ar" dir="rtl">' in text
    assert re.search(r'<h2 lang="en" dir="ltr">Human rights for peacekeepers</h2>', text)


def test_no_map_of_the_site_and_no_link_lists_codes(cast: Cast) -> None:
    held = valid(cast)
    for path in ("/", "/verify/", "/rules/"):
        assert held.code not in Client().get(path).content.decode()
