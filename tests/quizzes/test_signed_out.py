"""A session that lapses over a page of answers: sign in, and they are still there."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from people.models import User
from quizzes.models import Attempt
from quizzes.unsent import MOST_KEPT
from tests.conftest import Cast
from tests.factories.people import PASSWORD
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def attempt(cast: Cast, ground: Ground, client_of: ClientOf) -> Attempt:
    client_of(cast.learner).post(f"/quiz/start/{ground.quiz.pk}/")
    return Attempt.objects.get()


def post_page(client: Client, attempt: Attempt, **more: object) -> object:
    chosen = attempt.items.get(number=2).option_order[1]
    form = {"page": 1, "item-2": chosen} | {f"seen-{n}": 0 for n in range(1, 6)} | more
    return client.post(f"{attempt.get_absolute_url()}save/", form)


def sign_in(client: Client, user: User) -> None:
    Authenticator.objects.filter(user=user).delete()
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})


def test_the_answers_stand_in_their_places_after_signing_in(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client, address = client_of(None), attempt.get_absolute_url()
    answered = post_page(client, attempt)
    assert answered.headers["Location"].startswith("/account/login/?next=%2Fquiz%2F")
    assert "Your answers are kept" in client.get(answered.headers["Location"]).content.decode()
    assert not attempt.steps.exists()
    client.force_login(cast.learner, backend="people.backends.AuthenticationBackend")
    page = client.get(address).content.decode()
    chosen = attempt.items.get(number=2).option_order[1]
    assert "filled in again" in page
    assert re.search(rf'value="{chosen}"[^>]* checked', page)


@pytest.mark.parametrize("with_token", [True, False])
def test_nothing_is_kept_of_an_attempt_that_there_is_not(db: None, with_token: bool) -> None:
    stranger = Client(enforce_csrf_checks=not with_token)
    answered = stranger.post(f"/quiz/{uuid4()}/save/", {"item-1": "x" * 1000})
    assert answered.headers["Location"].startswith("/account/login/?next=%2Fquiz%2F")
    assert not Session.objects.exists()


def test_the_sign_in_form_takes_them_over(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client = client_of(None)
    post_page(client, attempt)
    sign_in(client, cast.learner)
    assert "filled in again" in client.get(attempt.get_absolute_url()).content.decode()


def test_once_saved_they_are_forgotten(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client = client_of(None)
    post_page(client, attempt)
    sign_in(client, cast.learner)
    post_page(client, attempt)
    assert attempt.steps.count() == 1
    assert "filled in again" not in client.get(attempt.get_absolute_url()).content.decode()


def test_they_do_not_overwrite_what_was_answered_elsewhere_meanwhile(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client, other = client_of(None), client_of(cast.learner)
    post_page(client, attempt)
    other.post(f"{attempt.get_absolute_url()}save/", {"seen-2": 0, "item-2": attempt.items.get(number=2).option_order[0]})
    sign_in(client, cast.learner)
    assert 'name="seen-2" value="0"' in client.get(attempt.get_absolute_url()).content.decode()


def test_another_person_who_signs_in_sees_nothing_of_them(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client = client_of(None)
    post_page(client, attempt)
    sign_in(client, cast.comrade)
    assert client.get(attempt.get_absolute_url()).status_code == 404


def test_a_page_longer_than_answers_can_be_is_not_kept_and_that_is_said(client_of: ClientOf, attempt: Attempt) -> None:
    client = client_of(None)
    answered = post_page(client, attempt, **{"item-2": "x" * (MOST_KEPT + 1)})
    assert "unsent-answers" not in client.session
    page = client.get(answered.headers["Location"]).content.decode()  # type: ignore[attr-defined]
    assert "too long to be kept" in page
    assert "Your answers are kept" not in page


def test_nothing_but_answers_is_kept(client_of: ClientOf, attempt: Attempt) -> None:
    client = client_of(None)
    post_page(client, attempt, more="x" * 50_000)
    assert "more" not in client.session["unsent-answers"]["body"]


def test_an_attempt_that_does_not_exist_gives_nothing_away(client_of: ClientOf, attempt: Attempt) -> None:
    unknown = client_of(None).post("/quiz/00000000-0000-4000-8000-000000000000/save/", {"page": 1})
    known = post_page(client_of(None), attempt)
    assert unknown.status_code == known.status_code == 302
