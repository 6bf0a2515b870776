"""The address that quiz-save.js talks to: small, strict, and clear about what happened."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models import User
from quizzes.models import Attempt, Step
from tests.conftest import Cast
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def attempt(cast: Cast, ground: Ground, client_of: ClientOf) -> Attempt:
    client_of(cast.learner).post(f"/quiz/start/{ground.quiz.pk}/")
    return Attempt.objects.get()


def message(attempt: Attempt, **changed: object) -> dict[str, object]:
    chosen = attempt.items.get(number=1).option_order[:1]
    return {"item": 1, "response": {"chosen": chosen}, "client_id": str(uuid4()), "seen": 0} | changed


def send(client: Client, attempt: Attempt, body: object) -> HttpResponse:
    return client.post(f"{attempt.get_absolute_url()}answer/", body, content_type="application/json")


def test_an_answer_is_saved_and_acknowledged_with_its_sequence(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    answered = send(client_of(cast.learner), attempt, message(attempt))
    assert (answered.status_code, answered.json()) == (200, {"sequence": 1})


def test_sent_five_times_it_is_written_once(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client, body = client_of(cast.learner), message(attempt)
    assert [send(client, attempt, body).json() for _ in range(5)] == [{"sequence": 1}] * 5
    assert Step.objects.count() == 1


def test_a_stale_page_gets_both_answers(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client, order = client_of(cast.learner), attempt.items.get(number=1).option_order
    send(client, attempt, message(attempt))
    answered = send(client, attempt, message(attempt, response={"chosen": order[1:2]}))
    assert answered.status_code == 409
    assert answered.json() == {
        "error": "stale",
        "item": 1,
        "saved": {"chosen": order[:1]},
        "given": {"chosen": order[1:2]},
        "sequence": 1,
    }


def test_a_lapsed_session_is_told_where_to_sign_in(client_of: ClientOf, attempt: Attempt) -> None:
    answered = send(client_of(None), attempt, message(attempt))
    address = attempt.get_absolute_url()
    assert (answered.status_code, answered.json()) == (401, {"error": "signed-out", "sign_in": f"/account/login/?next={address}"})


def test_after_handing_in_it_is_refused_with_the_way_to_the_result(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client = client_of(cast.learner)
    client.post(f"{attempt.get_absolute_url()}submit/")
    answered = send(client, attempt, message(attempt))
    expected = {"error": "closed", "url": attempt.get_absolute_url(), "kept": 1}  # told apart: it came too late
    assert (answered.status_code, answered.json()) == (403, expected)


def test_a_question_that_is_not_there_is_not_found(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    assert send(client_of(cast.learner), attempt, message(attempt, item=77)).status_code == 404


@pytest.mark.parametrize(
    "changed",
    [
        {"score": 1},
        {"passed": True},
        {"item": "1"},
        {"item": True},
        {"item": -1},
        {"seen": None},
        {"seen": 1.5},
        {"response": []},
        {"response": {"chosen": ["nonsense"]}},
        {"client_id": "x"},
        {"client_id": None},
        {"client_id": 7},
    ],
)
def test_a_message_that_does_not_fit_is_refused(
    cast: Cast, client_of: ClientOf, attempt: Attempt, changed: dict[str, object]
) -> None:
    assert send(client_of(cast.learner), attempt, message(attempt, **changed)).status_code == 400
    assert not Step.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", "null", "{", "\x00", '{"item": 1}', "[" * 1000])
def test_what_is_no_message_is_refused(cast: Cast, client_of: ClientOf, attempt: Attempt, body: str) -> None:
    assert send(client_of(cast.learner), attempt, body).status_code == 400


def test_more_than_a_kilobyte_is_refused(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    long = message(attempt, response={"chosen": ["x" * 1000]})
    answered = send(client_of(cast.learner), attempt, long)
    assert (answered.status_code, "1024" in answered.json()["message"]) == (400, True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.dictionaries(
        st.sampled_from(["item", "response", "client_id", "seen", "score", "passed", "at"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
            max_leaves=5,
        ),
    )
)
def test_whatever_is_sent_there_is_a_clear_answer(
    cast: Cast, client_of: ClientOf, attempt: Attempt, body: dict[str, object]
) -> None:
    client = client_of(cast.learner)
    assert send(client, attempt, body).status_code in (400, 404)
    assert not Step.objects.exists()
