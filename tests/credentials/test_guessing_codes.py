"""Ten thousand random codes find nothing, and whoever tries them is stopped early."""

from __future__ import annotations

import pytest
from django.test import Client

from credentials.services import new_code
from credentials.verdicts import verdict_on
from people.models import User
from tests.conftest import TODAY, Cast
from tests.credentials.issued import issued
from tests.factories.courses import make_achievement

GUESSES, LIMIT = 10_000, 60


def test_ten_thousand_random_codes_are_no_hit(cast: Cast) -> None:
    achievement = make_achievement()
    for person in User.objects.all():
        issued(person, achievement)
    guessed = {new_code() for _ in range(GUESSES)}
    assert len(guessed) == GUESSES
    assert {verdict_on(code, TODAY).state for code in guessed} == {"unknown"}


@pytest.mark.django_db
def test_after_the_limit_of_a_minute_every_guess_is_refused() -> None:
    client = Client()
    answers = [client.get(f"/v/{new_code()}/").status_code for _ in range(LIMIT + 20)]
    assert answers == [200] * LIMIT + [429] * 20
