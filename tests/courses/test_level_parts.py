"""Parts of a lesson for a higher level: open for whom they are meant, folded for everybody else, missing for nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from courses.models import CoursePage, LessonPage, ModulePage
from people.levels import Level
from people.models import User
from tests.conftest import NOW, Cast
from tests.factories.courses import enrolled, level_part, make_lesson, prose
from tests.factories.people import RankFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson(module: ModulePage) -> LessonPage:
    return make_lesson(module, body=[prose("<p>For all.</p>"), level_part(Level.NCOS, prose("<p>For leaders.</p>"))])


def html_of(client: Client, lesson: LessonPage) -> str:
    return " ".join(client.get(lesson.get_url()).content.decode().split())


def is_open(html: str) -> bool:
    assert "<p>For leaders.</p>" in html
    return '<section class="level">' in html


def sergeant(cast: Cast) -> User:
    cast.comrade.rank = RankFactory(abbreviation="Sgt", name="Sergeant", level=Level.NCOS)
    cast.comrade.save()
    return cast.comrade


def test_folded_for_a_stranger_and_for_a_lower_level(
    cast: Cast, lesson: LessonPage, client: Client, client_of: Callable[..., Client]
) -> None:
    for reader in (client, client_of(cast.learner)):
        html = html_of(reader, lesson)
        assert not is_open(html)
        assert "<summary>For NCOs and junior officers</summary>" in html


def test_open_for_that_level_and_above(cast: Cast, lesson: LessonPage, client_of: Callable[..., Client]) -> None:
    assert is_open(html_of(client_of(sergeant(cast)), lesson))
    assert is_open(html_of(client_of(cast.commander), lesson))


def test_the_level_of_the_enrolment_counts_not_a_later_rank(
    cast: Cast, course: CoursePage, lesson: LessonPage, client_of: Callable[..., Client]
) -> None:
    enrolled(cast.comrade, course, NOW)
    assert not is_open(html_of(client_of(sergeant(cast)), lesson))


def test_each_level_is_kept_apart(cast: Cast, lesson: LessonPage, client: Client, client_of: Callable[..., Client]) -> None:
    commander = client_of(cast.commander)
    assert is_open(html_of(commander, lesson))
    assert not is_open(html_of(client, lesson))
    assert is_open(html_of(commander, lesson))
