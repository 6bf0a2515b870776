"""A text of several hundred words: in pieces below 1 KB each, whole once all have arrived, and lost nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.models import User
from quizzes.corrections.services import stands_for
from quizzes.grading import grade
from quizzes.hand_marking.reading import read_answer
from quizzes.kinds import KINDS, ResponseRefused
from quizzes.kinds.pieces import MOST_BYTES, MOST_PIECES, Joiner, in_pieces, size_of, standing, tidy
from quizzes.late import whole_response
from quizzes.models import Attempt, LateAnswer, Marking, Step
from quizzes.record import read_record
from quizzes.services import save_answer, save_answers, submit_attempt
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Begin, Ground

ClientOf = Callable[[User | None], Client]
KIND = KINDS["open-answer"]
ARABIC = " ".join(f"كلمة{number} تقال" for number in range(190))  # 380 words
SOLDIER = "I write down what I saw, and tell my commander at once.\n"


@pytest.fixture
def attempt(cast: Cast, ground: Ground, begin: Begin) -> Attempt:
    """One open question."""
    bank = make_bank("open", "Open")
    make_item(bank, kind="open-answer")
    return begin(cast.learner, make_quiz(ground.module, [(bank, None, 1)], title="Open"), timezone.now())


def send(client: Client, attempt: Attempt, response: dict[str, Any], seen: int = 0, client_id: Any = None) -> tuple[int, Any]:
    message = {"item": 1, "response": response, "client_id": str(client_id or uuid4()), "seen": seen}
    body = json.dumps(message, ensure_ascii=False)
    assert len(body.encode()) <= 1024
    answered = client.post(f"{attempt.get_absolute_url()}answer/", body.encode(), content_type="application/json")
    return answered.status_code, answered.json()


def text_of(attempt: Attempt) -> str:
    response = read_record(attempt).response(attempt.items.get().pk)
    return str((response or {}).get("text", ""))


def test_several_hundred_words_in_arabic_are_saved_in_messages_below_a_kilobyte(
    cast: Cast, attempt: Attempt, client_of: ClientOf
) -> None:
    client, pieces = client_of(cast.learner), in_pieces(ARABIC)
    assert len(ARABIC.split()) == 380 and len(pieces) > 3
    for piece in pieces:
        assert send(client, attempt, piece)[0] == 200
    assert text_of(attempt) == ARABIC
    assert all(size_of(step.response["text"]) <= MOST_BYTES for step in Step.objects.all() if step.response)
    page = client.get(attempt.get_absolute_url()).content.decode()
    assert ARABIC in page and "Room for about 800 words." in page


def test_until_the_last_piece_has_arrived_the_text_before_stands(cast: Cast, attempt: Attempt, client_of: ClientOf) -> None:
    client = client_of(cast.learner)
    _status, told = send(client, attempt, {"text": "Short."})
    first, *rest = in_pieces(SOLDIER * 40)
    send(client, attempt, first, told["sequence"])
    assert text_of(attempt) == "Short."
    for piece in rest:
        send(client, attempt, piece, told["sequence"])
    assert text_of(attempt) == tidy(SOLDIER * 40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=1500), st.data())
def test_in_whatever_order_and_however_often_pieces_arrive_the_text_is_the_same(text: str, data: st.DataObject) -> None:
    whole = tidy(text)
    pieces = in_pieces(whole)
    assert len(pieces) <= MOST_PIECES or size_of(whole) > 5000
    again = data.draw(st.lists(st.sampled_from(pieces), max_size=4))
    order = data.draw(st.permutations([*pieces, *again]))
    assert standing((1, piece) for piece in order) == {1: {"text": whole}}


def test_texts_of_two_questions_and_two_screens_do_not_mix() -> None:
    one, other = in_pieces("a" * 2000), in_pieces("b" * 2000)
    joiner = Joiner()
    mixed = [each for pair in zip(one, other, strict=True) for each in pair]
    assert [whole["text"][0] for piece in mixed if (whole := joiner.whole(1, piece))] == ["a", "b"]
    assert joiner.whole(2, one[0]) is None


def test_another_screen_that_saved_meanwhile_is_not_overwritten(cast: Cast, attempt: Attempt, client_of: ClientOf) -> None:
    client, pieces = client_of(cast.learner), in_pieces(SOLDIER * 40)
    send(client, attempt, pieces[0])
    send(client, attempt, {"text": "From the telephone."}, 99)
    status, told = send(client, attempt, pieces[1])
    assert (status, told["error"], told["saved"]) == (409, "stale", {"text": "From the telephone."})
    assert text_of(attempt) == "From the telephone."


def test_a_form_without_scripts_saves_it_whole_in_steps_below_a_kilobyte(
    cast: Cast, attempt: Attempt, client_of: ClientOf
) -> None:
    client = client_of(cast.learner)
    client.post(f"{attempt.get_absolute_url()}save/", {"page": 1, "seen-1": 0, "item-1": ARABIC})
    assert text_of(attempt) == ARABIC
    assert Step.objects.filter(item__isnull=False).count() == len(in_pieces(ARABIC))
    client.post(f"{attempt.get_absolute_url()}save/", {"page": 1, "seen-1": 99, "item-1": ARABIC})
    assert Step.objects.filter(item__isnull=False).count() == len(in_pieces(ARABIC)), "it says nothing new"


def test_of_two_long_texts_the_chosen_one_is_kept_whole(cast: Cast, attempt: Attempt, client_of: ClientOf) -> None:
    client, save = client_of(cast.learner), f"{attempt.get_absolute_url()}save/"
    client.post(save, {"page": 1, "seen-1": 0, "item-1": ARABIC})
    asked = client.post(save, {"page": 1, "seen-1": 0, "item-1": ARABIC[::-1]})
    assert asked.status_code == 409
    [merge] = asked.context["merges"]
    client.post(save, {"page": 1, "seen-1": merge.question.seen, "merged-1": merge.choices[0].given_value})
    assert text_of(attempt) == tidy(ARABIC[::-1])


def test_a_choice_between_two_that_cannot_be_read_empties_nothing(cast: Cast, attempt: Attempt, client_of: ClientOf) -> None:
    client, save = client_of(cast.learner), f"{attempt.get_absolute_url()}save/"
    client.post(save, {"page": 1, "seen-1": 0, "item-1": "I report it."})
    client.post(save, {"page": 1, "seen-1": 99, "merged-1": '{"text": "cut o'})
    assert text_of(attempt) == "I report it."


def test_it_is_marked_read_and_corrected_whole(cast: Cast, attempt: Attempt, client_of: ClientOf, now: datetime) -> None:
    client_of(cast.learner).post(f"{attempt.get_absolute_url()}save/", {"page": 1, "seen-1": 0, "item-1": ARABIC})
    assert grade(attempt).pending == grade(attempt, read_record(attempt)).pending == (1,)
    submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.learner)
    marking = Marking.objects.select_related("item__version").get()
    assert read_answer(marking).text == ARABIC
    assert stands_for(marking.item, "response") == {"response": {"text": ARABIC}}


def test_pieces_that_come_after_the_end_are_kept_and_read_together(cast: Cast, attempt: Attempt, client_of: ClientOf) -> None:
    client, pieces = client_of(cast.learner), in_pieces(ARABIC)
    send(client, attempt, pieces[0])
    submit_attempt(attempt=attempt, client_id=uuid4(), at=timezone.now(), by=cast.trainer)
    for piece in pieces[1:]:
        assert send(client, attempt, piece)[1] == {"error": "closed", "url": attempt.get_absolute_url(), "kept": 1}
    last = LateAnswer.objects.last()
    assert last is not None and whole_response(last) == {"text": ARABIC}


def test_nobody_floods_the_record_with_pieces_that_never_become_whole(
    cast: Cast, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KIND, "most_answers", 2, raising=False)
    deed = {"attempt": attempt, "number": 1, "seen_sequence": 0, "at": timezone.now(), "by": cast.learner}
    for _ in range(2 * MOST_PIECES):
        save_answer(response=in_pieces("a" * 2000)[0], client_id=uuid4(), **deed)  # type: ignore[arg-type]
    with pytest.raises(ResponseRefused, match="2 times"):
        save_answer(response=in_pieces("a" * 2000)[0], client_id=uuid4(), **deed)  # type: ignore[arg-type]
    assert save_answers(attempt=attempt, answers=[], at=timezone.now(), by=cast.learner).sequences == {}


@pytest.mark.parametrize(
    "broken",
    [
        {"part": 0},
        {"part": 9},
        {"of": 1},
        {"of": 99},
        {"part": True},
        {"run": "../../etc"},
        {"run": 7},
        {"text": "a" * 900},
        {"text": None},
        {"more": 1},
    ],
)
def test_a_piece_that_cannot_be_read_is_refused(broken: dict[str, Any]) -> None:
    piece = {"text": "a", "run": "0123456789ab", "part": 1, "of": 2}
    assert KIND.clean_response({}, piece) == piece
    with pytest.raises(ResponseRefused):
        KIND.clean_response({}, piece | broken)


@pytest.mark.parametrize("kind", ["open-answer", "short-answer"])
def test_half_a_sign_is_left_out(kind: str) -> None:
    assert KINDS[kind].clean_response({}, {"text": "a\ud800b\x00"}) == {"text": "ab"}
