"""Guessing codes is slowed down; neither forged headers nor a second browser help."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from credentials.services import new_code
from tests.conftest import NOW, Cast
from tests.credentials.issued import issued


@pytest.fixture(autouse=True)
def _three_a_minute(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr("credentials.views.certificates.CHECKS_A_MINUTE", "3/m/ip")
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def guess(times: int, **extra: str) -> list[int]:
    return [Client(**extra).get(f"/v/{new_code()}/").status_code for _ in range(times)]


@pytest.mark.django_db
def test_too_many_checks_get_a_kind_page() -> None:
    assert guess(3) == [200, 200, 200]
    answer = Client().get(f"/v/{new_code()}/")
    assert answer.status_code == 429
    text = answer.content.decode()
    assert "Wait one minute and try again." in text
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


def test_a_genuine_code_is_told_nothing_either_until_the_minute_is_over(
    cast: Cast, _three_a_minute: time_machine.Coordinates
) -> None:
    held = issued(cast.learner)
    guess(3)
    assert Client().get(f"/v/{held.code}/").status_code == 429
    _three_a_minute.shift(timedelta(seconds=61))
    assert "Valid" in Client().get(f"/v/{held.code}/").content.decode()


@pytest.mark.django_db
def test_a_forged_forwarding_header_makes_no_new_address() -> None:
    for number in range(3):
        guess(1, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    assert guess(1, HTTP_X_FORWARDED_FOR="198.51.100.77, 203.0.113.9") == [429]


@pytest.mark.django_db
def test_behind_our_proxy_the_address_that_the_proxy_saw_counts(settings: object) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    for number in range(3):
        guess(1, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 203.0.113.9")
    assert guess(1, HTTP_X_FORWARDED_FOR="198.51.100.99, 203.0.113.9") == [429]
    assert guess(1, HTTP_X_FORWARDED_FOR="203.0.113.9, 203.0.113.10") == [200]


@pytest.mark.django_db
def test_another_address_is_not_slowed_down() -> None:
    guess(4)
    assert guess(1, REMOTE_ADDR="203.0.113.5") == [200]


@pytest.mark.django_db
def test_the_page_that_asks_for_a_code_stays_open() -> None:
    guess(4)
    assert Client().get("/verify/").status_code == 200
