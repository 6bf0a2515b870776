"""An account is claimed with a slip, and only its owner knows the password."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from people.models import ClaimCode
from tests.conftest import NOW, Cast
from tests.people.at_the_door import (
    CLAIM,
    OWN_PASSWORD,
    add_app,
    choose_password,
    claim,
    is_signed_in,
    sign_in,
    slip_for,
    totp_code,
)


def test_the_slip_leads_to_an_own_password_and_straight_to_the_lessons(cast: Cast) -> None:
    row, code = slip_for(cast.learner)
    client = Client()
    assert claim(client, cast.learner.username, code)["Location"] == f"{CLAIM}password/"
    assert cast.learner.username in client.get(f"{CLAIM}password/").content.decode()
    assert choose_password(client)["Location"] == "/learn/"
    assert is_signed_in(client)
    cast.learner.refresh_from_db()
    assert cast.learner.check_password(OWN_PASSWORD)
    assert cast.learner.claimed_at is not None
    row.refresh_from_db()
    assert row.state(timezone.now()) == "used"


def test_small_letters_spaces_hyphens_and_look_alikes_do_not_matter(cast: Cast) -> None:
    _row, code = slip_for(cast.learner)
    typed = "-".join([code[:4], code[4:8], code[8:]]).lower().replace("0", "o").replace("1", "l")
    answer = claim(Client(), f"  {cast.learner.username.lower().replace('-', ' ')} ", f" {typed} ")
    assert answer.status_code == 302


def test_the_remembered_country_saves_typing_it(cast: Cast) -> None:
    _row, code = slip_for(cast.learner)
    client = Client()
    client.cookies["country"] = "QM"
    assert claim(client, cast.learner.service_number, code).status_code == 302


def test_the_language_chosen_at_the_door_becomes_the_language_of_the_account(cast: Cast) -> None:
    _row, code = slip_for(cast.learner)
    client = Client()
    client.post("/language/", {"language": "ar"})
    claim(client, cast.learner.username, code)
    choose_password(client)
    cast.learner.refresh_from_db()
    assert cast.learner.language == "ar"


def test_a_weak_password_is_refused_and_the_slip_still_works(cast: Cast) -> None:
    row, code = slip_for(cast.learner)
    client = Client()
    claim(client, cast.learner.username, code)
    assert "too short" in choose_password(client, "short").content.decode()
    row.refresh_from_db()
    assert row.state(timezone.now()) == "open"
    assert choose_password(client).status_code == 302


def test_the_password_page_is_closed_to_whoever_brought_no_slip(cast: Cast) -> None:
    slip_for(cast.learner)
    assert Client().get(f"{CLAIM}password/")["Location"] == CLAIM
    assert choose_password(Client())["Location"] == CLAIM


def test_the_password_page_closes_after_fifteen_minutes(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        _row, code = slip_for(cast.learner)
        client = Client()
        claim(client, cast.learner.username, code)
        clock.shift(timedelta(minutes=15, seconds=1))
        assert choose_password(client)["Location"] == CLAIM
    cast.learner.refresh_from_db()
    assert cast.learner.claimed_at is None


def test_a_slip_used_meanwhile_sets_no_second_password(cast: Cast) -> None:
    _row, code = slip_for(cast.learner)
    first, second = Client(), Client()
    claim(first, cast.learner.username, code)
    claim(second, cast.learner.username, code)
    choose_password(first)
    assert choose_password(second, "another quiet river 8")["Location"] == CLAIM
    cast.learner.refresh_from_db()
    assert cast.learner.check_password(OWN_PASSWORD)


def test_a_new_slip_replaces_the_password_and_ends_other_sessions(cast: Cast) -> None:
    elsewhere = Client()
    sign_in(elsewhere, cast.learner.username)
    _row, code = slip_for(cast.learner)
    client = Client()
    claim(client, cast.learner.username, code)
    choose_password(client)
    assert elsewhere.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200


def test_a_new_slip_does_not_skip_the_second_factor(cast: Cast) -> None:
    add_app(cast.commander)
    _row, code = slip_for(cast.commander)
    client = Client()
    claim(client, cast.commander.username, code)
    assert choose_password(client)["Location"] == "/account/2fa/authenticate/"
    assert not is_signed_in(client)
    client.post("/account/2fa/authenticate/", {"code": totp_code()})
    assert is_signed_in(client)


def test_claiming_signs_out_whoever_used_the_phone_before(cast: Cast) -> None:
    client = Client()
    sign_in(client, cast.comrade.username)
    _row, code = slip_for(cast.learner)
    claim(client, cast.learner.username, code)
    assert not is_signed_in(client)


def test_a_new_slip_withdraws_the_older_one(cast: Cast) -> None:
    _row, older = slip_for(cast.learner)
    slip_for(cast.learner)
    assert claim(Client(), cast.learner.username, older).status_code == 200


def test_a_closed_account_is_not_claimed(cast: Cast) -> None:
    _row, code = slip_for(cast.learner)
    cast.learner.is_active = False
    cast.learner.save()
    assert claim(Client(), cast.learner.username, code).status_code == 200


@pytest.mark.django_db
def test_the_code_itself_is_stored_nowhere(cast: Cast) -> None:
    row, code = slip_for(cast.learner)
    assert len(code) == 12
    assert code not in str(ClaimCode.objects.values().get(pk=row.pk))
