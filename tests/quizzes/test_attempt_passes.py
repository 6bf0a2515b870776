"""Start, answer, submit: the way to a line in the ledger."""

from datetime import datetime
from uuid import uuid4

from courses.models import Completion
from quizzes.models import Attempt, Step
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.quizzes.conftest import Begin, Ground, answer_all


def submit(attempt: Attempt, at: datetime) -> Attempt:
    return submit_attempt(attempt=attempt, client_id=uuid4(), at=at, by=attempt.enrolment.learner)


def test_right_answers_pass_and_write_the_ledger(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    attempt = begin(cast.learner, ground.quiz)
    answer_all(attempt, now)
    done = submit(attempt, now)
    assert (str(done.percent), done.passed, done.submitted_at) == ("100.00", True, now)
    assert Completion.objects.get().activity_key == ground.quiz.translation_key


def test_an_exact_pass_mark_passes(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    attempt = begin(cast.learner, ground.quiz)
    answer_all(attempt, now, wrong=1)
    done = submit(attempt, now)
    assert (str(done.percent), done.passed) == ("80.00", True)


def test_too_many_wrong_answers_fail_and_leave_the_ledger_alone(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    attempt = begin(cast.learner, ground.quiz)
    answer_all(attempt, now, wrong=2)
    done = submit(attempt, now)
    assert (str(done.percent), done.passed) == ("60.00", False)
    assert not Completion.objects.exists()


def test_a_critical_item_must_be_right(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    for item in ground.items:
        item.is_critical = True
        item.save()
    attempt = begin(cast.learner, ground.quiz)
    answer_all(attempt, now, wrong=1)
    done = submit(attempt, now)
    assert (str(done.percent), done.passed) == ("80.00", False)
    assert done.result["critical_missed"] == ["humane-treatment"]


def test_a_passed_attempt_hands_down_the_topics_that_fell_short(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    from tests.factories.courses import make_topic
    from tests.factories.quizzes import make_bank, make_item, make_quiz

    bank = make_bank("emblems", "Emblems")
    for key in ("emblems", "torture", "medical-care", "questioning", "dead-and-missing"):
        make_item(bank, topic=make_topic(key, key.title()))
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 5)]))
    answer_all(attempt, now, wrong=1)
    short = attempt.items.get(number=1).version.topic
    assert submit(attempt, now).passed
    assert [row.topic for row in Completion.objects.get().shortfalls.all()] == [short]


def test_an_unanswered_attempt_earns_nothing(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    done = submit(begin(cast.learner, ground.quiz), now)
    assert (str(done.percent), done.passed) == ("0.00", False)


def test_a_survey_has_no_pass_mark(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    ground.quiz.policy = "survey"
    ground.quiz.save()
    done = submit(begin(cast.learner, ground.quiz), now)
    assert done.passed
    assert Completion.objects.count() == 1


def test_a_second_submission_changes_nothing(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> None:
    attempt = begin(cast.learner, ground.quiz)
    first = submit(attempt, now)
    second = submit(attempt, now)
    assert second.result == first.result
    assert Step.objects.filter(attempt=attempt, kind="submit").count() == 1
