"""Guessing is slowed down by account; a class behind one address is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.conftest import NOW, Cast
from tests.factories.people import UserFactory
from tests.people.at_the_door import is_signed_in, sign_in


def guess(name: str, times: int, **extra: str) -> None:
    for _ in range(times):
        sign_in(Client(), name, "a wrong guess at dusk", **extra)


def test_the_right_password_is_refused_after_five_wrong_ones_and_works_after_the_cool_down(cast: Cast) -> None:
    client = Client()
    with time_machine.travel(NOW, tick=False) as clock:
        guess(cast.learner.username, 5)
        answer = sign_in(client, cast.learner.username)
        assert "Too many tries" in answer.content.decode()
        assert not is_signed_in(client)
        clock.shift(timedelta(minutes=5, seconds=1))
        sign_in(client, cast.learner.username)
        assert is_signed_in(client)


def test_new_addresses_do_not_help(cast: Cast) -> None:
    for number in range(5):
        guess(cast.learner.username, 1, REMOTE_ADDR=f"203.0.113.{number + 1}")
    client = Client(REMOTE_ADDR="203.0.113.99")
    sign_in(client, cast.learner.username)
    assert not is_signed_in(client)


def test_other_ways_of_typing_the_name_do_not_help(cast: Cast) -> None:
    name = cast.learner.username
    for typed in [name, name.lower(), f" {name} ", name.replace("-", " "), name.replace("-", "–")]:
        guess(typed, 1)
    client = Client()
    sign_in(client, name)
    assert not is_signed_in(client)


def test_an_unknown_account_is_refused_in_the_same_words(cast: Cast) -> None:
    guess("QM-99999", 5)
    assert "Too many tries" in sign_in(Client(), "QM-99999").content.decode()


@pytest.mark.django_db
def test_a_class_of_120_signs_in_behind_one_address_with_one_slip_of_the_finger_each() -> None:
    people = UserFactory.create_batch(120)
    with time_machine.travel(NOW, tick=False):
        clients = [Client() for _ in people]
        for client, person in zip(clients, people, strict=True):
            sign_in(client, person.username, "a wrong guess at dusk")
            sign_in(client, person.username)
        assert all(is_signed_in(client) for client in clients)


def test_a_forged_forwarding_header_makes_no_new_address(cast: Cast, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip", "login_failed": "300/m/ip"}  # type: ignore[attr-defined]
    for number in range(3):
        guess(cast.learner.username, 1, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    answer = sign_in(Client(), cast.learner.username, HTTP_X_FORWARDED_FOR="198.51.100.77")
    assert answer.status_code == 429


def test_behind_our_proxy_the_address_is_the_one_that_the_proxy_saw(cast: Cast, settings: object) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip", "login_failed": "300/m/ip"}  # type: ignore[attr-defined]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    for number in range(3):
        guess(cast.learner.username, 1, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 203.0.113.9")
    again = {"HTTP_X_FORWARDED_FOR": "198.51.100.77, 203.0.113.9"}
    assert sign_in(Client(), cast.learner.username, **again).status_code == 429
    assert sign_in(Client(), cast.learner.username, HTTP_X_FORWARDED_FOR="203.0.113.10").status_code == 302
