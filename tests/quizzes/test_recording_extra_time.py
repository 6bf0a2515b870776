"""Training officers record extra time for the people of their units; nobody is found beyond them."""

from collections.abc import Callable

from django.test import Client

from people.models import User
from quizzes.models import ExtraTime
from tests.conftest import Cast
from tests.factories.people import training_officer

ClientOf = Callable[[User | None], Client]
PAGE = "/quiz/extra-time/"


def officer_of(cast: Cast) -> User:
    return training_officer(cast.alpha, is_main=True)


def record(client: Client, person: User, percent: int) -> str:
    return client.post(PAGE, {"username": person.username.lower(), "percent": percent}, follow=True).content.decode()


def test_it_is_recorded_shown_and_taken_back(cast: Cast, client_of: ClientOf) -> None:
    officer = officer_of(cast)
    client = client_of(officer)
    assert "25 per cent more" in record(client, cast.learner, 25)
    assert "Nobody in your units has extra time." in record(client, cast.learner, 0)
    assert list(ExtraTime.objects.values_list("person", "percent", "recorded_by")) == [
        (cast.learner.pk, 25, officer.pk),
        (cast.learner.pk, 0, officer.pk),
    ]


def test_nobody_beyond_the_own_units_is_found_nor_the_officer(cast: Cast, client_of: ClientOf) -> None:
    officer = officer_of(cast)
    client = client_of(officer)
    assert "Nobody in your units has this sign-in name." in record(client, cast.other_commander, 25)
    assert "Nobody gives extra time to himself or herself." in record(client, officer, 25)
    assert not ExtraTime.objects.exists()
