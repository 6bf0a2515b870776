"""What stands on an answer sheet becomes an attempt, marked as every other; it says when it was entered and by whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import Completion, TrainingClass
from people.models import User
from quizzes.models import Attempt, PaperForm
from quizzes.paper.services import PaperRefused, enter_form
from quizzes.permissions import allowance
from quizzes.reading import own_attempts
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.quizzes.conftest import Begin, Ground
from tests.quizzes.paper.conftest import HOUR, print_two, right_letters

ClientOf = Callable[[User | None], Client]


def sheet(form: PaperForm, learner: User, **typed: Any) -> dict[str, Any]:
    sat_at = timezone.localtime(timezone.now() - HOUR).strftime("%Y-%m-%dT%H:%M")
    return {"learner": learner.pk, "sat_at": sat_at, **right_letters(form), **typed}


def test_a_sheet_is_checked_in_words_and_then_handed_in(cast: Cast, forms: list[PaperForm], client_of: ClientOf) -> None:
    client, form = client_of(cast.trainer), forms[0]
    assert client.get("/quiz/paper/", {"number": form.number.lower()})["Location"] == form.get_absolute_url()
    data = sheet(form, cast.learner, **{"typed-1": "-"})
    checked = client.post(form.get_absolute_url(), {**data, "go": "check"}).content.decode()
    assert "Search her with respect" in checked and "Left out" in checked
    assert not Attempt.objects.exists()
    client.post(form.get_absolute_url(), {**data, "go": "hand-in"})
    attempt = Attempt.objects.get()
    assert (attempt.enrolment.learner, str(attempt.percent), attempt.passed) == (cast.learner, "80.00", True)
    form.refresh_from_db()
    assert (form.attempt, form.entered_by) == (attempt, cast.trainer)
    assert {step.actor for step in attempt.steps.all()} == {cast.trainer}
    assert attempt.submitted_at < form.entered_at
    assert Completion.objects.get().enrolment.learner == cast.learner


def test_the_attempt_has_the_draw_of_the_form(cast: Cast, forms: list[PaperForm], ground: Ground, now: datetime) -> None:
    form = forms[1]
    at = timezone.now()
    attempt = enter_form(form=form, learner=cast.learner, sat_at=at, responses={}, by=cast.trainer, at=at)
    columns = ("number", "version_id", "option_order", "row")
    assert list(attempt.items.values_list(*columns)) == list(form.items.values_list(*columns))
    assert (attempt.seed, attempt.rules["pass_mark"]) == (form.seed, 80)


@pytest.mark.parametrize("typed", ["Z", "A B", "?"])
def test_what_cannot_stand_there_is_said_beside_its_line(
    cast: Cast, forms: list[PaperForm], client_of: ClientOf, typed: str
) -> None:
    data = sheet(forms[0], cast.learner, **{"typed-2": typed, "go": "hand-in"})
    answer = client_of(cast.trainer).post(forms[0].get_absolute_url(), data)
    assert answer.context["form"].errors.keys() == {"typed-2"}
    assert not Attempt.objects.exists()


def test_a_form_is_entered_once(cast: Cast, forms: list[PaperForm], client_of: ClientOf) -> None:
    at = timezone.now()
    enter_form(form=forms[0], learner=cast.learner, sat_at=at, responses={}, by=cast.trainer, at=at)
    with pytest.raises(PaperRefused, match="entered before"):
        enter_form(form=forms[0], learner=cast.comrade, sat_at=at, responses={}, by=cast.trainer, at=at)
    page = client_of(cast.trainer).get(forms[0].get_absolute_url()).content.decode()
    assert "Entered" in page and "typed-1" not in page


@pytest.mark.parametrize("after", [timedelta(hours=-3), timedelta(hours=1)])
def test_it_was_sat_between_the_printing_and_now(cast: Cast, forms: list[PaperForm], after: timedelta) -> None:
    at = timezone.now()
    with pytest.raises(PaperRefused, match="after the form was printed"):
        enter_form(form=forms[0], learner=cast.learner, sat_at=at + after, responses={}, by=cast.trainer, at=at)


def test_the_rules_of_the_quiz_hold_on_paper_too(cast: Cast, ground: Ground, forms: list[PaperForm], begin: Begin) -> None:
    at = timezone.now()
    begin(cast.learner, ground.quiz, at)
    with pytest.raises(PaperRefused, match="open on a device"):
        enter_form(form=forms[0], learner=cast.learner, sat_at=at, responses={}, by=cast.trainer, at=at)


def test_waiting_times_run_from_the_room_not_from_the_entry(
    cast: Cast, ground: Ground, alpha_class: TrainingClass, printed_at: datetime
) -> None:
    ground.quiz.wait_hours = 1
    ground.quiz.save()
    first, second = print_two(ground, alpha_class, cast, printed_at)
    at = timezone.now()
    deed = {"learner": cast.comrade, "responses": {}, "by": cast.trainer, "at": at}
    enter_form(form=first, sat_at=printed_at, **deed)
    with pytest.raises(PaperRefused, match="waiting time"):
        enter_form(form=second, sat_at=printed_at + HOUR / 2, **deed)
    assert enter_form(form=second, sat_at=printed_at + HOUR, **deed).number == 2


def test_a_sheet_stands_in_the_place_of_an_attempt_whose_device_failed(
    cast: Cast, ground: Ground, forms: list[PaperForm], begin: Begin, client_of: ClientOf
) -> None:
    """Neither the waiting time nor the number of attempts stands in its way, before or after the sitting was closed."""
    ground.quiz.wait_hours, ground.quiz.attempts_allowed = 24, 1
    ground.quiz.save()
    broken = begin(cast.learner, ground.quiz, timezone.now() - 1.5 * HOUR)
    data = sheet(forms[0], cast.learner, go="hand-in")
    client = client_of(cast.trainer)
    assert "open on a device" in client.post(forms[0].get_absolute_url(), data).content.decode()
    submit_attempt(attempt=broken, client_id=uuid4(), at=timezone.now() - 1.2 * HOUR, by=cast.trainer)
    assert client.post(forms[0].get_absolute_url(), data).context["form"].errors
    client.post(forms[0].get_absolute_url(), data | {"device_failed": "The battery died"})
    form = PaperForm.objects.get(pk=forms[0].pk)
    assert (form.replaces, form.attempt.number, form.attempt.passed) == (broken, 2, True)
    assert "The battery died" in client.get(form.get_absolute_url()).content.decode()
    broken.refresh_from_db()
    assert broken.passed is False, "what was saved on the device stays as it was"


def test_an_open_attempt_is_handed_in_when_the_sheet_takes_its_place(
    cast: Cast, ground: Ground, alpha_class: TrainingClass, printed_at: datetime, begin: Begin
) -> None:
    at = timezone.now()
    ground.quiz.attempts_allowed = 2
    ground.quiz.save()
    forms = print_two(ground, alpha_class, cast, printed_at)
    broken = begin(cast.learner, ground.quiz, at - HOUR)
    deed = {"learner": cast.learner, "sat_at": at, "responses": {}, "by": cast.trainer, "at": at}
    enter_form(form=forms[0], device_failed="It fell", **deed)  # type: ignore[arg-type]
    broken.refresh_from_db()
    assert broken.submitted_at == at
    assert [each.number for each in own_attempts(ground.quiz, cast.learner)] == [2]
    assert allowance(ground.quiz, own_attempts(ground.quiz, cast.learner), at).left == 1


def test_where_nothing_was_begun_on_a_device_there_is_nothing_to_replace(cast: Cast, forms: list[PaperForm]) -> None:
    at = timezone.now()
    deed = {"learner": cast.learner, "sat_at": at, "responses": {}, "by": cast.trainer, "at": at}
    with pytest.raises(PaperRefused, match="began nothing on a device"):
        enter_form(form=forms[0], device_failed="It fell", **deed)  # type: ignore[arg-type]
    assert not Attempt.objects.exists()


def test_a_form_of_another_level_is_not_taken(cast: Cast, forms: list[PaperForm]) -> None:
    at = timezone.now()
    with pytest.raises(PaperRefused, match="was drawn for"):
        enter_form(form=forms[0], learner=cast.commander, sat_at=at, responses={}, by=cast.trainer, at=at)


def test_nobody_enters_an_own_form(cast: Cast, forms: list[PaperForm]) -> None:
    at = timezone.now()
    with pytest.raises(PaperRefused, match="own form"):
        enter_form(form=forms[0], learner=cast.trainer, sat_at=at, responses={}, by=cast.trainer, at=at)
