"""Nothing that is not live is to be seen, on the page itself or in a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import CoursePage, LessonPage, ModulePage
from tests.conftest import Cast
from tests.factories.courses import lesson_body, make_lesson, prose

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(module: ModulePage) -> LessonPage:
    return make_lesson(module, "Secret plans", live=False)


def test_a_draft_has_no_page(cast: Cast, draft: LessonPage, client: Client, client_of: Callable[..., Client]) -> None:
    for reader in (client, client_of(cast.learner), client_of(cast.trainer)):
        assert reader.get(f"/{draft.url_path.removeprefix('/home/')}").status_code == 404


def test_a_draft_stands_in_no_outline(
    cast: Cast, course: CoursePage, module: ModulePage, draft: LessonPage, client_of: Callable[..., Client]
) -> None:
    sibling = make_lesson(module, "Sibling")
    client = client_of(cast.learner)
    for url in (course.get_url(), module.get_url(), sibling.get_url(), reverse("courses:home"), "/"):
        answer = client.get(url)
        assert answer.status_code == 200
        assert "Secret plans" not in answer.content.decode()


def test_a_change_that_was_not_published_is_not_shown(module: ModulePage, client: Client) -> None:
    lesson = make_lesson(module, body=[prose("<p>Published.</p>")])
    lesson.title, lesson.body = "Secret plans", lesson_body(prose("<p>Drafted.</p>"))
    lesson.save_revision()
    html = client.get(lesson.get_url()).content.decode()
    assert "Published." in html
    assert "Drafted." not in html
    assert "Secret plans" not in html
