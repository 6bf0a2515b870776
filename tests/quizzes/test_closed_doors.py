"""Answers that meet a closed door: a form older than the last sign-in, a lapsed session, a pause. None of them is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from people.models import User
from quizzes.models import Attempt
from quizzes.services import save_answer
from quizzes.timing import pause_attempt, resume_attempt
from tests.conftest import Cast
from tests.factories.people import PASSWORD
from tests.factories.quizzes import make_bank, make_item, make_items, make_quiz
from tests.quizzes.conftest import Begin, Ground

ClientOf = Callable[[User | None], Client]
BACKEND = "people.backends.AuthenticationBackend"


@pytest.fixture
def attempt(cast: Cast, ground: Ground, begin: Begin) -> Attempt:
    """Two pages of questions."""
    bank = make_bank("long", "Long")
    make_items(bank, 12)
    return begin(cast.learner, make_quiz(ground.module, [(bank, None, 12)]), timezone.now())


def strict_client(user: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend=BACKEND)
    return client


def sign_in_elsewhere(client: Client, user: User) -> None:
    """The session has lapsed, and the same browser signs in again in another tab."""
    del client.cookies["sessionid"]
    form = form_of(client, "/account/login/") | {"login": user.username, "password": PASSWORD}
    client.post("/account/login/", form)
    assert "sessionid" in client.cookies


def form_of(client: Client, address: str) -> dict[str, str]:
    """What the form of a page of questions would send, with nothing chosen."""
    page = client.get(address).content.decode()
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return dict(hidden)


def choice(attempt: Attempt, number: int, place: int = 1) -> str:
    return str(attempt.items.get(number=number).option_order[place])


def is_checked(page: str, value: str) -> bool:
    return re.search(rf'value="{value}"[^>]* checked', page) is not None


def test_a_page_opened_before_the_last_sign_in_is_filled_in_again(cast: Cast, attempt: Attempt) -> None:
    client, chosen = strict_client(cast.learner), choice(attempt, 12)
    old = form_of(client, f"{attempt.get_absolute_url()}?page=2")
    sign_in_elsewhere(client, cast.learner)
    answered = client.post(f"{attempt.get_absolute_url()}save/", old | {"item-12": chosen}, follow=True)
    page = answered.content.decode()
    assert not attempt.steps.exists()
    assert answered.redirect_chain[-1][0].endswith("?page=2")
    assert "You signed in again since this page was opened" in page
    assert is_checked(page, chosen)
    client.post(f"{attempt.get_absolute_url()}save/", form_of(client, answered.redirect_chain[-1][0]) | {"item-12": chosen})
    assert attempt.steps.get().response == {"chosen": [chosen]}


def test_what_another_site_sends_is_never_kept(cast: Cast, attempt: Attempt) -> None:
    client = strict_client(cast.learner)
    sent = form_of(client, attempt.get_absolute_url()) | {"item-1": choice(attempt, 1)}
    answered = client.post(f"{attempt.get_absolute_url()}save/", sent, headers={"Origin": "https://elsewhere.example"})
    assert answered.status_code == 403
    assert "unsent-answers" not in client.session


def test_any_other_old_form_leads_back_to_its_page(cast: Cast) -> None:
    client = strict_client(cast.learner)

    def link(referer: str) -> str:
        page = client.post("/quiz/start/1/", headers={"Referer": referer}).content.decode()
        return re.search(r'class="button" href="([^"]+)"', page)[1]  # type: ignore[index]

    assert link("http://testserver/en/quiz/") == "http://testserver/en/quiz/"
    assert link("https://elsewhere.example/") == "/"


def test_the_address_of_a_saved_page_can_be_loaded_again(cast: Cast, attempt: Attempt, client_of: ClientOf) -> None:
    answered = client_of(cast.learner).get(f"{attempt.get_absolute_url()}save/")
    assert answered.headers["Location"] == attempt.get_absolute_url()


def test_pages_kept_one_after_the_other_are_all_kept_until_they_are_saved(
    cast: Cast, attempt: Attempt, client_of: ClientOf
) -> None:
    client, address = client_of(None), attempt.get_absolute_url()
    first, last = choice(attempt, 1), choice(attempt, 11)
    client.post(f"{address}save/", {"page": 2, "seen-11": 0, "item-11": last})
    client.post(f"{address}save/", {"page": 1, "seen-1": 0, "item-1": first})
    client.force_login(cast.learner, backend=BACKEND)
    assert is_checked(client.get(address).content.decode(), first)
    client.post(f"{address}save/", {"page": 1, "seen-1": 0, "item-1": first})
    assert f'href="{address}?page=2"' in client.get(f"{address}review/").content.decode()
    assert is_checked(client.get(f"{address}?page=2").content.decode(), last)
    client.post(f"{address}save/", {"page": 2, "seen-11": 0, "item-11": last})
    assert attempt.steps.count() == 2
    assert "unsent-answers" not in client.session


def test_the_answer_chosen_between_two_is_kept_too(cast: Cast, attempt: Attempt, client_of: ClientOf) -> None:
    one, other = choice(attempt, 1, 0), choice(attempt, 1, 1)
    by = {"client_id": uuid4(), "seen_sequence": 0, "at": timezone.now(), "by": cast.learner}
    save_answer(attempt=attempt, number=1, response={"chosen": [one]}, **by)  # type: ignore[arg-type]
    client = client_of(None)
    client.post(f"{attempt.get_absolute_url()}save/", {"page": 1, "seen-1": 1, "merged-1": f'{{"chosen": ["{other}"]}}'})
    client.force_login(cast.learner, backend=BACKEND)
    assert is_checked(client.get(f"{attempt.get_absolute_url()}?page=1").content.decode(), other)


@pytest.mark.parametrize("merged", ['{"chosen": 3}', '{"chosen": ["nothing"]}', "[]", "{"])
def test_what_does_not_fit_is_left_out(cast: Cast, attempt: Attempt, client_of: ClientOf, merged: str) -> None:
    client = client_of(None)
    client.post(f"{attempt.get_absolute_url()}save/", {"page": 1, "seen-1": 0, "merged-1": merged})
    client.force_login(cast.learner, backend=BACKEND)
    assert client.get(attempt.get_absolute_url()).status_code == 200


def test_ten_arabic_answers_as_long_as_they_may_be_are_kept_through_a_pause(
    cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf
) -> None:
    bank, at = make_bank("open", "Open"), timezone.now()
    for number in range(10):
        make_item(bank, kind="open-answer", stem=f"Say why, {number}")
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 10)]), at)
    pause_attempt(attempt=attempt, client_id=uuid4(), at=at - timedelta(minutes=1), by=cast.trainer)
    client = client_of(cast.learner)
    texts = {f"item-{n}": chr(0x627 + n) * 420 for n in range(1, 11)}
    client.post(f"{attempt.get_absolute_url()}save/", {"page": 1, **{f"seen-{n}": 0 for n in range(1, 11)}, **texts})
    resume_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.trainer)
    page = client.get(attempt.get_absolute_url()).content.decode()
    assert all(text in page for text in texts.values())


# --- Answers by script -----------------------------------------------------------------------------


def told(client: Client, attempt: Attempt, **headers: str) -> tuple[int, dict[str, Any]]:
    message = {"item": 1, "response": {"chosen": []}, "client_id": str(uuid4()), "seen": 0}
    answered = client.post(f"{attempt.get_absolute_url()}answer/", message, content_type="application/json", headers=headers)
    return answered.status_code, answered.json()


def test_a_script_of_an_old_page_is_told_to_open_it_again(cast: Cast, attempt: Attempt) -> None:
    client = strict_client(cast.learner)
    old = form_of(client, attempt.get_absolute_url())["csrfmiddlewaretoken"]
    sign_in_elsewhere(client, cast.learner)
    assert told(client, attempt, **{"X-CSRFToken": old}) == (403, {"error": "old-page", "url": attempt.get_absolute_url()})
