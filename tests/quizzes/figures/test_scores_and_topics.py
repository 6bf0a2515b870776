"""How the scores of a quiz spread and which topics fall short, for its trainers, without a name."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from people.models import User
from quizzes.models import Attempt, QuizPage, Step
from quizzes.reports.results import score_bars
from tests.conftest import Cast
from tests.factories.attempts import take_quiz, versions_of
from tests.factories.courses import make_topic
from tests.factories.quizzes import make_bank, make_items, make_quiz
from tests.quizzes.conftest import Begin, Ground
from tests.quizzes.figures.conftest import ClientOf, Read, words

R, W = "right", "wrong"


@pytest.fixture
def quiz(ground: Ground) -> QuizPage:
    """Three questions on emblems, two on torture."""
    bank = make_bank("emblems", "Emblems")
    make_items(bank, 3, topic=make_topic("emblems", "Protective emblems"))
    make_items(bank, 2, topic=make_topic("torture", "Torture"))
    return make_quiz(ground.module, [(bank, None, 5)], title="Emblem quiz")


def sit(quiz: QuizPage, rows: list[list[str]], now: datetime, **extra: object) -> None:
    items = list(quiz.blueprint.get().bank.items.order_by("pk"))
    take_quiz(quiz, versions_of(items, now), rows, at=now, **extra)  # type: ignore[arg-type]


def test_scores_of_five_people_are_said(quiz: QuizPage, read: Read, now: datetime) -> None:
    sit(quiz, [[R, R, R, R, R], [R, R, R, R, W], [W, R, R, R, R], [W, W, R, R, R], [W, W, W, W, W]], now)
    page = read(quiz)
    assert "First attempts 5" in page
    assert "Passed 60 % 3 at the first attempt" in page
    assert "Average score 64 % half reach 80 % or more" in page
    assert "Time taken 6 min" in page
    assert "90 to 100 % 1 20 %" in page
    assert "80 to below 90 % 2 40 %" in page
    assert "0 to below 10 % 1 20 %" in page


def test_the_time_taken_is_without_the_time_in_which_the_clock_stood_still(quiz: QuizPage, read: Read, now: datetime) -> None:
    """A power cut of two hours in the room; nobody thought any longer."""
    sit(quiz, [[R, R, R, R, R]] * 5, now)
    for attempt in Attempt.objects.all():
        cut, learner = attempt.started_at + timedelta(minutes=1), attempt.enrolment.learner
        Attempt.objects.filter(pk=attempt.pk).update(submitted_at=attempt.submitted_at + timedelta(hours=2))  # type: ignore[operator]
        for number, at in enumerate((cut, cut + timedelta(hours=2)), start=90):
            kind = Step.Kind.RESUME if number > 90 else Step.Kind.PAUSE
            Step.objects.create(attempt=attempt, sequence=number, client_id=uuid4(), kind=kind, at=at, actor=learner)
    assert "Time taken 6 min" in read(quiz)


def test_scores_of_four_people_are_not_said(quiz: QuizPage, read: Read, now: datetime) -> None:
    sit(quiz, [[R, R, R, R, R]] * 4, now)
    page = read(quiz)
    assert "4 people have handed in a first attempt. Figures stand here from 5 on" in page
    assert "100" not in page


def test_topics_stand_with_the_weakest_first(quiz: QuizPage, read: Read, now: datetime) -> None:
    sit(quiz, [[R, R, W, W, W], [R, R, R, W, R], [R, R, R, R, W], [R, R, R, W, W], [R, W, R, R, W]], now)
    page = read(quiz)
    assert "Torture 3 10 30 % Protective emblems 13 15 87 %" in page


def test_only_the_first_attempt_of_each_person_counts(quiz: QuizPage, cast: Cast, read: Read, now: datetime) -> None:
    sit(quiz, [[R, R, R, R, W]] * 5, now)
    learners = list(User.objects.filter(name__startswith="Person "))
    sit(quiz, [[W, W, W, W, W]] * 5, now + timedelta(days=1), learners=learners, number=2)
    page = read(quiz)
    assert "First attempts 5" in page
    assert "Average score 80 %" in page


def test_the_first_attempt_of_a_later_period_is_no_first_attempt(quiz: QuizPage, read: Read, now: datetime) -> None:
    from courses.models import Enrolment

    sit(quiz, [[R, R, R, R, W]] * 5, now)
    learners = list(User.objects.filter(name__startswith="Person "))
    Enrolment.objects.filter(learner__in=learners).update(completed_at=now, course_key="00000000-0000-4000-8000-000000000000")
    sit(quiz, [[W, W, W, W, W]] * 5, now + timedelta(days=400), learners=learners)
    assert "Average score 80 %" in read(quiz)


def test_attempts_under_way_are_counted_and_not_named(
    quiz: QuizPage, cast: Cast, begin: Begin, read: Read, now: datetime
) -> None:
    begin(cast.learner, quiz)
    begin(cast.comrade, quiz)
    page = read(quiz)
    assert "2 attempts are under way." in page
    assert cast.learner.name not in page


def test_an_attempt_whose_time_is_over_is_said_to_be_so(
    quiz: QuizPage, cast: Cast, begin: Begin, read: Read, now: datetime
) -> None:
    quiz.time_limit = 5
    quiz.save()
    begin(cast.learner, quiz, now - timedelta(days=2000))
    assert "No attempt is under way. The time of 1 more is over, and it was not handed in." in read(quiz)


def test_attempts_in_two_languages_are_one_quiz(quiz: QuizPage, read: Read, now: datetime) -> None:
    from wagtail.models import Locale

    french = quiz.copy_for_translation(Locale.objects.get_or_create(language_code="fr")[0], copy_parents=True)
    sit(quiz, [[R, R, R, R, R]] * 3, now)
    items = list(quiz.blueprint.get().bank.items.order_by("pk"))
    take_quiz(french, versions_of(items, now), [[W, W, W, W, W]] * 3, at=now)
    page = read(quiz)
    assert "First attempts 6" in page
    assert "Average score 50 %" in page


def test_a_survey_has_no_scores(quiz: QuizPage, read: Read, now: datetime) -> None:
    quiz.policy = "survey"
    quiz.save()
    sit(quiz, [[R, R, R, R, R]] * 6, now)
    assert "A survey gives no marks." in read(quiz)


def test_quizzes_stand_under_their_course_and_module(ground: Ground, cast: Cast, client_of: ClientOf) -> None:
    make_quiz(ground.course, [(ground.bank, None, 1)], title="Final examination")
    page = words(client_of(cast.trainer).get("/quiz/figures/").content.decode())
    assert f"{ground.course.title} Module quiz {ground.module.title} Final examination" in page


def test_the_full_score_belongs_to_the_last_bar() -> None:
    bars = score_bars([0.0, 9.99, 10.0, 79.9, 80.0, 100.0, 100.0], 80)
    assert [bar.attempts for bar in bars] == [2, 1, 0, 0, 0, 0, 0, 1, 1, 2]
    assert [bar.is_pass for bar in bars] == [False] * 8 + [True] * 2
    assert sum(bar.share for bar in bars) == pytest.approx(1)
