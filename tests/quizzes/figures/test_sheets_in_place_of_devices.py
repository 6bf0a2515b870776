"""Where a sheet stands in the place of an attempt whose device failed, the sheet alone counts, wherever attempts do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Completion, TrainingClass
from quizzes.corrections.effects import effects_of
from quizzes.corrections.services import CorrectionRefused, propose_amendment, propose_withdrawal
from quizzes.history import own_history
from quizzes.models import Attempt
from quizzes.paper.services import enter_form
from quizzes.reports.classes import read_class_results
from quizzes.reports.first import read_first_attempts
from tests.conftest import Cast
from tests.factories.attempts import take_quiz, versions_of
from tests.factories.classes import make_class
from tests.quizzes.conftest import Begin, Ground, answer_all, right_ids
from tests.quizzes.paper.conftest import print_two

HOUR = timedelta(hours=1)


@pytest.fixture
def room(cast: Cast, ground: Ground) -> TrainingClass:
    at = timezone.now() - 2 * HOUR
    return make_class(ground.course, cast.administrator, cast.learner, at=at, instructors=[cast.trainer], unit=cast.alpha)


@pytest.fixture
def broken(cast: Cast, ground: Ground, begin: Begin) -> Attempt:
    """Begun on a device that failed after three of five were answered rightly."""
    at = timezone.now() - HOUR
    attempt = begin(cast.learner, ground.quiz, at)
    answer_all(attempt, at, wrong=2)
    return attempt


@pytest.fixture
def sheet(cast: Cast, ground: Ground, room: TrainingClass, broken: Attempt) -> Attempt:
    """In its place: two of five right, on paper."""
    form = print_two(ground, room, cast, timezone.now() - 1.5 * HOUR)[0]
    rows = form.items.select_related("version").order_by("number")[:2]
    given = {row.number: {"chosen": [k for k, share in row.version.answer_key["fractions"].items() if share > 0]} for row in rows}
    deed = {"learner": cast.learner, "sat_at": timezone.now() - HOUR / 2, "by": cast.trainer, "at": timezone.now()}
    return enter_form(form=form, responses=given, device_failed="The battery died", **deed)  # type: ignore[arg-type]


def test_the_sheet_is_the_first_attempt(ground: Ground, sheet: Attempt) -> None:
    [taken] = read_first_attempts(ground.quiz.translation_key)
    assert (taken.pk, taken.percent, taken.is_on_paper) == (sheet.pk, 40.0, True)


def test_a_sheet_after_an_earlier_attempt_that_counts_is_no_first_one(
    cast: Cast, ground: Ground, broken: Attempt, sheet: Attempt
) -> None:
    versions, at = versions_of(ground.items, timezone.now()), broken.started_at - HOUR
    [earlier] = take_quiz(ground.quiz, versions, [["right"] * 5], at=at, learners=[cast.learner], number=9)
    for attempt, number in ((broken, 11), (sheet, 12), (earlier, 1)):  # in the order in which they were begun
        Attempt.objects.filter(pk=attempt.pk).update(number=number)
    assert [taken.pk for taken in read_first_attempts(ground.quiz.translation_key)] == [earlier.pk]


def test_the_class_is_read_with_the_sheet_alone(ground: Ground, room: TrainingClass, sheet: Attempt) -> None:
    [row] = read_class_results(room, ground.quiz, timezone.localdate(), timezone.now()).rows
    assert (row.attempts, row.percent, row.passed) == (1, 40.0, False)


def test_the_own_history_shows_the_sheet_alone(cast: Cast, sheet: Attempt) -> None:
    [history] = own_history(cast.learner)
    assert (history.attempts, history.best) == ([sheet], 40.0)


def test_a_correction_lifts_no_attempt_that_the_sheet_replaced(cast: Cast, broken: Attempt, sheet: Attempt) -> None:
    """Without its two wrong answers it would pass; what it says counts for nothing."""
    at = timezone.now()
    for item in broken.items.filter(number__in=(1, 2)):
        withdrawal = propose_withdrawal(version=item.version, reason="Nobody can know.", by=cast.trainer, at=at)
        assert {effect.attempt for effect in effects_of(withdrawal)} == {sheet}
    wrong = Attempt.objects.get(pk=broken.pk).items.get(number=1)
    with pytest.raises(CorrectionRefused, match="stands in the place"):
        propose_amendment(item=wrong, after={"response": {"chosen": right_ids(wrong)}}, reason="Late.", by=cast.trainer, at=at)
    assert not Completion.objects.exists()
