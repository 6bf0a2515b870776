"""A sheet stands in the place of a device whose open answers still wait: whatever they would have earned, it alone decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import Completion, TrainingClass
from people.levels import Level
from people.models import User
from quizzes.hand_marking.services import AlreadyMarked, mark_answer
from quizzes.models import Marking
from quizzes.paper.services import enter_form, print_forms
from quizzes.services import save_answer
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Begin, Ground, answer, right_ids

ClientOf = Callable[[User | None], Client]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def waiting(cast: Cast, ground: Ground, alpha_class: TrainingClass, printed_at: datetime, begin: Begin) -> Marking:
    """The choice is right, the open answer waits; then an empty sheet was entered in its place."""
    at, bank = timezone.now(), make_bank("mixed", "Mixed")
    make_item(bank)
    quiz = make_quiz(ground.module, [(bank, None, 1)], title="Mixed", pass_mark=80)
    [form] = print_forms(quiz=quiz, training_class=alpha_class, level=Level.EVERYONE, number=1, by=cast.trainer, at=printed_at)
    make_item(bank, kind="open-answer")
    quiz.blueprint.update(count=2)
    broken = begin(cast.learner, quiz, at - 30 * MINUTE)
    choice, text = (broken.items.get(version__kind=kind) for kind in ("single", "open-answer"))
    answer(broken, choice.number, right_ids(choice), at - 20 * MINUTE)
    deed = {"client_id": uuid4(), "seen_sequence": 9, "at": at - 19 * MINUTE, "by": cast.learner}
    save_answer(attempt=broken, number=text.number, response={"text": "By asking."}, **deed)  # type: ignore[arg-type]
    sat = {"sat_at": at - MINUTE, "responses": {}, "by": cast.trainer, "at": at, "device_failed": "It fell"}
    assert enter_form(form=form, learner=cast.learner, **sat).passed is False  # type: ignore[arg-type]
    return Marking.objects.get(item=text)


def test_its_points_would_decide_nothing(cast: Cast, waiting: Marking) -> None:
    with pytest.raises(AlreadyMarked):
        mark_answer(marking=waiting, points=[2, 2], comment="", by=cast.trainer, at=timezone.now())
    assert not Completion.objects.exists()


def test_nobody_is_asked_to_mark_it(cast: Cast, waiting: Marking, client_of: ClientOf) -> None:
    client = client_of(cast.trainer)
    assert list(client.get("/quiz/to-mark/").context["page"]) == []
    assert client.get(f"/quiz/to-mark/{waiting.pk}/").status_code == 404
