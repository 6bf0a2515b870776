"""One attempt is put right: a line typed wrong, points given wrong, an answer that came too late. A second person decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import Completion
from people.models import User
from quizzes.corrections.effects import effects_of
from quizzes.corrections.services import CorrectionRefused, approve_correction, propose_amendment, propose_withdrawal
from quizzes.hand_marking.services import mark_answer
from quizzes.models import Attempt, AttemptItem, Correction, LateAnswer, Marking, PaperForm
from quizzes.paper.services import enter_form
from quizzes.results import read_result
from quizzes.services import save_answer, submit_attempt
from quizzes.sittings.services import close_sitting, open_sitting
from tests.conftest import Cast
from tests.factories.classes import make_class
from tests.factories.people import UserFactory
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Begin, Ground, right_ids, wrong_ids
from tests.quizzes.corrections.conftest import Sit, approved, stands
from tests.quizzes.paper.conftest import print_two, right_letters
from tests.quizzes.sittings.conftest import seated

ClientOf = Callable[[User | None], Client]
REASON = "The sheet says B."


@pytest.fixture
def attempt(cast: Cast, ground: Ground, sit: Sit) -> Attempt:
    """Two of five answered wrongly: not passed."""
    return sit(cast.learner, wrong=[item.pk for item in ground.items[:2]])


def wrong_item(attempt: Attempt) -> AttemptItem:
    fractions = attempt.result["fractions"]  # type: ignore[index]
    return attempt.items.get(number=next(int(number) for number, share in fractions.items() if not share))


def proposed(attempt: Attempt, by: User, at: datetime) -> Correction:
    item = wrong_item(attempt)
    return propose_amendment(item=item, after={"response": {"chosen": right_ids(item)}}, reason=REASON, by=by, at=at)


def test_it_changes_one_attempt_and_no_step(cast: Cast, attempt: Attempt, sit: Sit, ground: Ground, now: datetime) -> None:
    other, steps = sit(cast.comrade, wrong=[item.pk for item in ground.items[:2]]), list(attempt.steps.values())
    correction = proposed(attempt, cast.trainer, now)
    assert stands(attempt) == ("60.00", False)
    approved(correction, cast.administrator, now)
    assert (stands(attempt), stands(other)) == (("80.00", True), ("60.00", False))
    assert list(attempt.steps.values()) == steps
    attempt.refresh_from_db()
    assert str(attempt.percent) == "60.00", "the first result stays in the record"
    assert Completion.objects.get().enrolment.learner == cast.learner


def test_after_practice_the_learner_reads_the_answer_that_stands(cast: Cast, ground: Ground, sit: Sit, now: datetime) -> None:
    """Beside a mark for it the answer that was typed wrong would make no sense."""
    ground.quiz.policy = "practice"
    ground.quiz.save()
    attempt = sit(cast.learner, wrong=[ground.items[0].pk])
    item = wrong_item(attempt)
    approved(proposed(attempt, cast.trainer, now), cast.administrator, now)
    attempt.refresh_from_db()
    told = next(each for each in read_result(attempt, cast.learner).items if each.question.number == item.number)
    assert told.verdict == "right"
    assert [(line.is_right, line.is_chosen) for line in told.options if line.is_chosen] == [(True, True)]


def test_nobody_decides_on_the_own_proposal_or_proposes_for_the_own_attempt(cast: Cast, attempt: Attempt, now: datetime) -> None:
    correction = proposed(attempt, cast.administrator, now)
    with pytest.raises(CorrectionRefused, match="Somebody else"):
        approve_correction(correction=correction, by=cast.administrator, at=now, seen="")
    with pytest.raises(CorrectionRefused, match="of your own"):
        proposed(attempt, cast.learner, now)


def test_without_a_reason_or_a_change_nothing_is_proposed(cast: Cast, attempt: Attempt, now: datetime) -> None:
    item = wrong_item(attempt)
    deed = {"item": item, "by": cast.trainer, "at": now}
    with pytest.raises(CorrectionRefused, match="reason"):
        propose_amendment(after={"response": {"chosen": right_ids(item)}}, reason=" ", **deed)  # type: ignore[arg-type]
    with pytest.raises(CorrectionRefused, match="stands there already"):
        propose_amendment(after={"response": {"chosen": wrong_ids(item)[:1]}}, reason=REASON, **deed)  # type: ignore[arg-type]
    assert not Correction.objects.exists()


def test_a_later_correction_of_the_question_keeps_what_was_amended(
    cast: Cast, attempt: Attempt, ground: Ground, now: datetime
) -> None:
    approved(proposed(attempt, cast.trainer, now), cast.administrator, now)
    right = attempt.items.exclude(pk=wrong_item(attempt).pk).filter(version__item=ground.items[4].pk).get()
    withdrawal = propose_withdrawal(version=right.version, reason="It is wrong.", by=cast.trainer, at=now)
    [effect] = effects_of(withdrawal)
    assert str(effect.after.percent) == "75.00", "three of the four that are left"


def test_other_trainers_do_not_read_what_one_person_answered(
    cast: Cast, attempt: Attempt, client_of: ClientOf, now: datetime
) -> None:
    correction = proposed(attempt, cast.administrator, now)
    assert client_of(cast.trainer).get(correction.get_absolute_url()).status_code == 404
    page = client_of(cast.administrator).get(correction.get_absolute_url()).content.decode()
    assert REASON in page and cast.learner.name in page


def test_a_line_of_a_sheet_typed_wrong_is_put_right(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    at = timezone.now() - timedelta(hours=2)
    room = make_class(ground.course, cast.administrator, cast.learner, at=at, instructors=[cast.trainer])
    form = print_two(ground, room, cast, at)[0]
    enter_form(form=form, learner=cast.learner, sat_at=at, responses={}, by=cast.trainer, at=timezone.now())
    form = PaperForm.objects.get(pk=form.pk)
    client, address = client_of(cast.trainer), f"/quiz/corrections/sheets/{form.pk}/2/"
    assert address in client.get(form.get_absolute_url()).content.decode()
    assert "No answer" in client.get(address).content.decode()
    faulty = client.post(address, {"typed": "Z", "reason": REASON})
    assert faulty.status_code == 200 and not Correction.objects.exists()
    client.post(address, {"typed": right_letters(form)["typed-2"], "reason": REASON})
    approved(Correction.objects.get(), cast.administrator, timezone.now())
    assert stands(form.attempt) == ("20.00", False)  # type: ignore[arg-type]
    other = UserFactory(name="Other trainer")
    other.groups.set(cast.trainer.groups.all())
    assert client_of(other).get(address).status_code == 404


def test_points_given_wrong_are_put_right(cast: Cast, ground: Ground, begin: Begin, client_of: ClientOf, now: datetime) -> None:
    bank = make_bank("open", "Open")
    make_item(bank, kind="open-answer")
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 1)], title="Open"))
    step = {"client_id": uuid4(), "seen_sequence": 0, "at": now, "by": cast.learner}
    save_answer(attempt=attempt, number=1, response={"text": "Because."}, **step)  # type: ignore[arg-type]
    submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner)
    marking = mark_answer(marking=Marking.objects.get(), points=[0, 0], comment="", by=cast.trainer, at=now)
    client, address = client_of(cast.trainer), f"/quiz/corrections/marks/{marking.pk}/"
    assert address in client.get("/quiz/to-mark/").content.decode()
    client.post(address, {"points-0": 2, "points-1": 2, "reason": "I read the wrong sheet."})
    correction = Correction.objects.get()
    assert (correction.key_before, correction.key_after) == ({"points": [0, 0]}, {"points": [2, 2]})
    approved(correction, cast.administrator, now)
    assert stands(attempt) == ("100.00", True)
    page = correction.get_absolute_url()
    assert cast.learner.name in client_of(cast.administrator).get(page).content.decode()
    assert cast.learner.name not in client.get(page).content.decode(), "who marked it does not learn whose answer it was"
    marking.refresh_from_db()
    assert marking.points == [0, 0]


def test_an_answer_that_came_too_late_counts_once_a_second_person_agrees(cast: Cast, ground: Ground, client_of: ClientOf) -> None:
    at = timezone.now() - timedelta(minutes=9)
    room = make_class(ground.course, cast.administrator, cast.learner, at=at, instructors=[cast.trainer], unit=cast.alpha)
    sitting = open_sitting(training_class=room, quiz=ground.quiz, by=cast.trainer, at=at)
    attempt = seated(sitting, cast.learner, at).attempt
    assert attempt is not None
    close_sitting(sitting=sitting, by=cast.trainer, at=timezone.now())
    item = attempt.items.get(number=3)
    response = {"chosen": right_ids(item)}
    late = LateAnswer.objects.create(attempt=attempt, item=item, client_id=uuid4(), response=response, at=timezone.now())
    client, address = client_of(cast.trainer), f"/quiz/corrections/late/{late.pk}/"
    assert address in client.get(f"{sitting.get_absolute_url()}record/").content.decode()
    client.post(address, {"reason": "The router was off until 10:20."})
    approved(Correction.objects.get(), cast.administrator, timezone.now())
    assert stands(attempt) == ("20.00", False)
    assert client_of(cast.learner).get(address).status_code == 404
