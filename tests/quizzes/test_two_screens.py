"""One attempt on two screens: the stale page gets 409 with both answers, and the learner chooses."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from people.models import User
from quizzes.models import Attempt
from tests.conftest import Cast
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def attempt(cast: Cast, ground: Ground, client_of: ClientOf) -> Attempt:
    client_of(cast.learner).post(f"/quiz/start/{ground.quiz.pk}/")
    return Attempt.objects.get()


def order(attempt: Attempt, number: int) -> list[str]:
    return attempt.items.get(number=number).option_order


def save(client: Client, attempt: Attempt, seen: int, **given: str) -> HttpResponse:
    """A whole page as its form posts it: five questions, of which some are answered."""
    form: dict[str, object] = {f"seen-{n}": seen for n in range(1, 6)} | {"page": 1}
    return client.post(f"{attempt.get_absolute_url()}save/", form | {f"item-{n[1:]}": each for n, each in given.items()})


def latest(attempt: Attempt, number: int) -> list[str]:
    return attempt.steps.filter(item__number=number).last().response["chosen"]


def test_a_stale_page_keeps_both_answers_and_saves_the_rest(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    phone, desk = client_of(cast.learner), client_of(cast.learner)
    first, second = order(attempt, 1)[:2]
    save(phone, attempt, 0, q1=first)
    stale = save(desk, attempt, 0, q1=second, q2=order(attempt, 2)[0])
    page = unescape(stale.content.decode())
    assert stale.status_code == 409
    assert "Which answer counts?" in page
    texts = {option["id"]: option["text"] for option in attempt.items.get(number=1).version.options}
    assert texts[first] in page
    assert texts[second] in page
    assert (latest(attempt, 1), latest(attempt, 2)) == ([first], [order(attempt, 2)[0]])


@pytest.mark.parametrize(("choice", "place"), [(0, 0), (1, 1)])
def test_the_learner_chooses_between_them(cast: Cast, client_of: ClientOf, attempt: Attempt, choice: int, place: int) -> None:
    client, options = client_of(cast.learner), order(attempt, 1)
    save(client, attempt, 0, q1=options[0])
    page = save(client, attempt, 0, q1=options[1]).content.decode()
    values = [unescape(value) for value in re.findall(r'name="merged-1" value="([^"]+)"', page)]
    seen = re.search(r'name="seen-1" value="(\d+)"', page)[1]
    form = {"page": 1, "seen-1": seen, "merged-1": values[choice]}
    on = client.post(f"{attempt.get_absolute_url()}save/", form)
    assert on.status_code == 302
    assert latest(attempt, 1) == [options[place]]


def test_the_choice_itself_can_be_stale_too(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client, options = client_of(cast.learner), order(attempt, 1)
    save(client, attempt, 0, q1=options[0])
    save(client, attempt, 1, q1=options[2])
    form = {"page": 1, "seen-1": 1, "merged-1": f'{{"chosen": ["{options[1]}"]}}'}
    assert client.post(f"{attempt.get_absolute_url()}save/", form).status_code == 409
    assert latest(attempt, 1) == [options[2]]


def test_questions_left_alone_on_a_stale_page_are_no_conflict(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client = client_of(cast.learner)
    save(client, attempt, 0, q1=order(attempt, 1)[0])
    assert save(client, attempt, 0, q2=order(attempt, 2)[0]).status_code == 302
    assert (latest(attempt, 1), latest(attempt, 2)) == ([order(attempt, 1)[0]], [order(attempt, 2)[0]])


def test_a_page_sent_twice_is_saved_once(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client = client_of(cast.learner)
    answers = [save(client, attempt, 0, q1=order(attempt, 1)[0]) for _ in range(2)]
    assert [each.status_code for each in answers] == [302, 302]
    assert attempt.steps.count() == 1


def test_a_page_after_handing_in_counts_for_nothing_and_is_told_so(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client = client_of(cast.learner)
    client.post(f"{attempt.get_absolute_url()}submit/")
    form = {"page": 1, "seen-1": 0, "item-1": order(attempt, 1)[0]}
    told = client.post(f"{attempt.get_absolute_url()}save/", form, follow=True).content.decode()
    assert "1 of your answers arrived too late. It is kept, but it does not count." in told
    assert attempt.steps.filter(kind="answer").count() == 0


def test_an_answer_that_cannot_be_read_is_named_and_the_others_are_saved(
    cast: Cast, client_of: ClientOf, attempt: Attempt
) -> None:
    answered = save(client_of(cast.learner), attempt, 0, q1="nonsense", q2=order(attempt, 2)[0])
    page = answered.content.decode()
    assert answered.status_code == 422
    assert 'href="#question-1"' in page
    assert 'aria-describedby="error-1"' in page
    assert latest(attempt, 2) == [order(attempt, 2)[0]]


@pytest.mark.parametrize("merged", ["{}", "[]", "7", '{"chosen": 5}', '{"chosen": ["x"]}', "[" * 999, "nonsense"])
def test_a_choice_between_two_that_cannot_be_read_changes_nothing(
    cast: Cast, client_of: ClientOf, attempt: Attempt, merged: str
) -> None:
    client = client_of(cast.learner)
    save(client, attempt, 0, q1=order(attempt, 1)[0])
    answered = client.post(f"{attempt.get_absolute_url()}save/", {"page": 1, "seen-1": 1, "merged-1": merged})
    assert answered.status_code in (302, 422)
    assert latest(attempt, 1) == [order(attempt, 1)[0]]


@pytest.mark.parametrize(
    "form", [{}, {"page": "x"}, {"seen-x": 1}, {"seen-1": "x"}, {"seen-99": 1}, {"seen-٣": 1}, {"page": "9" * 30}]
)
def test_whatever_a_form_posts_there_is_a_clear_answer(
    cast: Cast, client_of: ClientOf, attempt: Attempt, form: dict[str, object]
) -> None:
    assert client_of(cast.learner).post(f"{attempt.get_absolute_url()}save/", form).status_code == 302
    assert not attempt.steps.exists()
