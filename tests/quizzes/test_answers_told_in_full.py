"""After practice the key is told as a learner reads it: with its picture, without authors’ signs, each word in its language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from courses.services import enrol_learner
from people.models import User
from quizzes.models import Attempt
from quizzes.services import start_attempt, submit_attempt
from tests.conftest import Cast
from tests.factories.quizzes import make_bank, make_item, make_quiz
from tests.quizzes.conftest import Ground

ClientOf = Callable[[User | None], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in(cast: Cast, ground: Ground, request: pytest.FixtureRequest) -> Attempt:
    """A practice attempt without an answer on one question of the kind that the test names."""
    bank, now = make_bank("told", "Told"), timezone.now()
    make_item(bank, kind=request.param)
    quiz = make_quiz(ground.module, [(bank, None, 1)], policy="practice")
    attempt = start_attempt(enrolment=enrol_learner(learner=cast.learner, course=ground.course, at=now), quiz=quiz, at=now)
    return submit_attempt(attempt=attempt, client_id=attempt.public_id, at=now, by=cast.learner)


def result(client: Client, attempt: Attempt, language: str = "en") -> str:
    return client.get(f"{attempt.get_absolute_url()}result/", headers={"Accept-Language": language}).content.decode()


def of_kind(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("handed_in", [name], indirect=True)


@of_kind("hotspot")
def test_places_stand_on_their_picture_under_the_letters_of_the_list(cast: Cast, client_of: ClientOf, handed_in: Attempt) -> None:
    page = result(client_of(cast.learner), handed_in)
    assert page.count("<figure") == 1
    on_the_picture = re.findall(r"<text [^>]*>(\w)</text>", page)
    in_the_list = re.findall(r"<p>(\w)\. [^<]+</p>", page)
    assert on_the_picture == in_the_list == ["A", "B", "C"]
    assert "data-picture" not in page  # there is nothing to choose any more


@of_kind("short-answer")
def test_dots_stand_where_any_text_may_stand(cast: Cast, client_of: ClientOf, handed_in: Attempt) -> None:
    page = result(client_of(cast.learner), handed_in)
    assert "<p>…distinguish…</p>" in page
    assert "*distinguish*" not in page


@of_kind("situation-set")
def test_words_of_the_interface_say_whose_language_they_are(cast: Cast, client_of: ClientOf, handed_in: Attempt) -> None:
    page = result(client_of(cast.learner), handed_in, "ar")
    told = page[page.index("<article") : page.index("</article>")]
    arabic = re.findall(r'<[^>]*lang="ar"[^>]*>(?:(?!</(?:p|strong|span|summary)>).)*', told, re.DOTALL)
    assert '<article class="question" id="question-1" lang="en" dir="ltr">' in told
    assert not re.findall("[\u0600-\u06ff]", "".join(re.split("|".join(map(re.escape, arabic)), told)))
    assert len(arabic) > 5
