"""A trainer edits a lesson in the editor: what is kept, what is refused, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import LessonPage, ModulePage
from tests.conftest import Cast
from tests.courses.editor import posted_lesson
from tests.factories.courses import check, level_part, make_lesson, make_rule, part, prose

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "1"}


@pytest.fixture
def trainer(cast: Cast, client_of: Callable[..., Client]) -> Client:
    return client_of(cast.trainer)


@pytest.fixture
def lesson(module: ModulePage) -> LessonPage:
    lesson = make_lesson(module, body=[prose("<p>As it was.</p>")])
    lesson.save_revision().publish()
    return lesson


def edit(client: Client, lesson: LessonPage, form: dict[str, Any]) -> str:
    return client.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form, follow=True).content.decode()


def latest(lesson: LessonPage) -> LessonPage:
    return LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()


def test_the_form_opens_with_everything_in_it(trainer: Client, lesson: LessonPage) -> None:
    html = trainer.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    assert "As it was." in html
    assert "lowest level that needs it" in html.lower()


def test_what_is_published_is_what_learners_read(trainer: Client, lesson: LessonPage, client: Client) -> None:
    rule = make_rule()
    edit(trainer, lesson, posted_lesson(part("key_rule", sentence="Be humane.", rules=[rule.pk]), check(True, False), **PUBLISH))
    html = client.get(lesson.get_url()).content.decode()
    assert "Be humane." in html
    assert "Say who is protected." in html
    assert "As it was." not in html


def test_a_new_lesson_is_made_below_a_module(trainer: Client, module: ModulePage, client: Client) -> None:
    url = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module.pk])
    trainer.post(url, posted_lesson(**PUBLISH))
    lesson = LessonPage.objects.get()
    assert lesson.live
    assert "As posted." in client.get(lesson.get_url()).content.decode()


def test_a_draft_is_kept_and_not_shown(trainer: Client, lesson: LessonPage, client: Client) -> None:
    edit(trainer, lesson, posted_lesson())
    assert "As posted." in str(latest(lesson).body)
    assert "As it was." in client.get(lesson.get_url()).content.decode()


def test_a_lesson_without_a_title_is_refused(trainer: Client, lesson: LessonPage) -> None:
    assert "This field is required" in edit(trainer, lesson, posted_lesson(title="", **PUBLISH))
    assert "As it was." in str(latest(lesson).body)


def test_an_empty_lesson_cannot_be_published(trainer: Client, lesson: LessonPage) -> None:
    form = posted_lesson(**PUBLISH) | {"body-count": "0"}
    assert "could not be" in edit(trainer, lesson, form)
    assert "As it was." in str(latest(lesson).body)


@pytest.mark.parametrize("verdicts", [(False, False), (True,)])
@pytest.mark.parametrize("inside", [False, True])
def test_a_check_that_cannot_be_answered_is_refused(
    verdicts: tuple[bool, ...], inside: bool, trainer: Client, lesson: LessonPage
) -> None:
    question = check(*verdicts)
    html = edit(trainer, lesson, posted_lesson(level_part(2, question) if inside else question, **PUBLISH))
    assert ("Mark at least one option as right." in html) == (len(verdicts) > 1)
    assert "As it was." in str(latest(lesson).body)


def test_a_key_rule_without_a_citation_is_refused(trainer: Client, lesson: LessonPage) -> None:
    edit(trainer, lesson, posted_lesson(part("key_rule", sentence="Be humane.", rules=[]), **PUBLISH))
    assert "As it was." in str(latest(lesson).body)


def test_a_learner_does_not_reach_the_form(cast: Cast, client_of: Callable[..., Client], lesson: LessonPage) -> None:
    answer = client_of(cast.learner).post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), posted_lesson(**PUBLISH))
    assert answer.status_code in {302, 403}
    assert "As it was." in str(latest(lesson).body)


# --- Nothing is lost in silence ------------------------------------------------------------------


@pytest.mark.parametrize("button", [{}, PUBLISH])
def test_malformed_json_is_refused(button: dict[str, str], trainer: Client, lesson: LessonPage) -> None:
    html = edit(trainer, lesson, posted_lesson(**button) | {"body": '[{"type": "prose", '})
    assert "Lesson: It is damaged and cannot be read. What was saved before is still there." in html
    assert "As it was." in str(latest(lesson).body)


@pytest.mark.parametrize("button", [{}, PUBLISH])
def test_a_part_of_an_unknown_kind_is_refused(button: dict[str, str], trainer: Client, lesson: LessonPage) -> None:
    form = posted_lesson(prose("<p>One.</p>"), prose("<p>Two.</p>"), **button) | {"body-1-type": "poem"}
    assert "Lesson: It holds a part of an unknown kind, “poem”." in edit(trainer, lesson, form)
    assert "As it was." in str(latest(lesson).body)


def test_also_inside_a_part_for_a_higher_level(trainer: Client, lesson: LessonPage) -> None:
    form = posted_lesson(level_part(2, prose("<p>One.</p>")), **PUBLISH) | {"body-0-value-parts-0-type": "poem"}
    assert "Lesson: It holds a part of an unknown kind, “poem”." in edit(trainer, lesson, form)
    assert "As it was." in str(latest(lesson).body)


def test_a_part_that_the_author_took_away_may_be_anything(trainer: Client, lesson: LessonPage) -> None:
    form = posted_lesson(prose("<p>One.</p>"), prose("<p>Two.</p>"), **PUBLISH)
    edit(trainer, lesson, form | {"body-1-type": "poem", "body-1-deleted": "1"})
    assert "One." in str(latest(lesson).body)
