"""The editor's preview shows the page as it is being written, and offers nothing that counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import CoursePage, LessonPage, ModulePage
from tests.conftest import Cast
from tests.courses.editor import posted_lesson, stream
from tests.factories.courses import make_lesson, prose
from tests.factories.posting import posted_block, posted_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.trainer)


def preview(client: Client, page: Any, form: dict[str, Any]) -> str:
    """What the preview panel shows after the form as it stands was sent to it."""
    return preview_at(client, reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk]), form)


def preview_at(client: Client, url: str, form: dict[str, Any]) -> str:
    sent = client.post(url, form).json()
    assert sent["is_valid"], sent
    answer = client.get(url, {"mode": ""})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_lesson_shows_what_was_not_saved_yet(trainer: Client, module: ModulePage) -> None:
    lesson = make_lesson(module, body=[prose("<p>As it was.</p>")])
    trainer.get(lesson.get_url())  # its published text is kept now
    html = preview(trainer, lesson, posted_lesson(prose("<p>Not saved yet.</p>")))
    assert "Not saved yet." in html
    assert "As it was." not in html
    assert "Not saved yet." not in trainer.get(lesson.get_url()).content.decode()


def test_it_cannot_be_finished_from_the_preview(trainer: Client, module: ModulePage) -> None:
    html = preview(trainer, make_lesson(module), posted_lesson())
    assert "lesson-finish" not in html
    assert "/finish/" not in html.replace("/me/finish/", "")


def test_a_lesson_that_was_never_saved_can_be_previewed(trainer: Client, module: ModulePage) -> None:
    url = reverse("wagtailadmin_pages:preview_on_add", args=["courses", "lessonpage", module.pk])
    assert "As posted." in preview_at(trainer, url, posted_lesson())


def test_a_draft_that_was_never_live_can_be_previewed(trainer: Client, module: ModulePage) -> None:
    lesson = make_lesson(module, live=False)
    assert "As posted." in preview(trainer, lesson, posted_lesson())


def module_form(**extra: Any) -> dict[str, Any]:
    written = {"objectives": [{"type": "objective", "value": "Treat everyone humanely."}], "card": [], "instructor_note": []}
    streams = {name: posted_block(ModulePage._meta.get_field(name).stream_block, raw) for name, raw in written.items()}
    return posted_page(title="New title", slug="humane", number="3", summary="Short.", **streams) | extra


def test_a_module_shows_its_activities(trainer: Client, module: ModulePage, lessons: list[LessonPage]) -> None:
    html = preview(trainer, module, module_form())
    assert "New title" in html
    assert "Treat everyone humanely." in html
    assert "Second" in html


def test_a_new_module_has_none(trainer: Client, course: CoursePage) -> None:
    url = reverse("wagtailadmin_pages:preview_on_add", args=["courses", "modulepage", course.pk])
    assert "Nothing in this module yet." in preview_at(trainer, url, module_form())


def test_a_course_shows_its_modules(trainer: Client, course: CoursePage, lessons: list[LessonPage]) -> None:
    html = preview(trainer, course, posted_page(title="New title", slug="core", summary="Short.", achievement=""))
    assert "New title" in html
    assert "Humane treatment" in html


def test_a_new_course_has_none(trainer: Client, course: CoursePage) -> None:
    url = reverse("wagtailadmin_pages:preview_on_add", args=["courses", "coursepage", course.get_parent().pk])
    form = posted_page(title="New title", slug="new", summary="Short.", achievement="")
    assert "No modules yet" in preview_at(trainer, url, form)


def test_the_preview_may_stand_in_the_editors_frame(trainer: Client, module: ModulePage) -> None:
    lesson = make_lesson(module)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    trainer.post(url, posted_lesson())
    answer = trainer.get(url, {"mode": ""})
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


def test_strangers_and_learners_see_no_preview(
    cast: Cast, module: ModulePage, client: Client, client_of: Callable[..., Client]
) -> None:
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[make_lesson(module).pk])
    assert client.get(url).status_code == 302
    assert client_of(cast.learner).get(url).status_code in {302, 403}


def test_stream_names_are_those_of_the_form() -> None:
    assert stream("body").child_blocks.keys() >= {"prose", "check", "level"}
