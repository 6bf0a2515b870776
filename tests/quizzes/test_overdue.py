"""Nobody comes back: what ran out is handed in with what was saved, and a forgotten sitting ends by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import Completion
from quizzes.models import Attempt, Sitting
from quizzes.overdue import end_old_sittings, hand_in_overdue
from quizzes.sittings.services import NotAdmitted, admit_learner, begin_seated, close_sitting, open_sitting
from quizzes.timing import extend_attempt, pause_attempt
from tests.conftest import Cast
from tests.factories.classes import make_class
from tests.quizzes.conftest import Begin, Ground, answer_all

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def attempt(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> Attempt:
    """Of forty minutes, everything answered rightly."""
    ground.quiz.time_limit = 40
    ground.quiz.save()
    attempt = begin(cast.learner, ground.quiz)
    answer_all(attempt, now)
    return attempt


def test_an_answered_attempt_on_a_lost_device_gets_its_result_and_its_completion(attempt: Attempt, now: datetime) -> None:
    assert hand_in_overdue(at=now + 101 * MINUTE) == 1
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.submitted_at) == (True, now + 40 * MINUTE)
    assert Completion.objects.count() == 1
    assert hand_in_overdue(at=now + DAY) == 0


def test_within_the_margin_an_invigilator_may_still_give_time(cast: Cast, attempt: Attempt, now: datetime) -> None:
    assert hand_in_overdue(at=now + 99 * MINUTE) == 0
    extend_attempt(attempt=attempt, minutes=30, client_id=uuid4(), at=now + 99 * MINUTE, by=cast.trainer)
    assert hand_in_overdue(at=now + 101 * MINUTE) == 0


def test_what_is_paused_and_what_has_no_limit_stays(
    cast: Cast, ground: Ground, begin: Begin, attempt: Attempt, now: datetime
) -> None:
    pause_attempt(attempt=attempt, client_id=uuid4(), at=now + MINUTE, by=cast.trainer)
    ground.quiz.time_limit = None
    ground.quiz.save()
    begin(cast.comrade, ground.quiz)
    assert hand_in_overdue(at=now + 30 * DAY) == 0


# --- Sittings --------------------------------------------------------------------------------------


@pytest.fixture
def sitting(cast: Cast, ground: Ground, now: datetime) -> Sitting:
    ground.quiz.is_supervised, ground.quiz.time_limit = True, 40
    ground.quiz.save()
    people = (cast.learner, cast.comrade)
    room = make_class(ground.course, cast.administrator, *people, at=now, instructors=[cast.trainer], unit=cast.alpha)
    return open_sitting(training_class=room, quiz=ground.quiz, by=cast.trainer, at=now)


def sit(sitting: Sitting, learner: object, at: datetime) -> Attempt:
    seat = admit_learner(learner=learner, code=sitting.code, quiz_key=None, at=at)  # type: ignore[arg-type]
    return begin_seated(seat=seat, quiz=sitting.quiz, at=at)


def test_what_is_part_of_an_open_sitting_is_its_invigilators_to_close(cast: Cast, sitting: Sitting, now: datetime) -> None:
    sit(sitting, cast.learner, now)
    assert hand_in_overdue(at=now + 20 * HOUR) == 0


def test_a_forgotten_sitting_ends_after_a_day_in_nobodys_name(cast: Cast, sitting: Sitting, now: datetime) -> None:
    sit(sitting, cast.learner, now)
    assert end_old_sittings(at=now + DAY - MINUTE) == 0
    assert end_old_sittings(at=now + DAY) == 1
    sitting.refresh_from_db()
    assert (sitting.closed_at, sitting.closed_by) == (now + DAY, None)
    assert Attempt.objects.get().submitted_at == now + 40 * MINUTE
    assert end_old_sittings(at=now + 2 * DAY) == 0


def test_its_code_opens_nothing_after_a_day(cast: Cast, sitting: Sitting, now: datetime) -> None:
    with pytest.raises(NotAdmitted):
        sit(sitting, cast.learner, now + DAY)


def test_the_command_does_both_and_says_how_many(
    cast: Cast, sitting: Sitting, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    sit(sitting, cast.learner, now)
    Sitting.objects.update(opened_at=timezone.now() - DAY)
    call_command("close_overdue")
    assert capsys.readouterr().out == "1 sittings, 0 attempts\n"


def test_closing_holds_every_enrolment_first_in_the_order_of_corrections(cast: Cast, sitting: Sitting, now: datetime) -> None:
    """Else the two wait for each other for ever, where attempts were begun in another order than enrolments."""
    for learner in (cast.comrade, cast.learner):
        sit(sitting, learner, now)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        close_sitting(sitting=sitting, by=cast.trainer, at=now + MINUTE)
    enrolments = [each["sql"] for each in asked.captured_queries if 'FROM "courses_enrolment"' in each["sql"]]
    assert " IN (" in enrolments[0]
    order = enrolments[0].partition("ORDER BY")[2].partition("FOR UPDATE")[0].strip()
    assert order in ("1 ASC", '"courses_enrolment"."id" ASC')
