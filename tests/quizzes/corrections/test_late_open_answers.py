"""An open answer that came too late: once a second person agrees that it counts, it is marked like any other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from courses.models import Completion
from people.models import User
from quizzes.corrections.services import propose_amendment
from quizzes.hand_marking.reading import read_answer
from quizzes.hand_marking.services import mark_answer
from quizzes.models import Attempt, CorrectedResult, LateAnswer, Marking
from quizzes.services import submit_attempt
from tests.conftest import Cast
from tests.factories.people import UserFactory
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Begin, Ground, answer, right_ids
from tests.quizzes.corrections.conftest import approved, stands

LATER = timedelta(hours=1)


@pytest.fixture
def attempt(cast: Cast, ground: Ground, begin: Begin, now: datetime) -> Attempt:
    """One right answer, and an open one that was handed in empty and is said to count although it came too late."""
    bank = make_bank("open", "Open")
    make_item(bank, kind="open-answer")
    make_item(bank)
    attempt = begin(cast.learner, make_quiz(ground.module, [(bank, None, 2)], title="Open", pass_mark=50))
    choice, open_one = (attempt.items.get(version__kind=kind) for kind in ("single", "open-answer"))
    answer(attempt, choice.number, right_ids(choice), now)
    submit_attempt(attempt=attempt, client_id=uuid4(), at=now, by=cast.learner)
    late = LateAnswer.objects.create(attempt=attempt, item=open_one, client_id=uuid4(), response={"text": "By asking."}, at=now)
    after = {"response": late.response}
    attempt = Attempt.objects.get()
    correction = propose_amendment(
        item=attempt.items.get(pk=open_one.pk), after=after, reason="No signal.", by=cast.trainer, at=now + LATER
    )
    approved(correction, cast.administrator, now + LATER)
    return attempt


def test_nothing_is_lost_while_it_waits_for_its_points(attempt: Attempt) -> None:
    assert stands(attempt) == ("50.00", True)
    marking = Marking.objects.get()
    assert (marking.item.version.kind, marking.marked_at) == ("open-answer", None)
    assert read_answer(marking).text == "By asking."


def test_its_points_stand_beside_the_first_result(cast: Cast, attempt: Attempt, now: datetime) -> None:
    mark_answer(marking=Marking.objects.get(), points=[2, 2], comment="", by=cast.trainer, at=now + 2 * LATER)
    assert stands(attempt) == ("100.00", True)
    attempt.refresh_from_db()
    assert str(attempt.percent) == "50.00", "the first result is never overwritten"
    assert CorrectedResult.objects.get().correction.item_id == Marking.objects.get().item_id
    assert Completion.objects.count() == 1


def test_no_points_leave_the_result_as_it_was(cast: Cast, attempt: Attempt, now: datetime) -> None:
    mark_answer(marking=Marking.objects.get(), points=[0, 0], comment="", by=cast.trainer, at=now + 2 * LATER)
    assert stands(attempt) == ("50.00", True)
    assert not CorrectedResult.objects.exists()


def test_where_the_text_of_marked_points_changes_its_marker_reads_the_new_one(
    cast: Cast, attempt: Attempt, now: datetime, client_of: Callable[[User | None], Client]
) -> None:
    marking = mark_answer(marking=Marking.objects.get(), points=[1, 0], comment="", by=cast.trainer, at=now + 2 * LATER)
    more = LateAnswer.objects.create(
        attempt=attempt, item=marking.item, client_id=uuid4(), response={"text": "By asking twice."}, at=now
    )
    told = "The points stay those of the text before."
    assert told in client_of(cast.administrator).get(f"/quiz/corrections/late/{more.pk}/").content.decode()
    after = {"response": more.response}
    correction = propose_amendment(item=marking.item, after=after, reason="No signal.", by=cast.administrator, at=now)
    approved(correction, UserFactory(name="Second", is_superuser=True), now + 3 * LATER)
    page = client_of(cast.trainer).get(f"/quiz/corrections/marks/{marking.pk}/").content.decode()
    assert "By asking twice." in page and told not in page
