"""The results of a class by name: for those who run or teach it, and each look is logged."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from base.logging import JsonFormatter
from courses.models import TrainingClass
from people.models import User
from quizzes.contesting import subject_of
from quizzes.models import Attempt, QuizPage
from quizzes.services import save_answer, submit_attempt
from tests.conftest import Cast
from tests.factories.attempts import make_people, take_quiz, versions_of
from tests.factories.classes import make_class
from tests.factories.courses import make_course
from tests.factories.quizzes import make_bank, make_items, make_quiz
from tests.quizzes.conftest import Begin, Ground, answer_all
from tests.quizzes.figures.conftest import ClientOf, words

R, W = "right", "wrong"


@pytest.fixture
def training_class(cast: Cast, ground: Ground, now: datetime) -> TrainingClass:
    return make_class(ground.course, cast.administrator, cast.learner, cast.comrade, at=now, instructors=[cast.trainer])


Look = Callable[..., str]


@pytest.fixture
def look(cast: Cast, ground: Ground, training_class: TrainingClass, client_of: ClientOf) -> Look:
    def _look(who: User | None = None, quiz: QuizPage | None = None) -> str:
        address = reverse("figures:class-results", args=[training_class.pk, (quiz or ground.quiz).pk])
        answer = client_of(who or cast.trainer).get(address)
        return words(answer.content.decode()) if answer.status_code == 200 else str(answer.status_code)

    return _look


def sit(ground: Ground, rows: list[list[str]], learners: list[User], at: datetime, number: int = 1) -> None:
    take_quiz(ground.quiz, versions_of(ground.items, at), rows, at=at, learners=learners, number=number)


def test_nobody_reads_a_mark_that_would_have_passed_beside_a_result_that_did_not(
    cast: Cast, ground: Ground, look: Look, now: datetime
) -> None:
    ground.quiz.pass_mark = 67
    ground.quiz.save()
    three = ground.items[:3]
    take_quiz(ground.quiz, versions_of(three, now), [[R, R, W]], at=now, learners=[cast.learner])
    attempt = Attempt.objects.get()
    assert (str(attempt.percent), attempt.passed) == ("66.67", False)
    assert "Pte Amina Diallo Not passed 66.67 % 1" in look()
    assert subject_of(attempt) == "Module quiz, attempt 1: 66.67 per cent"


def test_everybody_of_the_class_stands_with_the_best_result(cast: Cast, ground: Ground, look: Look, now: datetime) -> None:
    sit(ground, [[W] * 5], [cast.learner], now)
    sit(ground, [[R] * 5], [cast.learner], now + timedelta(days=1), number=2)
    page = look()
    assert "1 of 2 handed in 1 passed 0 under way" in page
    assert "Pte Amina Diallo Passed 100 % 2" in page
    assert "Pte Jonas Weber Not begun 0" in page


def test_topics_to_study_stand_with_a_result_that_fell_short(cast: Cast, ground: Ground, look: Look, now: datetime) -> None:
    sit(ground, [[R, R, R, W, W]], [cast.learner], now)
    assert "Not passed 60 % 1 Humane treatment" in look()


def test_who_is_under_way_stands_with_how_far(cast: Cast, ground: Ground, begin: Begin, look: Look, now: datetime) -> None:
    answer_all(begin(cast.learner, ground.quiz), now + timedelta(minutes=4))
    begin(cast.comrade, ground.quiz)
    page = look()
    assert "Pte Amina Diallo Under way · 5 of 5 answered · last at 10:04" in page
    assert "Pte Jonas Weber Under way · 0 of 5 answered" in page


def test_an_attempt_that_waits_for_a_mark_has_no_result_yet(
    cast: Cast, ground: Ground, begin: Begin, look: Look, now: datetime
) -> None:
    bank = make_bank("open", "Open")
    make_items(bank, 1, kind="open-answer")
    quiz = make_quiz(ground.module, [(bank, None, 1)], title="Open", pass_mark=80)
    attempt = begin(cast.learner, quiz)
    deed = {"client_id": uuid4(), "seen_sequence": 0, "at": now, "by": cast.learner}
    save_answer(attempt=attempt, number=1, response={"text": "I tell my commander at once."}, **deed)
    submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner)
    page = look(quiz=quiz)
    assert "1 of 2 handed in 0 passed" in page
    assert "Pte Amina Diallo Waits for a mark 1" in page
    assert "Not passed" not in page


def test_people_outside_the_class_are_not_named(cast: Cast, ground: Ground, look: Look, now: datetime) -> None:
    (stranger,) = make_people(1)
    sit(ground, [[R] * 5], [stranger], now)
    page = look()
    assert stranger.name not in page
    assert "0 of 2 handed in" in page


def test_answers_are_never_shown_by_name(cast: Cast, ground: Ground, look: Look, now: datetime) -> None:
    sit(ground, [[R, R, R, W, W]], [cast.learner], now)
    page = look()
    assert "Search her with respect" not in page
    assert "Let her pass unsearched" not in page


def test_each_look_is_logged_with_ids_and_without_names(
    cast: Cast, ground: Ground, look: Look, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    sit(ground, [[R] * 5], [cast.learner], now)
    caplog.set_level(logging.INFO, "bluehelm.quizzes")
    look()
    (line,) = [JsonFormatter().format(record) for record in caplog.records if record.name == "bluehelm.quizzes"]
    logged, taught = json.loads(line), TrainingClass.objects.get()
    assert logged["event"] == "results read"
    assert (logged["by"], logged["class"], logged["quiz"]) == (cast.trainer.pk, taught.pk, ground.quiz.pk)
    assert logged["people"] == [cast.learner.pk]
    assert cast.learner.name not in line


def test_a_trainer_of_another_class_and_a_learner_of_this_one_find_nothing(cast: Cast, look: Look) -> None:
    assert look(cast.learner) == "404"
    assert look(cast.commander) == "404"
    cast.other_commander.groups.set(cast.trainer.groups.all())
    assert look(cast.other_commander) == "404"


def test_a_quiz_of_another_course_is_not_found(cast: Cast, ground: Ground, look: Look) -> None:
    other = make_quiz(make_course(title="Another course", slug="another"), [(ground.bank, None, 1)])
    assert look(quiz=other) == "404"


def test_the_own_classes_stand_first_among_the_results(
    cast: Cast, ground: Ground, training_class: TrainingClass, client_of: ClientOf
) -> None:
    page = words(client_of(cast.trainer).get("/quiz/figures/").content.decode())
    assert f"Your classes, by name {training_class.title}" in page
    below = words(client_of(cast.trainer).get(f"/quiz/figures/classes/{training_class.pk}/").content.decode())
    assert "Module quiz" in below
