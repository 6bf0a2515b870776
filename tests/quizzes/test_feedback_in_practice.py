"""Practice tells at once, without JavaScript too: what was checked stands there with its key, and counts as it was given."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from people.models import User
from quizzes.feedback import read_feedback, show_answers
from quizzes.kinds import ResponseRefused
from quizzes.models import Attempt, AttemptItem, Step
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.factories.courses import make_rule
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Ground, answer, right_ids, wrong_ids

ClientOf = Callable[[User | None], Client]
QUESTIONS = 3


@pytest.fixture(params=["practice"])
def attempt(request: pytest.FixtureRequest, cast: Cast, ground: Ground, client_of: ClientOf) -> Attempt:
    """Each item has canaries of its own in its rationale and its rule."""
    bank = make_bank("told", "Told")
    for number in range(QUESTIONS):
        rule = make_rule(f"AP II Art {number + 1}", gist=f"gist-{number}-canary")
        make_item(bank, key=f"item-{number}", stem=f"Stem {number}?", rationale=f"reason-{number}-canary", rules=[rule])
    quiz = make_quiz(ground.module, [(bank, None, QUESTIONS)], policy=request.param, pass_mark=60)
    client_of(cast.learner).post(f"/quiz/start/{quiz.pk}/")
    return Attempt.objects.get()


every_policy = pytest.mark.parametrize("attempt", ["practice", "certification", "survey"], indirect=True)


def canary_of(item: AttemptItem) -> str:
    return f"-{item.version.item.key.removeprefix('item-')}-canary"


def check(client: Client, attempt: Attempt, **chosen: str) -> str:
    """Posts the page as its form does with “Check these answers”; the text of the page it leads to."""
    record = {f"seen-{number}": "99" for number in range(1, QUESTIONS + 1)}
    answered = client.post(f"{attempt.get_absolute_url()}save/", {"page": "1", "go": "check", **record, **chosen}, follow=True)
    assert answered.status_code == 200
    return answered.content.decode()


@every_policy
def test_only_what_was_checked_in_practice_is_told(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    first, second, third = attempt.items.order_by("number")
    client = client_of(cast.learner)
    page = check(client, attempt, **{"item-1": right_ids(first)[0], "item-2": wrong_ids(second)[0]})
    again = client.get(f"{attempt.get_absolute_url()}?page=1").content.decode()
    review = client.get(f"{attempt.get_absolute_url()}review/").content.decode()
    if attempt.policy == "practice":
        for text in (page, again):
            assert f"reason{canary_of(first)}" in text
            assert f"reason{canary_of(second)}" in text
            assert f"gist{canary_of(second)}" in text
            assert "Not right" in text
            assert canary_of(third) not in text, "it has no answer yet"
    else:
        assert "canary" not in page + again
    assert "canary" not in review


def test_a_checked_answer_counts_as_it_was_given(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    first = attempt.items.get(number=1)
    client = client_of(cast.learner)
    check(client, attempt, **{"item-1": wrong_ids(first)[0]})
    with pytest.raises(ResponseRefused, match="counts as you gave it"):
        answer(attempt, 1, right_ids(first), timezone.now())
    message = {"item": 1, "response": {"chosen": right_ids(first)}, "client_id": str(uuid4()), "seen": 99}
    by_script = client.post(f"{attempt.get_absolute_url()}answer/", message, content_type="application/json")
    assert (by_script.status_code, by_script.json()["error"]) == (400, "refused")
    for number in (2, 3):
        answer(attempt, number, right_ids(attempt.items.get(number=number)), timezone.now())
    done = submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.learner)
    assert done.result is not None
    assert done.result["fractions"] == {"1": 0, "2": 1, "3": 1}


def test_the_others_can_still_be_answered_and_checked(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    client = client_of(cast.learner)
    for number in (1, 2, 3):
        item = attempt.items.get(number=number)
        page = check(client, attempt, **{f"item-{number}": right_ids(item)[0]})
        assert f'id="question-{number}"' in page
        assert f'name="item-{number}"' not in page
    assert "Check these answers" not in page
    assert Step.objects.filter(attempt=attempt, kind=Step.Kind.SHOW).count() == QUESTIONS


def test_checking_nothing_tells_nothing(cast: Cast, client_of: ClientOf, attempt: Attempt) -> None:
    page = check(client_of(cast.learner), attempt)
    assert "Answer a question first" in page
    assert "canary" not in page
    assert not Step.objects.filter(kind=Step.Kind.SHOW).exists()


@pytest.mark.parametrize("attempt", ["certification", "survey"], indirect=True)
def test_no_door_shows_answers_where_the_policy_tells_nothing(cast: Cast, attempt: Attempt) -> None:
    """Not even where a step of the record says that they were shown."""
    now = timezone.now()
    answer(attempt, 1, right_ids(attempt.items.get(number=1)), now)
    assert show_answers(attempt=attempt, numbers=[1], at=now, by=cast.learner) == []
    forged = {"sequence": 50, "client_id": uuid4(), "detail": {"items": [attempt.items.get(number=1).pk]}}
    Step.objects.create(attempt=attempt, kind=Step.Kind.SHOW, at=now, actor=cast.learner, **forged)
    assert read_feedback(attempt) == {}


def test_showing_twice_writes_once_and_only_what_is_open(cast: Cast, attempt: Attempt) -> None:
    now = timezone.now()
    answer(attempt, 2, right_ids(attempt.items.get(number=2)), now)
    assert show_answers(attempt=attempt, numbers=[1, 2, 3], at=now, by=cast.learner) == [2]
    assert show_answers(attempt=attempt, numbers=[1, 2, 3], at=now, by=cast.learner) == []
    assert list(read_feedback(attempt)) == [2]


def test_what_another_tab_hands_in_between_saving_and_checking_leads_to_the_result(
    cast: Cast, client_of: ClientOf, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown_too_late(**deed: object) -> list[int]:
        submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.learner)
        return show_answers(**deed)  # type: ignore[arg-type]

    monkeypatch.setattr("quizzes.saving.show_answers", shown_too_late)
    page = check(client_of(cast.learner), attempt, **{"item-1": right_ids(attempt.items.get(number=1))[0]})
    attempt.refresh_from_db()
    assert attempt.result is not None
    assert attempt.result["score"] == 1
    assert "Your answers" in page


def test_a_page_that_a_trainer_marks_offers_no_check(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    bank = make_bank("open", "Open")
    make_item(bank, kind="open-answer")
    quiz = make_quiz(ground.module, [(bank, None, 1)], policy="practice", title="Open")
    page = client_of(cast.learner).post(f"/quiz/start/{quiz.pk}/", follow=True).content.decode()
    assert "Save and go on" in page
    assert "you see at once" not in page
    assert 'value="check"' not in page
