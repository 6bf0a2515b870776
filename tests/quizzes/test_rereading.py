"""Where the quiz asks for it, the lessons on what fell short are read again before another attempt."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from courses.models import LessonPage
from people.models import User
from quizzes.models import Attempt
from quizzes.permissions import Reason
from quizzes.refusals import CannotStart
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.factories.courses import make_lesson, make_rule, make_topic, part
from tests.quizzes.conftest import Begin, Ground

ClientOf = Callable[[User | None], Client]


@pytest.fixture
def lesson(ground: Ground) -> LessonPage:
    rule = make_rule("GC I Art 12")
    rule.topics = [make_topic()]
    rule.save()
    ground.quiz.rereads = True
    ground.quiz.save()
    return make_lesson(ground.module, title="The wounded", body=[part("key_rule", sentence="Respect.", rules=[rule.pk])])


@pytest.fixture
def failed(cast: Cast, ground: Ground, lesson: LessonPage, begin: Begin, now: datetime) -> Attempt:
    attempt = begin(cast.learner, ground.quiz)
    return submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner)


@pytest.mark.usefixtures("reference_index")
def test_another_attempt_waits_until_the_lesson_was_read_again(
    cast: Cast, failed: Attempt, begin: Begin, client_of: ClientOf, lesson: LessonPage
) -> None:
    quiz, at = failed.quiz, failed.started_at
    with pytest.raises(CannotStart) as refusal:
        begin(cast.learner, quiz, at=at)
    assert refusal.value.reason == Reason.REREAD
    client = client_of(cast.learner)
    page = client.get(quiz.get_url()).content.decode()
    assert "Read these lessons again" in page
    assert lesson.get_url() in page
    for _ in range(3):
        client.post(f"{failed.get_absolute_url()}reread/", {"lesson": str(lesson.translation_key)})
    assert failed.steps.filter(kind="reread").count() == 1
    assert begin(cast.learner, quiz, at=at).number == 2


def test_only_a_lesson_that_was_asked_for_is_noted(cast: Cast, ground: Ground, failed: Attempt, client_of: ClientOf) -> None:
    other = make_lesson(ground.module, title="Another", slug="another")
    for value in (str(other.translation_key), str(uuid4()), "nonsense", ""):
        client_of(cast.learner).post(f"{failed.get_absolute_url()}reread/", {"lesson": value})
    assert not failed.steps.filter(kind="reread").exists()


def test_nothing_is_asked_of_an_attempt_that_began_without_the_rule(
    cast: Cast, ground: Ground, lesson: LessonPage, begin: Begin, now: datetime
) -> None:
    ground.quiz.rereads = False
    ground.quiz.save()
    attempt = begin(cast.learner, ground.quiz)
    submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner)
    ground.quiz.rereads = True
    ground.quiz.save()
    assert begin(cast.learner, ground.quiz, at=now + timedelta(hours=1)).number == 2
