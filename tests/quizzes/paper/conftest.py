"""A class of Alpha, and the forms of its quiz."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from courses.models import TrainingClass
from people.levels import Level
from quizzes.models import PaperForm
from quizzes.paper.services import print_forms
from tests.conftest import Cast
from tests.factories.classes import make_class
from tests.quizzes.conftest import Ground

HOUR = timedelta(hours=1)


@pytest.fixture
def printed_at() -> datetime:
    return timezone.now() - 2 * HOUR


@pytest.fixture
def alpha_class(cast: Cast, ground: Ground, printed_at: datetime) -> TrainingClass:
    people = (cast.learner, cast.comrade)
    return make_class(ground.course, cast.administrator, *people, at=printed_at, instructors=[cast.trainer], unit=cast.alpha)


@pytest.fixture
def forms(cast: Cast, ground: Ground, alpha_class: TrainingClass, printed_at: datetime) -> list[PaperForm]:
    return print_two(ground, alpha_class, cast, printed_at)


def print_two(ground: Ground, alpha_class: TrainingClass, cast: Cast, at: datetime) -> list[PaperForm]:
    return print_forms(quiz=ground.quiz, training_class=alpha_class, level=Level.EVERYONE, number=2, by=cast.trainer, at=at)


def right_letters(form: PaperForm) -> dict[str, str]:
    """What a learner who knows everything crosses, as it is typed: field name to letters."""
    typed = {}
    for item in form.items.select_related("version"):
        shares = item.version.answer_key["fractions"]
        typed[f"typed-{item.number}"] = "".join("ABCDEFGH"[n] for n, each in enumerate(item.option_order) if shares[each] > 0)
    return typed
